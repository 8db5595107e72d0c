using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace CoopGrains.Storage.Postgres;

/// <summary>Books in one PostgreSQL database, written by any number of processes, each with a store object of its own.</summary>
public sealed class PostgresBookStore : ReadingStore, IBookStore, IDocumentStore, ISiteItems
{
    private readonly PostgresDatabase _database;
    private readonly PostgresItems _items;
    private readonly KnownHistory _history;
    private readonly JournalTail _tail;
    private readonly JournalBell _bell;
    private readonly SnapshotLane _snapshots;
    private readonly PostgresWriter _writer;
    private readonly StoreGauges _gauges;
    private bool _disposed;

    private PostgresBookStore(
        PostgresDatabase database, PostgresJournalReader reader, StoreOptions options, StoreHead head, byte[] secret, AnchorFile anchor,
        TimeProvider clock, ILogger log)
        : base(reader)
    {
        _database = database;
        _items = new PostgresItems(database);
        Secret = secret;
        _history = new KnownHistory(head.Epoch, database.Name, log);
        var keeper = new AnchorKeeper(anchor, log);
        _tail = new JournalTail(reader, head, _history, keeper, log);
        _bell = new JournalBell(database, _tail.Wake, log);
        _snapshots = new SnapshotLane(WriteSnapshotAsync, clock, log);
        _writer = new PostgresWriter(database, options, _history, _tail, _bell, _snapshots, clock, log);
        _gauges = new StoreGauges(options, () => _writer.Waiting, keeper);
        _writer.FoundFull = _gauges.FoundFull;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <inheritdoc/>
    public int Waiting => _writer.Waiting;

    /// <inheritdoc/>
    public CancellationToken Void => _history.Void;

    /// <summary>Opens a store that <see cref="PostgresMigrations"/> has made; compares its journal with this process's anchor.</summary>
    /// <param name="connectionString">As Npgsql has it; the user should be <c>coop_app</c>.</param>
    /// <param name="options"><see cref="StoreOptions.Path"/> names a file of this process alone, beside which its anchor stands.</param>
    /// <param name="clock">The process's clock.</param>
    /// <param name="log">Where to say what happened.</param>
    /// <exception cref="StoreRefusedException">Migrations are missing or another build's, the server is unsafe, or rows were lost.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used.</exception>
    public static async Task<PostgresBookStore> OpenAsync(
        string connectionString, StoreOptions options, TimeProvider clock, ILogger<PostgresBookStore> log)
    {
        var database = new PostgresDatabase(connectionString, options.ReadConnections);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
            var anchor = new AnchorFile(options.Path);
            var (head, secret) = await PostgresOpening.CheckAsync(database, anchor, log);
            return new PostgresBookStore(
                database, new PostgresJournalReader(database, anchor, owned: false), options, head, secret, anchor, clock, log);
        }
        catch (Exception e)
        {
            await database.DisposeAsync();
            if (PostgresFaults.IsFault(e, default) || e is UnauthorizedAccessException)
                throw PostgresFaults.Unavailable(e, database.Name, "Opening", outcomeKnown: true);
            throw;
        }
    }

    /// <summary>Opens a store for reading only.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="anchorBeside">The file beside which a process's anchor stands, or null to compare with none.</param>
    public static PostgresJournalReader OpenReader(string connectionString, string? anchorBeside = null) =>
        new(new PostgresDatabase(connectionString, 2), anchorBeside is null ? null : new AnchorFile(anchorBeside), owned: true);

    /// <summary>Begins a new epoch: after a restore, or to accept that rows were lost. As the owner, while no process writes.</summary>
    /// <returns>The new epoch. Positions go on from the journal's end; cursors of earlier epochs are void.</returns>
    public static Task<int> BeginEpochAsync(string connectionString, string anchorBeside, string reason, TimeProvider clock) =>
        PostgresEpochs.BeginAsync(connectionString, new AnchorFile(anchorBeside), reason, clock);

    /// <summary>Mends what is kept of one book beside the journal, as the owner; processes may run meanwhile.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="anchorBeside">The file beside which a process's anchor stands.</param>
    /// <param name="asked">Which book, and where its evidence goes.</param>
    /// <param name="ct">Stops it; nothing is changed then.</param>
    /// <returns>What was found, and changed if anything of it was wrong.</returns>
    /// <exception cref="StoreRefusedException">The journal itself has lost rows.</exception>
    /// <exception cref="BookUnreadableException">The book's rows do not chain: the journal itself is damaged.</exception>
    public static Task<BookRepair> RepairAsync(string connectionString, string anchorBeside, RepairRequest asked, CancellationToken ct) =>
        PostgresRepair.RunAsync(connectionString, new AnchorFile(anchorBeside), asked, ct);

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(BookCommit commit)
    {
        if (CommitCheck.Reason(commit) is { } reason)
            return Task.FromResult<CommitResult>(new CommitResult.Rejected(reason));
        if (commit.Events.Count == 0)
            return _snapshots.AddAsync(commit);
        var waiting = new WaitingBook(commit);
        try
        {
            _writer.Add(waiting);
        }
        catch (StoreUnavailableException refused)
        {
            return Task.FromException<CommitResult>(refused);
        }

        return waiting.Told;
    }

    /// <inheritdoc/>
    public async Task WriteCheckpointAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct)
    {
        _history.Demand();
        await _database.WriteAsync(
            """
            INSERT INTO coop.view_checkpoint (name, position, epoch, body) VALUES ($1, $2, $3, $4)
            ON CONFLICT (name) DO UPDATE SET position = excluded.position, epoch = excluded.epoch, body = excluded.body
            """,
            ct,
            PostgresRows.Value(name), PostgresRows.Value(checkpoint.Position), PostgresRows.Value(checkpoint.Epoch),
            new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = checkpoint.Body, NpgsqlDbType = NpgsqlDbType.Text });
    }

    /// <inheritdoc/>
    public Task AppendAccessAsync(IReadOnlyList<AccessEntry> entries, CancellationToken ct)
    {
        var kept = entries.ToArray();
        return _database.WriteAsync(
            """
            INSERT INTO coop.access_journal (at, book_key, "user", agency, trace, path, leave)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            """,
            ct,
            new NpgsqlParameter<long[]>
            {
                TypedValue = Array.ConvertAll(kept, entry => RecordedTime.ToMicroseconds(entry.At)),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            },
            Texts(kept, entry => entry.BookKey), Texts(kept, entry => entry.User), Texts(kept, entry => entry.Agency),
            Texts(kept, entry => entry.Trace), Texts(kept, entry => entry.Path), Texts(kept, entry => entry.Grant));
    }

    /// <inheritdoc/>
    public Task<DocumentKept> KeepAsync(DocumentUpload upload, CancellationToken ct)
    {
        _history.Demand();
        return PostgresDocuments.KeepAsync(_database, upload, ct);
    }

    /// <inheritdoc/>
    public Task<DocumentInfo?> FindAsync(string hash, string agency, CancellationToken ct) =>
        PostgresDocuments.FindAsync(_database, hash, agency, ct);

    /// <inheritdoc/>
    public Task<byte[]?> ContentAsync(string hash, CancellationToken ct) => PostgresDocuments.ContentAsync(_database, hash, ct);

    /// <inheritdoc/>
    public Task<string> ItemsStampAsync(CancellationToken ct) => _items.ItemsStampAsync(ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) => _items.ItemsAsync(kind, ct);

    /// <inheritdoc/>
    public Task AddItemAsync(SiteItem item, CancellationToken ct)
    {
        _history.Demand();
        return _items.AddItemAsync(item, ct);
    }

    /// <inheritdoc/>
    public Task ForgetItemsAsync(CancellationToken ct) => _items.ForgetItemsAsync(ct);

    /// <inheritdoc/>
    public IDisposable Follow(Action<IReadOnlyList<JournalRow>> committed) => _tail.Followers.Add(committed);

    /// <inheritdoc/>
    public void Hurry() => _tail.Hurry();

    /// <summary>Writes what waits, then closes its connections. New commits are refused at once.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _gauges.Dispose();
        await _writer.CloseAsync();
        await _snapshots.DisposeAsync();
        await _bell.DisposeAsync();
        await _tail.DisposeAsync();
        await _database.DisposeAsync();
    }

    // A version that no row has writes nothing, and answers the book's version all the same.
    private async Task<long> WriteSnapshotAsync(BookCommit commit, string? body, long? expected) =>
        (long)(await _database.WriteAsync("SELECT coop.write_snapshot($1, $2, $3, $4)", CancellationToken.None,
            PostgresRows.Value(commit.BookKey),
            new NpgsqlParameter { Value = (object?)expected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            PostgresRows.Value(body is null ? 0L : commit.Snapshot!.Version),
            PostgresRows.Value(body ?? "")))!;

    private static NpgsqlParameter<string[]> Texts(AccessEntry[] entries, Func<AccessEntry, string> column) => new()
    {
        TypedValue = Array.ConvertAll(entries, entry => column(entry)),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };
}
