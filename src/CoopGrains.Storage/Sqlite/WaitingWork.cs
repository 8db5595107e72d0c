namespace CoopGrains.Storage.Sqlite;

/// <summary>Something that waits for the next transaction. Its result is set inside, and told only when that is durable.</summary>
internal abstract class WaitingWork
{
    /// <summary>Whether its result depends on the transaction having been committed.</summary>
    internal abstract bool Wrote { get; }

    /// <summary>Tells the result.</summary>
    internal abstract void Tell();

    /// <summary>Tells that there is none.</summary>
    internal abstract void Fail(Exception e);
}

/// <summary>A book's commit.</summary>
internal sealed class WaitingCommit(BookCommit commit, SnapshotLane snapshots) : WaitingWork
{
    // What awaits it never runs within the telling, which has more to tell.
    private readonly TaskCompletionSource<CommitResult> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BookCommit Commit { get; } = commit;

    internal CommitResult? Result { get; set; }

    internal Task<CommitResult> Told => _told.Task;

    internal override bool Wrote => Result is CommitResult.Committed;

    internal override void Tell()
    {
        _told.TrySetResult(Result!);
        if (Wrote && Commit.Snapshot is not null)
            snapshots.Follow(Commit);
    }

    internal override void Fail(Exception e) => _told.TrySetException(e);
}

/// <summary>A write beside the journal, which shares the transaction.</summary>
internal sealed class WaitingWrite(Action<WriteConnection> write) : WaitingWork
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refused;

    internal Task Told => _told.Task;

    internal override bool Wrote => _refused is null;

    internal void Apply(WriteConnection db) => write(db);

    internal void Refuse(Exception e) => _refused = e;

    internal override void Tell()
    {
        if (_refused is null)
            _told.TrySetResult();
        else
            _told.TrySetException(_refused);
    }

    internal override void Fail(Exception e) => _told.TrySetException(e);
}
