namespace CoopGrains.Storage.Sqlite;

/// <summary>Reads a SQLite store, also while another process writes it.</summary>
public sealed class SqliteJournalReader : IJournalReader
{
    private readonly string _path;
    private readonly ReadPool _pool;

    internal SqliteJournalReader(string path, int connections)
    {
        _path = path;
        _pool = new ReadPool(path, connections);
    }

    /// <inheritdoc/>
    public Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct) => _pool.ReadAsync(db => Read(db, bookKey), ct);

    /// <inheritdoc/>
    public Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct) =>
        _pool.ReadAsync(db => Behind(db, bookKey, version, hash, limit), ct);

    /// <inheritdoc/>
    public Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct) => _pool.ReadAsync(
        db => db.Book(bookKey) is { } book
            ? new OperationProbe(book.Version, book.Restricted, db.Operation(bookKey, operationId))
            : new OperationProbe(0, false, []),
        ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct) =>
        _pool.ReadAsync<IReadOnlyList<JournalRow>>(db => db.Tail(afterPosition, limit), ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct) =>
        _pool.ReadAsync<IReadOnlyList<JournalRow>>(db => History(db, bookKey, Math.Max(1, fromSequence), limit), ct);

    /// <inheritdoc/>
    public Task<StoreHead> HeadAsync(CancellationToken ct) => _pool.ReadAsync(db => db.Head(), ct);

    /// <inheritdoc/>
    public Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct) =>
        _pool.ReadAsync(db => db.Checkpoint(name), ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct) =>
        _pool.ReadAsync<IReadOnlyList<KeptCheckpoint>>(db => db.Checkpoints(), ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct) =>
        _pool.ReadAsync<IReadOnlyList<AccessEntry>>(db => db.Access(bookKey, afterNumber, limit), ct);

    /// <inheritdoc/>
    public Task<IJournalAudit> OpenAuditAsync(CancellationToken ct) =>
        Task.Run<IJournalAudit>(() => new SqliteAudit(_path, new AnchorFile(_path).Read()), ct);

    internal Task<DocumentInfo?> DocumentAsync(string hash, string agency, CancellationToken ct) =>
        _pool.ReadAsync(db => db.Document(hash, agency), ct);

    internal Task<byte[]?> ContentAsync(string hash, CancellationToken ct) => _pool.ReadAsync(db => db.Content(hash), ct);

    internal Task<string> ItemsStampAsync(CancellationToken ct) => _pool.ReadAsync(db => db.ItemsStamp(), ct);

    internal Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) =>
        _pool.ReadAsync<IReadOnlyList<SiteItem>>(db => db.Items(kind), ct);

    /// <summary>The hash of a book's row, or null.</summary>
    internal Task<string?> HashAsync(string bookKey, long sequence) =>
        _pool.ReadAsync(db => db.HashAt(bookKey, sequence), CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _pool.Dispose();
        return ValueTask.CompletedTask;
    }

    private static StoredBook? Read(ReadConnection db, string bookKey)
    {
        if (db.Book(bookKey) is not { } book)
            return null;
        var snapshot = db.Snapshot(bookKey);
        var chain = snapshot is null ? BookChain.FromStart(bookKey) : BookChain.After(bookKey, snapshot);
        var events = db.Events(bookKey, snapshot?.Version ?? 0, long.MaxValue);
        chain.Check(events);
        chain.CheckEnd(book.Version, book.Hash);
        return new StoredBook(bookKey, book.Kind, book.Restricted, book.Version, snapshot, events);
    }

    private static BookTail? Behind(ReadConnection db, string bookKey, long version, string hash, int limit)
    {
        if (db.Book(bookKey) is not { } book || db.HashAt(bookKey, version) != hash)
            return null;
        var events = db.Events(bookKey, version, limit + 1L);
        if (events.Count > limit)
            return null;
        var chain = new BookChain(bookKey, version, hash);
        chain.Check(events);
        chain.CheckEnd(book.Version, book.Hash);
        var (snapshot, length) = db.SnapshotLength(bookKey);
        return new BookTail(book.Restricted, snapshot, length, events);
    }

    private static List<JournalRow> History(ReadConnection db, string bookKey, long fromSequence, int limit)
    {
        var events = db.Events(bookKey, fromSequence - 1, limit);
        if (events.Count == 0)
            return events;
        var chain = fromSequence == 1
            ? BookChain.FromStart(bookKey)
            : new BookChain(bookKey, fromSequence - 1, db.HashAt(bookKey, fromSequence - 1) ?? "");
        chain.Check(events);
        return events;
    }
}
