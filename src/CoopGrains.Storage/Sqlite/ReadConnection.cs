using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>The queries, on one read-only connection; used by one caller at a time.</summary>
internal sealed class ReadConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _book;
    private readonly Statement _snapshot;
    private readonly Statement _snapshotLength;
    private readonly Statement _events;
    private readonly Statement _hash;
    private readonly Statement _operation;
    private readonly Statement _tail;
    private readonly Statement _head;
    private readonly Statement _epoch;
    private readonly Statement _checkpoint;
    private readonly Statement _checkpoints;
    private readonly Statement _access;

    internal ReadConnection(string path)
    {
        _connection = SqliteConnections.OpenReader(path);
        try
        {
            Migrations.RefuseUnlessKnown(_connection);
            _begin = Prepare("BEGIN");
            _end = Prepare("COMMIT");
            _book = Prepare("SELECT kind, restricted, version, hash FROM book WHERE book_key = ?");
            _snapshot = Prepare("SELECT version, body, row_hash, hash FROM book_snapshot WHERE book_key = ?");
            _snapshotLength = Prepare("SELECT version, octet_length(body) FROM book_snapshot WHERE book_key = ?");
            _events = Prepare($"SELECT {JournalColumns.All} FROM journal WHERE book_key = ? AND sequence > ? ORDER BY sequence LIMIT ?");
            _hash = Prepare("SELECT hash FROM journal WHERE book_key = ? AND sequence = ?");
            _operation = Prepare($"SELECT {JournalColumns.All} FROM journal WHERE book_key = ? AND operation_id = ? ORDER BY ordinal");
            _tail = Prepare($"SELECT {JournalColumns.All} FROM journal WHERE position > ? ORDER BY position LIMIT ?");
            _head = Prepare("SELECT position, hash, recorded_at FROM journal ORDER BY position DESC LIMIT 1");
            _epoch = Prepare("SELECT max(epoch) FROM journal_epoch");
            _checkpoint = Prepare("SELECT position, epoch, body FROM view_checkpoint WHERE name = ?");
            _checkpoints = Prepare("SELECT name, position, epoch FROM view_checkpoint ORDER BY position, name");
            _access = Prepare(
                "SELECT number, at, user, agency, trace, path, leave FROM access_journal WHERE book_key = ? AND number > ? ORDER BY number LIMIT ?");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal SqliteConnection Connection => _connection;

    /// <summary>Reads under one snapshot of the database.</summary>
    internal T Consistently<T>(Func<ReadConnection, T> read)
    {
        _begin.Run();
        try
        {
            return read(this);
        }
        finally
        {
            // A read given up by an exception leaves its statement open, and an open statement its snapshot.
            _statements.ForEach(statement => statement.Reset());
            _end.Run();
        }
    }

    internal (string Kind, bool Restricted, long Version, string Hash)? Book(string key) => One(
        _book.Bind(1, key), row => ((string, bool, long, string)?)(row.Text(0), row.Long(1) != 0, row.Long(2), row.Text(3)));

    internal StoredSnapshot? Snapshot(string key) => One(
        _snapshot.Bind(1, key), row => new StoredSnapshot(row.Long(0), row.Text(1), row.Text(2), row.Text(3)));

    /// <summary>Version and bytes of the newest snapshot, which is not read; zeros when there is none.</summary>
    internal (long Version, int Length) SnapshotLength(string key) =>
        One(_snapshotLength.Bind(1, key), row => (row.Long(0), (int)row.Long(1)));

    internal List<JournalRow> Events(string key, long afterSequence, long limit) =>
        JournalColumns.ReadAll(_events.Bind(1, key).Bind(2, afterSequence).Bind(3, limit));

    internal string? HashAt(string key, long sequence) => One(_hash.Bind(1, key).Bind(2, sequence), row => row.Text(0));

    internal List<JournalRow> Operation(string key, string operationId) =>
        JournalColumns.ReadAll(_operation.Bind(1, key).Bind(2, operationId));

    internal List<JournalRow> Tail(long afterPosition, int limit) =>
        JournalColumns.ReadAll(_tail.Bind(1, afterPosition).Bind(2, limit));

    internal StoreHead Head()
    {
        var epoch = One(_epoch, row => (int)row.Long(0));
        return One(_head, row => new StoreHead(epoch, row.Long(0), row.Text(1), RecordedTime.FromMicroseconds(row.Long(2))))
            ?? new StoreHead(epoch, 0, "", DateTimeOffset.UnixEpoch);
    }

    internal ViewCheckpoint? Checkpoint(string name) => One(
        _checkpoint.Bind(1, name), row => new ViewCheckpoint(row.Long(0), (int)row.Long(1), row.Utf8(2)));

    internal List<KeptCheckpoint> Checkpoints()
    {
        var kept = new List<KeptCheckpoint>();
        while (_checkpoints.Step())
            kept.Add(new(_checkpoints.Text(0), _checkpoints.Long(1), (int)_checkpoints.Long(2)));
        return kept;
    }

    internal List<AccessEntry> Access(string key, long afterNumber, int limit)
    {
        var entries = new List<AccessEntry>();
        _access.Bind(1, key).Bind(2, afterNumber).Bind(3, limit);
        while (_access.Step())
        {
            var at = RecordedTime.FromMicroseconds(_access.Long(1));
            entries.Add(new AccessEntry(
                _access.Long(0), at, key, _access.Text(2), _access.Text(3), _access.Text(4), _access.Text(5), _access.Text(6)));
        }

        return entries;
    }

    internal DocumentInfo? Document(string hash, string agency) => SqliteDocuments.Find(_connection, hash, agency);

    internal byte[]? Content(string hash) => SqliteDocuments.Content(_connection, hash);

    internal string ItemsStamp() => SqliteItems.Stamp(_connection);

    internal List<SiteItem> Items(string kind) => SqliteItems.Read(_connection, kind);

    public void Dispose()
    {
        _statements.ForEach(statement => statement.Dispose());
        _connection.Dispose();
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    private static T? One<T>(Statement query, Func<Statement, T> read)
    {
        var value = query.Step() ? read(query) : default;
        query.Reset();
        return value;
    }
}
