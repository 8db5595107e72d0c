namespace CoopGrains.Storage.Sqlite;

/// <summary>A read transaction on a connection of its own.</summary>
internal sealed class SqliteAudit : IJournalAudit
{
    private readonly ReadConnection _reader;

    internal SqliteAudit(string path, HeadAnchor? anchor)
    {
        // The anchor was read before the rows are, so a running writer can only be ahead of it.
        Anchor = anchor;
        _reader = new ReadConnection(path);
        SqliteConnections.Execute(_reader.Connection, "BEGIN");
        Head = _reader.Head();
    }

    public StoreHead Head { get; }

    public HeadAnchor? Anchor { get; }

    public IAsyncEnumerable<JournalRow> RowsAsync(CancellationToken ct) => Rows(ct).ToAsyncEnumerable();

    public IAsyncEnumerable<BookHead> BooksAsync(CancellationToken ct) => Books(ct).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<JournalRow> Rows(CancellationToken ct)
    {
        using var rows = new Statement(_reader.Connection, $"SELECT {JournalColumns.All} FROM journal ORDER BY position");
        while (rows.Step())
        {
            ct.ThrowIfCancellationRequested();
            yield return JournalColumns.Read(rows);
        }
    }

    private IEnumerable<BookHead> Books(CancellationToken ct)
    {
        using var books = new Statement(_reader.Connection, """
            SELECT b.book_key, b.version, b.hash, s.version, s.body, s.row_hash, s.hash
            FROM book b LEFT JOIN book_snapshot s ON s.book_key = b.book_key
            ORDER BY b.book_key
            """);
        while (books.Step())
        {
            ct.ThrowIfCancellationRequested();
            var snapshot = books.IsNull(3) ? null : new StoredSnapshot(books.Long(3), books.Text(4), books.Text(5), books.Text(6));
            yield return new BookHead(books.Text(0), books.Long(1), books.Text(2), snapshot);
        }
    }
}
