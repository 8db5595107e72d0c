using CoopGrains.Contracts;
using CoopGrains.Hosting.History;

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
                found = With(found, content);
                if (Ends(content, found.Number))
                    break;
            }
        return found;
    }

    private static AmendmentView With(AmendmentView found, Event happened) => happened switch
    {
        AmendmentProposed { Amendment: var proposed } when proposed.Number == found.Number => found with
        {
            Amendment = proposed,
            Fields = proposed.Changes.Select(change => change.Field).ToValueList(),
        },
        AmendmentAccepted accepted when accepted.Number == found.Number => found with
        {
            Amendment = found.Amendment! with { AcceptedBy = found.Amendment.AcceptedBy.Add(accepted.Party) },
        },
        AmendmentSigned signed when signed.Number == found.Number => found with
        {
            Amendment = found.Amendment! with { Signatures = found.Amendment.Signatures.Add(signed.Signature) },
        },
        AmendmentWithdrawn withdrawn when withdrawn.Number == found.Number => found with
        {
            WithdrawnBy = withdrawn.By,
            WithdrawnFor = withdrawn.Reason,
        },
        _ => found,
    };

    private static bool Ends(Event happened, int number) => happened switch
    {
        AmendmentApplied applied => applied.Number == number,
        AmendmentWithdrawn withdrawn => withdrawn.Number == number,
        _ => false,
    };
}
