using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>What the writer knows of a book inside a transaction.</summary>
internal sealed record BookRow(string Kind, bool Restricted, long Version, string Hash);

/// <summary>The statements of the writer, prepared once; used by the writer's thread only.</summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _savepoint;
    private readonly Statement _release;
    private readonly Statement _undo;
    private readonly Statement _head;
    private readonly Statement _hashAt;
    private readonly Statement _hashOf;
    private readonly Statement _book;
    private readonly Statement _insertBook;
    private readonly Statement _updateBook;
    private readonly Statement _insertRow;
    private readonly Statement _knowsOperation;
    private readonly Statement _snapshot;
    private readonly Statement _rowsAfter;
    private readonly Statement _checkpoint;
    private readonly Statement _access;
    private readonly Statement _epoch;
    private readonly Statement _insertEpoch;
    private readonly CanonicalEncoder _encoder = new();

    internal WriteConnection(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _savepoint = Prepare("SAVEPOINT one_book");
        _release = Prepare("RELEASE one_book");
        _undo = Prepare("ROLLBACK TO one_book");
        _head = Prepare("SELECT position, hash, recorded_at FROM journal ORDER BY position DESC LIMIT 1");
        _hashAt = Prepare("SELECT hash FROM journal WHERE position = ?");
        _hashOf = Prepare("SELECT hash FROM journal WHERE book_key = ? AND sequence = ?");
        _book = Prepare("SELECT kind, restricted, version, hash FROM book WHERE book_key = ?");
        _insertBook = Prepare("INSERT INTO book VALUES (?, ?, ?, ?, ?, ?)");
        _updateBook = Prepare("UPDATE book SET version = ?, hash = ?, modified_at = ? WHERE book_key = ?");
        var values = string.Join(", ", Enumerable.Repeat("?", JournalColumns.Count));
        _insertRow = Prepare($"INSERT INTO journal ({JournalColumns.All}) VALUES ({values})");
        _knowsOperation = Prepare("SELECT 1 FROM journal WHERE book_key = ? AND operation_id = ? LIMIT 1");
        _snapshot = Prepare("""
            INSERT INTO book_snapshot (book_key, version, row_hash, hash, body) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (book_key) DO UPDATE SET version = excluded.version, row_hash = excluded.row_hash,
              hash = excluded.hash, body = excluded.body
            WHERE excluded.version > book_snapshot.version
            """);
        _rowsAfter = Prepare($"SELECT {JournalColumns.All} FROM journal WHERE position > ? ORDER BY position LIMIT ?");
        _checkpoint = Prepare("INSERT OR REPLACE INTO view_checkpoint (name, position, epoch, body) VALUES (?, ?, ?, ?)");
        _access = Prepare("INSERT INTO access_journal (at, book_key, user, agency, trace, path, leave) VALUES (?, ?, ?, ?, ?, ?, ?)");
        _epoch = Prepare("SELECT coalesce(max(epoch), 0) FROM journal_epoch");
        _insertEpoch = Prepare("INSERT INTO journal_epoch VALUES (?, ?, ?)");
    }

    internal SqliteConnection Connection => _connection;

    internal void Begin() => _begin.Run();

    internal void Commit() => _commit.Run();

    internal void Rollback() => _rollback.Run();

    /// <summary>Runs <paramref name="write"/> so that a refused row undoes all of it and nothing else.</summary>
    internal T Apart<T>(Func<T> write)
    {
        _savepoint.Run();
        try
        {
            var result = write();
            _release.Run();
            return result;
        }
        catch (SqliteException e) when (SqliteFaults.ConcernsOneRow(e))
        {
            _undo.Run();
            _release.Run();
            throw;
        }
    }

    /// <summary>The last row: position 0 in an empty journal.</summary>
    internal (long Position, string Hash, long RecordedAt) Head()
    {
        if (!_head.Step())
            return (0, "", 0);
        var head = (_head.Long(0), _head.Text(1), _head.Long(2));
        _head.Reset();
        return head;
    }

    internal string? HashAt(long position) => Text(_hashAt.Bind(1, position));

    internal string? HashOf(string bookKey, long sequence) => Text(_hashOf.Bind(1, bookKey).Bind(2, sequence));

    internal BookRow? Book(string key)
    {
        if (!_book.Bind(1, key).Step())
            return null;
        var book = new BookRow(_book.Text(0), _book.Long(1) != 0, _book.Long(2), _book.Text(3));
        _book.Reset();
        return book;
    }

    internal void InsertBook(string key, BookRow book, long at) => _insertBook
        .Bind(1, key).Bind(2, book.Kind).Bind(3, book.Restricted ? 1 : 0).Bind(4, book.Version).Bind(5, book.Hash).Bind(6, at).Run();

    internal void UpdateBook(string key, BookRow book, long at) =>
        _updateBook.Bind(1, book.Version).Bind(2, book.Hash).Bind(3, at).Bind(4, key).Run();

    /// <summary>Inserts a row and returns it with its hash.</summary>
    internal JournalRow InsertRow(string previousHash, JournalRow row)
    {
        _encoder.Start().AddRow(previousHash, row);
        var hash = _encoder.Hash();
        _insertRow
            .Bind(1, row.Position).Bind(2, row.Epoch).Bind(3, _encoder[3]).Bind(4, row.Sequence)
            .Bind(5, _encoder[5]).Bind(6, row.Ordinal).Bind(7, _encoder[7]).Bind(8, RecordedTime.ToMicroseconds(row.RecordedAt));
        for (var i = 9; i < JournalColumns.Count; i++)
            _insertRow.Bind(i, _encoder[i]);
        _insertRow.Bind(JournalColumns.Count, hash).Run();
        return row with { Hash = hash };
    }

    internal bool KnowsOperation(string bookKey, string operationId)
    {
        var known = _knowsOperation.Bind(1, bookKey).Bind(2, operationId).Step();
        _knowsOperation.Reset();
        return known;
    }

    internal void WriteSnapshot(string bookKey, StoredSnapshot snapshot) => _snapshot
        .Bind(1, bookKey).Bind(2, snapshot.Version).Bind(3, snapshot.RowHash).Bind(4, snapshot.Hash).Bind(5, snapshot.Body).Run();

    internal List<JournalRow> RowsAfter(long position, int limit) =>
        JournalColumns.ReadAll(_rowsAfter.Bind(1, position).Bind(2, limit));

    internal void WriteCheckpoint(string name, ViewCheckpoint checkpoint) => _checkpoint
        .Bind(1, name).Bind(2, checkpoint.Position).Bind(3, checkpoint.Epoch).Bind(4, checkpoint.Body.Span).Run();

    internal void AppendAccess(IReadOnlyList<AccessEntry> entries)
    {
        foreach (var entry in entries)
        {
            _access.Bind(1, RecordedTime.ToMicroseconds(entry.At)).Bind(2, entry.BookKey).Bind(3, entry.User)
                .Bind(4, entry.Agency).Bind(5, entry.Trace).Bind(6, entry.Path).Bind(7, entry.Grant).Run();
        }
    }

    internal int Epoch()
    {
        _epoch.Step();
        var epoch = (int)_epoch.Long(0);
        _epoch.Reset();
        return epoch;
    }

    internal void InsertEpoch(int epoch, DateTimeOffset at, string reason) =>
        _insertEpoch.Bind(1, epoch).Bind(2, RecordedTime.ToMicroseconds(at)).Bind(3, reason).Run();

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

    private static string? Text(Statement query)
    {
        if (!query.Step())
            return null;
        var text = query.Text(0);
        query.Reset();
        return text;
    }
}
