using System.Collections.Concurrent;
using CoopGrains.Storage;

namespace TestKit;

/// <summary>A real store that fails at named points when a test says so. The only fault injector of these tests.</summary>
internal sealed class FaultyStore(IBookStore inner) : IBookStore
{
    private readonly ConcurrentQueue<(Barrier? Barrier, Fault? Fault)> _script = new();
    private readonly ConcurrentQueue<Barrier> _readBarriers = new();
    private readonly ConcurrentQueue<BookCommit> _committed = new();
    private readonly ConcurrentBag<Barrier> _barriers = [];
    private volatile string? _poison;
    private int _readsToFail;
    private int _wholeReads;

    /// <summary>Asked for every commit that no script is left for.</summary>
    internal Func<BookCommit, Fault?>? Chance { get; set; }

    /// <summary>Awaited before reads of restricted books are recorded; what it throws, they fail with.</summary>
    internal Func<IReadOnlyList<AccessEntry>, Task>? BeforeAccess { get; set; }

    /// <summary>Commits that are durable, as they were asked for.</summary>
    internal IReadOnlyList<BookCommit> Committed => [.. _committed];

    /// <summary>The store itself, as another process would use it.</summary>
    internal IBookStore Inner => inner;

    /// <summary>How often a whole book was read.</summary>
    internal int WholeReads => Volatile.Read(ref _wholeReads);

    /// <summary>What happens to the next commits, one each.</summary>
    internal void Next(params Fault?[] faults) => Array.ForEach(faults, fault => _script.Enqueue((null, fault)));

    /// <summary>Holds the next commit before it is handed on; then it has the fault, if any.</summary>
    internal Barrier HoldNext(Fault? fault = null)
    {
        var barrier = NewBarrier();
        _script.Enqueue((barrier, fault));
        return barrier;
    }

    /// <summary>Holds the next read of a book or an operation.</summary>
    internal Barrier HoldNextRead()
    {
        var barrier = NewBarrier();
        _readBarriers.Enqueue(barrier);
        return barrier;
    }

    /// <summary>Fails so many of the next reads of books and operations.</summary>
    internal void FailReads(int count) => Volatile.Write(ref _readsToFail, count);

    /// <summary>Rejects every commit with an event whose text contains this.</summary>
    internal void Reject(string? text) => _poison = text;

    /// <summary>Lets everything go, so that a test that failed can end.</summary>
    internal void StopFaults()
    {
        (Chance, _poison) = (null, null);
        _script.Clear();
        _readBarriers.Clear();
        FailReads(0);
        foreach (var barrier in _barriers)
            barrier.Release();
    }

    public ReadOnlyMemory<byte> Secret => inner.Secret;

    public async Task<CommitResult> CommitAsync(BookCommit commit)
    {
        var fault = _script.TryDequeue(out var scripted) ? scripted.Fault : Chance?.Invoke(commit);
        if (scripted.Barrier is { } barrier)
            await barrier.PassAsync();
        if (_poison is { } poison && commit.Events.Any(pending => pending.Text.Contains(poison, StringComparison.Ordinal)))
            return new CommitResult.Rejected($"an event contains {poison}");
        switch (fault)
        {
            case Fault.Unavailable:
                throw new StoreUnavailableException("The disk is full (injected). Nothing was written.", outcomeKnown: true);
            case Fault.CommitLost:
                throw new StoreUnavailableException("The disk is gone (injected).", outcomeKnown: false);
            case Fault.DeadlinePassed:
                return new CommitResult.DeadlinePassed();
            case Fault.ForeignFirst foreign:
                await CommitForeignAsync(commit, foreign.Events);
                break;
        }
        var result = await inner.CommitAsync(commit);
        if (result is CommitResult.Committed)
            _committed.Enqueue(commit);
        return fault is Fault.AnswerLost
            ? throw new StoreUnavailableException("The answer was lost (injected).", outcomeKnown: false)
            : result;
    }

    public async Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct)
    {
        await BeforeReadAsync();
        Interlocked.Increment(ref _wholeReads);
        return await inner.ReadAsync(bookKey, ct);
    }

    public async Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct)
    {
        await BeforeReadAsync();
        return await inner.ReadBehindAsync(bookKey, version, hash, limit, ct);
    }

    public async Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct)
    {
        await BeforeReadAsync();
        return await inner.ProbeAsync(bookKey, operationId, ct);
    }

    public async Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct)
    {
        await BeforeReadAsync();
        return await inner.HistoryAsync(bookKey, fromSequence, limit, ct);
    }

    public Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct) =>
        inner.TailAsync(afterPosition, limit, ct);

    public Task<StoreHead> HeadAsync(CancellationToken ct) => inner.HeadAsync(ct);

    public Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct) => inner.ReadCheckpointAsync(name, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct) => inner.ListCheckpointsAsync(ct);

    public Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct) =>
        inner.ReadAccessAsync(bookKey, afterNumber, limit, ct);

    public Task<IJournalAudit> OpenAuditAsync(CancellationToken ct) => inner.OpenAuditAsync(ct);

    public Task WriteCheckpointAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct) =>
        inner.WriteCheckpointAsync(name, checkpoint, ct);

    public async Task AppendAccessAsync(IReadOnlyList<AccessEntry> entries, CancellationToken ct)
    {
        if (BeforeAccess is { } before)
            await before(entries);
        await inner.AppendAccessAsync(entries, ct);
    }

    public IDisposable Follow(Action<IReadOnlyList<JournalRow>> committed) => inner.Follow(committed);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Barrier NewBarrier()
    {
        var barrier = new Barrier();
        _barriers.Add(barrier);
        return barrier;
    }

    private async Task CommitForeignAsync(BookCommit like, PendingEvent[] events)
    {
        var result = await inner.CommitAsync(like with { Events = events, Snapshot = null, Deadline = DateTimeOffset.MaxValue });
        if (result is not CommitResult.Committed)
            throw new InvalidOperationException($"The other process's commit failed: {result}.");
    }

    private async Task BeforeReadAsync()
    {
        if (_readBarriers.TryDequeue(out var barrier))
            await barrier.PassAsync();
        if (Interlocked.Decrement(ref _readsToFail) >= 0)
            throw new StoreUnavailableException("The disk does not answer (injected). Nothing was written.", outcomeKnown: true);
    }
}
