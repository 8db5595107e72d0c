using CoopGrains.Storage;

namespace TestKit;

/// <summary>What a store may do to a commit.</summary>
internal abstract record Fault
{
    /// <summary>Refused before anything was written, and the store says so.</summary>
    internal sealed record Unavailable : Fault;

    /// <summary>Durable, but the answer is lost.</summary>
    internal sealed record AnswerLost : Fault;

    /// <summary>Never written, and nobody can say so.</summary>
    internal sealed record CommitLost : Fault;

    /// <summary>Another process commits to the same book first.</summary>
    internal sealed record ForeignFirst(params PendingEvent[] Events) : Fault;

    /// <summary>Too late for the transaction.</summary>
    internal sealed record DeadlinePassed : Fault;
}

/// <summary>Where a commit or a read waits until the test lets it go.</summary>
internal sealed class Barrier
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something waits here.</summary>
    internal Task Reached => _reached.Task;

    internal void Release() => _released.TrySetResult();

    internal Task PassAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
