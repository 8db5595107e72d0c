namespace CoopGrains.Storage;

/// <summary>Gives a job that only one process may do at a time to one of all processes of a store.</summary>
public interface IJobOwnership
{
    /// <summary>Waits until the job is this process's; faults of the store are waited out.</summary>
    Task<IOwnedJob> AcquireAsync(string job, CancellationToken ct);

    /// <summary>Which process has the job, as <c>machine:process id</c>; null when none has it now.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be asked.</exception>
    Task<string?> OwnerAsync(string job, CancellationToken ct);

    /// <summary>The processes of the store that have a job or wait for one, in order, each as <c>machine:process id</c>.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be asked.</exception>
    Task<IReadOnlyList<string>> ProcessesAsync(CancellationToken ct);
}

/// <summary>A job that is this process's, until it is disposed or lost.</summary>
public interface IOwnedJob : IAsyncDisposable
{
    /// <summary>Cancelled once another process may have the job; stop then.</summary>
    /// <remarks>
    /// A process that was paused may go on for a moment after another has begun: whatever a job does must be harmless when done twice.
    /// </remarks>
    CancellationToken Lost { get; }

    /// <summary>Keeps how far the job has come, as the checkpoint of its name. Refused once the job is another's.</summary>
    /// <exception cref="StoreUnavailableException">It was not kept.</exception>
    Task KeepAsync(ViewCheckpoint checkpoint, CancellationToken ct);
}
