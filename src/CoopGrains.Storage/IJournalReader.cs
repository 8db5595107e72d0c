namespace CoopGrains.Storage;

/// <summary>Reading the books and their journal; also for tools, beside a running writer.</summary>
public interface IJournalReader : IAsyncDisposable
{
    /// <summary>The newest snapshot of a book and the events after it, in one consistent read; null if the book does not exist.</summary>
    /// <exception cref="BookUnreadableException">The rows are not dense, or do not chain: this book is damaged.</exception>
    Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct);

    /// <summary>What a book took behind a row that somebody has folded it up to, in one consistent read.</summary>
    /// <param name="bookKey">The book.</param>
    /// <param name="version">The sequence of that row.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="limit">Events at most.</param>
    /// <param name="ct">Ends the read.</param>
    /// <returns>Null when the book has no such row, or more events behind it.</returns>
    /// <exception cref="BookUnreadableException">The rows behind it are not dense, or do not chain.</exception>
    Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct);

    /// <summary>The book's version (0 if unknown) and the rows of one operation, in one consistent read.</summary>
    Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> rows behind a position, in position order. None ever appears before one returned.</summary>
    /// <remarks>Rows are not checked against their hashes here; <see cref="JournalVerifier"/> does that.</remarks>
    Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> rows of one book from a sequence (included) on, in order.</summary>
    /// <exception cref="BookUnreadableException">The rows are not dense, or do not chain.</exception>
    Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct);

    /// <summary>The epoch and the last row of the journal; position 0 in an empty store.</summary>
    Task<StoreHead> HeadAsync(CancellationToken ct);

    /// <summary>What a follower kept under a name, or null.</summary>
    Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct);

    /// <summary>What followers keep, without the texts.</summary>
    Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct);

    /// <summary>Up to <paramref name="limit"/> reads of one restricted book behind an entry number, oldest first.</summary>
    Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct);

    /// <summary>Opens one consistent view of everything, for the verifier. Dispose it soon: it holds back the log's clean-up.</summary>
    Task<IJournalAudit> OpenAuditAsync(CancellationToken ct);
}
