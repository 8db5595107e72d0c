namespace CoopGrains.Storage;

/// <summary>What every store reads, through the reader of its database.</summary>
public abstract class ReadingStore : IJournalReader
{
    private readonly IJournalReader _reader;

    private protected ReadingStore(IJournalReader reader) => _reader = reader;

    /// <inheritdoc/>
    public Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct) => _reader.ReadAsync(bookKey, ct);

    /// <inheritdoc/>
    public Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct) =>
        _reader.ReadBehindAsync(bookKey, version, hash, limit, ct);

    /// <inheritdoc/>
    public Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct) =>
        _reader.ProbeAsync(bookKey, operationId, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct) =>
        _reader.TailAsync(afterPosition, limit, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct) =>
        _reader.HistoryAsync(bookKey, fromSequence, limit, ct);

    /// <inheritdoc/>
    public Task<StoreHead> HeadAsync(CancellationToken ct) => _reader.HeadAsync(ct);

    /// <inheritdoc/>
    public Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct) => _reader.ReadCheckpointAsync(name, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct) => _reader.ListCheckpointsAsync(ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct) =>
        _reader.ReadAccessAsync(bookKey, afterNumber, limit, ct);

    /// <inheritdoc/>
    public Task<IJournalAudit> OpenAuditAsync(CancellationToken ct) => _reader.OpenAuditAsync(ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
