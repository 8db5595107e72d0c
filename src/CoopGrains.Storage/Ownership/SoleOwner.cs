namespace CoopGrains.Storage;

/// <summary>Of a store that one process writes: every job is its own.</summary>
public sealed class SoleOwner(IBookStore store, string process) : IJobOwnership
{
    /// <inheritdoc/>
    public Task<IOwnedJob> AcquireAsync(string job, CancellationToken ct) => Task.FromResult<IOwnedJob>(new Owned(store, job));

    /// <inheritdoc/>
    public Task<string?> OwnerAsync(string job, CancellationToken ct) => Task.FromResult<string?>(process);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ProcessesAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([process]);

    private sealed class Owned(IBookStore store, string job) : IOwnedJob
    {
        public CancellationToken Lost => CancellationToken.None;

        public Task KeepAsync(ViewCheckpoint checkpoint, CancellationToken ct) => store.WriteCheckpointAsync(job, checkpoint, ct);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
