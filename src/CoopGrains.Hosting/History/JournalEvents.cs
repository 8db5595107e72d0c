using CoopGrains.Contracts;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.History;

/// <summary>One event of any book.</summary>
/// <param name="Position">1, 2, 3 … over all books; never shown, for it counts restricted books too.</param>
/// <param name="Book">The book; null for a row of no book that this build knows.</param>
/// <param name="Happened">The event, as the book's history has it.</param>
public sealed record JournalEvent(long Position, BookKey? Book, HistoryEvent Happened)
{
    internal static JournalEvent Of(JournalRow row) =>
        new(row.Position, BookKey.TryParse(row.BookKey, out var book) ? book : null, HistoryEvent.Of(row));
}

/// <summary>All that is recorded, in the order of the journal: what the view has seen, as it sees it, and what was before.</summary>
/// <remarks>Whoever calls it decides what of it a reader is shown.</remarks>
public sealed class JournalEvents(IBookStore store, IViewFollowing view)
{
    /// <summary>True once the store was restored under this process: what it knows is void, and it ends.</summary>
    public bool AreVoid => store.Void.IsCancellationRequested;

    /// <inheritdoc cref="IViewFollowing.Follow"/>
    public IDisposable Follow(Action<IReadOnlyList<JournalEvent>> seen) =>
        view.Follow(rows => seen([.. rows.Select(JournalEvent.Of)]));

    /// <summary>Up to <paramref name="limit"/> changes behind a position, in order.</summary>
    public async Task<IReadOnlyList<JournalEvent>> ReadAsync(long after, int limit, CancellationToken ct) =>
        [.. (await store.TailAsync(after, limit, ct)).Select(JournalEvent.Of)];
}
