using CoopGrains.Contracts;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Agreements;

/// <summary>What an amendment was that waits no more. Memory keeps its number, so the rest is read from the book's history.</summary>
internal static class AmendmentTexts
{
    /// <summary>Reads it; the caller has checked that the reader may see the book, and recorded the read.</summary>
    public static async Task<AmendmentView> ReadAsync(BookHistory history, BookKey book, AmendmentView found, CancellationToken ct)
    {
        if (found.Amendment is not null)
            return found;
        await foreach (var happened in history.FromAsync(book, 1, ct))
            if (happened.Event.StartsWith("amendment", StringComparison.Ordinal))
            {
                var content = EventCatalog.Read(happened.Event, happened.Content);
                found = Amending.Told(found, content);
                if (Amending.Ends(content, found.Number))
                    break;
            }
        return found;
    }
}
