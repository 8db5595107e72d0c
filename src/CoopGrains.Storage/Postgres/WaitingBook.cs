namespace CoopGrains.Storage.Postgres;

/// <summary>A book's commit that waits for its result.</summary>
internal sealed class WaitingBook(BookCommit commit)
{
    // The writer must not run what awaits it.
    private readonly TaskCompletionSource<CommitResult> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BookCommit Commit { get; } = commit;

    /// <summary>Told only once it is durable.</summary>
    internal CommitResult? Result { get; set; }

    internal Task<CommitResult> Told => _told.Task;

    internal void Tell() => _told.TrySetResult(Result!);

    internal void Fail(Exception e) => _told.TrySetException(e);
}
