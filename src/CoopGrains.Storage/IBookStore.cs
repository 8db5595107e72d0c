namespace CoopGrains.Storage;

/// <summary>
/// The books and their journal, as one process writes them. Exactly one process holds a SQLite store; any number write a
/// PostgreSQL store, each with an object of its own, and none may assume that it is the only one.
/// </summary>
/// <remarks>
/// All members are safe to call concurrently. Faults of the store are <see cref="StoreUnavailableException"/>;
/// what a caller did wrong or too late is a <see cref="CommitResult"/>.
/// </remarks>
public interface IBookStore : IJournalReader
{
    /// <summary>256 bits that were made with the store and stay with it: keys of restricted books derive from them.</summary>
    ReadOnlyMemory<byte> Secret { get; }

    /// <summary>Cancelled once the database holds another history than this process knows: it was restored, or began an epoch.</summary>
    /// <remarks>What this process has in memory is void then, and it can write nothing any more: it has to end and start anew.</remarks>
    CancellationToken Void => CancellationToken.None;

    /// <summary>How many writes wait for a transaction now.</summary>
    int Waiting => 0;

    /// <summary>Adds the events of one book to the next group commit and completes when that is durable.</summary>
    /// <remarks>
    /// All or nothing per book; another book in the same transaction never affects the result. Commits of one book that wait
    /// together apply in the order of their calls, each on the version that the one before left. Snapshots may follow later.
    /// </remarks>
    /// <exception cref="StoreUnavailableException">Nothing was written, or the outcome is not known.</exception>
    Task<CommitResult> CommitAsync(BookCommit commit);

    /// <summary>Keeps the state of one follower of the journal. The last write wins.</summary>
    Task WriteCheckpointAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct);

    /// <summary>Records that restricted books were read. Durable when the task completes.</summary>
    Task AppendAccessAsync(IReadOnlyList<AccessEntry> entries, CancellationToken ct);

    /// <summary>Hands every row committed from now on to <paramref name="committed"/>, until the result is disposed.</summary>
    /// <remarks>
    /// Called by the store, in position order without holes, so it must be cheap: put the rows into a queue. What it throws is
    /// logged and lost. Rows written by this process carry their payload. They come before their commit is acknowledged, unless
    /// rows of other processes, which are read from the database, are still missing before them.
    /// </remarks>
    IDisposable Follow(Action<IReadOnlyList<JournalRow>> committed);

    /// <summary>Somebody waits for rows that other processes have committed: those who follow are handed them sooner.</summary>
    void Hurry()
    {
    }
}
