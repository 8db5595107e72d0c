using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Books;

/// <summary>Which books a reader may know of.</summary>
/// <remarks>A book that does not exist and one that is hidden take the same way to the same answer.</remarks>
internal sealed class VisibleBooks(INetworkView view)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The book of an id in a path.</summary>
    /// <exception cref="ProblemException">404: the reader sees no such book.</exception>
    public async ValueTask<KnownBook> RequireAsync(Actor reader, BookKind kind, string id, CancellationToken ct) =>
        (BookKey.IsId(id) ? await FindAsync(reader, BookKey.Of(kind, id), ct) : null)
            ?? throw new Problem(RefusalCodes.Unknown).Thrown();

    /// <summary>True when the reader sees the book.</summary>
    public async ValueTask<bool> SeesAsync(Actor reader, BookKey book, CancellationToken ct) =>
        await FindAsync(reader, book, ct) is not null;

    /// <summary>Waits until what the reader has already seen, as Coop-After says, is visible here.</summary>
    /// <exception cref="ProblemException">400: it is malformed. 410: the store was restored since. 503: it was not visible in time.</exception>
    public async ValueTask<INetworkReading> CaughtUpAsync(HttpContext http)
    {
        var seen = CoopAfter.Of(http.Request);
        if (seen is { } other && view.Epoch > 0 && other.Epoch != view.Epoch)
            throw new Problem(Codes.HistoryReplaced).Thrown();
        if (seen is { } after
            && !await view.WaitForAsync(after.Book, after.Version, http.Visit().Actor, Patience, http.RequestAborted))
            throw new Problem(Codes.NotYetVisible).Thrown();
        return view.Now;
    }

    /// <summary>The book as the view knows it; null when the reader sees none.</summary>
    public ValueTask<KnownBook?> FindAsync(Actor reader, BookKey book, CancellationToken ct) =>
        view.Now.Find(book, reader) is { } known ? new(known) : new(view.ProbeAsync(book, reader, ct));
}
