using CoopGrains.Storage;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>A store that holds rows in a list, as much of one as a follower needs.</summary>
internal sealed class ListedStore(int capacity) : IBookStore
{
    private readonly List<JournalRow> _rows = new(capacity);
    private Action<IReadOnlyList<JournalRow>>? _follower;

    public void Commit(IEnumerable<JournalRow> rows)
    {
        var batch = rows.ToList();
        lock (_rows)
            _rows.AddRange(batch);
        _follower?.Invoke(batch);
    }

    public IDisposable Follow(Action<IReadOnlyList<JournalRow>> committed)
    {
        _follower = committed;
        return new MemoryStream();
    }

    public Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct)
    {
        lock (_rows)
            return Task.FromResult<IReadOnlyList<JournalRow>>([.. _rows.Where(row => row.Position > afterPosition).Take(limit)]);
    }

    public ReadOnlyMemory<byte> Secret => default;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<CommitResult> CommitAsync(BookCommit commit) => throw new NotSupportedException();

    /// <summary>What is kept, by name.</summary>
    public Dictionary<string, ViewCheckpoint> Checkpoints { get; } = [];

    public Task WriteCheckpointAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct)
    {
        lock (_rows)
            Checkpoints[name] = checkpoint;
        return Task.CompletedTask;
    }

    public Task AppendAccessAsync(IReadOnlyList<AccessEntry> entries, CancellationToken ct) => throw new NotSupportedException();

    public Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct) => throw new NotSupportedException();

    public Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct)
    {
        lock (_rows)
            return Task.FromResult<IReadOnlyList<JournalRow>>(
                [.. _rows.Where(row => row.BookKey == bookKey && row.Sequence >= fromSequence).Take(limit)]);
    }

    /// <summary>Where the journal ends.</summary>
    public Func<StoreHead> Head { get; set; } = () => throw new NotSupportedException();

    public async Task<StoreHead> HeadAsync(CancellationToken ct) => await Task.Run(Head, ct);

    public Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct)
    {
        lock (_rows)
            return Task.FromResult(Checkpoints.GetValueOrDefault(name));
    }

    public Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct)
    {
        lock (_rows)
            return Task.FromResult<IReadOnlyList<KeptCheckpoint>>(
                [.. Checkpoints.Select(kept => new KeptCheckpoint(kept.Key, kept.Value.Position, kept.Value.Epoch))]);
    }

    public Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<IJournalAudit> OpenAuditAsync(CancellationToken ct) => throw new NotSupportedException();
}
