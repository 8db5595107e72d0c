using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Books in one SQLite file, written by this process alone.</summary>
public sealed class SqliteBookStore : ReadingStore, IBookStore, IDocumentStore, ISiteItems
{
    private readonly WriterLock _lock;
    private readonly Writer _writer;
    private readonly SqliteJournalReader _reader;
    private readonly SnapshotLane _snapshots;

    private SqliteBookStore(
        WriterLock writerLock, Writer writer, SqliteJournalReader reader, byte[] secret, TimeProvider clock, ILogger log)
        : base(reader)
    {
        (_lock, _writer, _reader, Secret) = (writerLock, writer, reader, secret);
        _snapshots = new SnapshotLane(WriteSnapshotAsync, clock, log);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <inheritdoc/>
    public int Waiting => _writer.Waiting;

    /// <summary>Opens or creates a store: takes the lock, applies migrations, compares the journal with its anchor.</summary>
    /// <exception cref="StoreRefusedException">Held by another writer, made by a newer build, or rows were lost.</exception>
    /// <exception cref="StoreUnavailableException">The file or its folder cannot be used.</exception>
    public static Task<SqliteBookStore> OpenAsync(StoreOptions options, TimeProvider clock, ILogger<SqliteBookStore> log) =>
        Task.Run(() => Exclusively(options.Path, (writerLock, anchor) =>
        {
            var db = StoreOpening.Connect(options.Path, clock);
            try
            {
                StoreOpening.CheckAnchor(db, anchor, log);
                var secret = StoreSecret.LoadOrMake(db.Connection);
                var writer = new Writer(options, db, db.Epoch(), anchor, clock, log);
                var reader = new SqliteJournalReader(options.Path, options.ReadConnections);
                return new SqliteBookStore(writerLock, writer, reader, secret, clock, log);
            }
            catch
            {
                db.Dispose();
                throw;
            }
        }));

    /// <summary>Opens a store for reading only, also while another process writes it.</summary>
    public static SqliteJournalReader OpenReader(string path) => new(path, connections: 2);

    /// <summary>Begins a new epoch in a store that no process writes: after a restore, or to accept that rows were lost.</summary>
    /// <returns>The new epoch. Positions go on from the journal's end; cursors of earlier epochs are void.</returns>
    public static Task<int> BeginEpochAsync(string path, string reason, TimeProvider clock) =>
        Task.Run(() => Exclusively(path, (writerLock, anchor) =>
        {
            using (writerLock)
            using (var db = StoreOpening.Connect(path, clock))
            {
                var (position, hash, _) = db.Head();
                var epoch = Math.Max(db.Epoch(), anchor.Read()?.Epoch ?? 0) + 1;
                db.InsertEpoch(epoch, clock.GetUtcNow(), reason);
                anchor.Write(new HeadAnchor(epoch, position, hash));
                return epoch;
            }
        }));

    /// <summary>Mends what is kept of one book beside the journal, in a store that no process writes.</summary>
    /// <returns>What was found, and changed if anything of it was wrong.</returns>
    /// <exception cref="StoreRefusedException">Another process writes it, or the journal itself has lost rows.</exception>
    /// <exception cref="BookUnreadableException">The book's rows do not chain: the journal itself is damaged.</exception>
    public static Task<BookRepair> RepairAsync(string path, RepairRequest asked, TimeProvider clock) =>
        Task.Run(() => Exclusively(path, (writerLock, anchor) =>
        {
            using (writerLock)
            using (var db = StoreOpening.Connect(path, clock))
                return SqliteRepair.Run(db, path, anchor, asked);
        }));

    /// <inheritdoc/>
    public Task<CommitResult> CommitAsync(BookCommit commit)
    {
        if (CommitCheck.Reason(commit) is { } reason)
            return Task.FromResult<CommitResult>(new CommitResult.Rejected(reason));
        if (commit.Events.Count == 0)
            return _snapshots.AddAsync(commit);
        var waiting = new WaitingCommit(commit, _snapshots);
        return Add(waiting) is { } refused ? Task.FromException<CommitResult>(refused) : waiting.Told;
    }

    /// <inheritdoc/>
    public Task WriteCheckpointAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct) =>
        WriteAsync(db => db.WriteCheckpoint(name, checkpoint), ct);

    /// <inheritdoc/>
    public Task AppendAccessAsync(IReadOnlyList<AccessEntry> entries, CancellationToken ct) =>
        WriteAsync(db => db.AppendAccess(entries), ct);

    /// <inheritdoc/>
    public async Task<DocumentKept> KeepAsync(DocumentUpload upload, CancellationToken ct)
    {
        var kept = DocumentKept.Kept;
        await WriteAsync(db => kept = SqliteDocuments.Keep(db.Connection, upload), ct);
        return kept;
    }

    /// <inheritdoc/>
    public Task<DocumentInfo?> FindAsync(string hash, string agency, CancellationToken ct) => _reader.DocumentAsync(hash, agency, ct);

    /// <inheritdoc/>
    public Task<byte[]?> ContentAsync(string hash, CancellationToken ct) => _reader.ContentAsync(hash, ct);

    /// <inheritdoc/>
    public Task<string> ItemsStampAsync(CancellationToken ct) => _reader.ItemsStampAsync(ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) => _reader.ItemsAsync(kind, ct);

    /// <inheritdoc/>
    public Task AddItemAsync(SiteItem item, CancellationToken ct) => WriteAsync(db => SqliteItems.Add(db.Connection, item), ct);

    /// <inheritdoc/>
    public Task ForgetItemsAsync(CancellationToken ct) => WriteAsync(db => SqliteItems.Forget(db.Connection), ct);

    /// <inheritdoc/>
    public IDisposable Follow(Action<IReadOnlyList<JournalRow>> committed) => _writer.Followers.Add(committed);

    /// <summary>Writes what waits, then lets go of the files. New commits are refused at once.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _snapshots.DisposeAsync();
        await _reader.DisposeAsync();
        await _writer.CloseAsync();
        _lock.Dispose();
    }

    /// <summary>Runs on the writer, inside a transaction that others may share.</summary>
    internal Task WriteAsync(Action<WriteConnection> write, CancellationToken ct)
    {
        var waiting = new WaitingWrite(write);
        return Add(waiting) is { } refused ? Task.FromException(refused) : waiting.Told.WaitAsync(ct);
    }

    private static T Exclusively<T>(string path, Func<WriterLock, AnchorFile, T> use)
    {
        var writerLock = WriterLock.Take(path);
        try
        {
            return use(writerLock, new AnchorFile(path));
        }
        catch (Exception e)
        {
            writerLock.Dispose();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
                throw SqliteFaults.Unavailable(e, path, "Opening", outcomeKnown: true);
            throw;
        }
    }

    // Hashed here and not on the writer, where all books would wait for it.
    private async Task<long> WriteSnapshotAsync(BookCommit commit, string? body, long? expected)
    {
        var (book, version, actual) = (commit.BookKey, commit.Snapshot!.Version, 0L);
        var kept = body is not null && await _reader.HashAsync(book, version) is { } rowHash
            ? new StoredSnapshot(version, body, rowHash, RowHash.OfSnapshot(book, version, rowHash, body))
            : null;
        await WriteAsync(
            db =>
            {
                actual = db.Book(book)?.Version ?? 0;
                if (kept is not null && actual == (expected ?? actual))
                    db.WriteSnapshot(book, kept);
            },
            CancellationToken.None);
        return actual;
    }

    private StoreUnavailableException? Add(WaitingWork work)
    {
        try
        {
            _writer.Add(work);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e;
        }
    }
}
