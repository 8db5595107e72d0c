namespace CoopGrains.Storage;

/// <summary>What became of a <see cref="BookCommit"/>. Everything but <see cref="Committed"/> definitely wrote nothing.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Durable. <paramref name="FirstPosition"/> is that of the first event, or 0; the others follow densely.</summary>
    public sealed record Committed(long Version, long FirstPosition, DateTimeOffset RecordedAt) : CommitResult;

    /// <summary>The book is at another version: reload and decide again.</summary>
    public sealed record VersionConflict(long ActualVersion) : CommitResult;

    /// <summary>The operation is already in the journal of this book: answer from there.</summary>
    public sealed record OperationConflict(string OperationId) : CommitResult;

    /// <summary>The transaction started after the deadline.</summary>
    public sealed record DeadlinePassed : CommitResult;

    /// <summary>No database could keep this: the reason is for developers.</summary>
    public sealed record Rejected(string Reason) : CommitResult;
}
