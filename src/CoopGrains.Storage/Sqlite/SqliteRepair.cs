using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Mends what is kept of a book, in a store that no process writes.</summary>
internal static class SqliteRepair
{
    internal static BookRepair Run(WriteConnection db, string path, AnchorFile anchor, RepairRequest asked)
    {
        db.Begin();
        try
        {
            var repair = Find(db.Connection, path, anchor, asked);
            if (repair.IsNeeded)
            {
                asked.KeepEvidence(repair);
                Write(db.Connection, repair);
            }

            db.Commit();
            return repair;
        }
        catch
        {
            db.Rollback();
            throw;
        }
    }

    private static BookRepair Find(SqliteConnection connection, string path, AnchorFile anchor, RepairRequest asked)
    {
        var replay = new BookReplay(asked, Book(connection, asked.BookKey), Snapshot(connection, asked.BookKey));
        using var rows = new Statement(
            connection, $"SELECT {JournalColumns.All} FROM journal WHERE book_key = ? AND sequence > ? ORDER BY sequence LIMIT ?");
        while (JournalColumns.ReadAll(rows.Bind(1, asked.BookKey).Bind(2, replay.Sequence).Bind(3, BookReplay.Page)) is { Count: > 0 } page)
            replay.Add(page);
        using var head = new Statement(connection, """
            SELECT (SELECT count(*) FROM journal), (SELECT coalesce(max(position), 0) FROM journal), (SELECT max(epoch) FROM journal_epoch)
            """);
        head.Step();
        var (count, position, epoch) = (head.Long(0), head.Long(1), (int)head.Long(2));
        head.Reset();
        return replay.End(path, count, new(epoch, position, "", default), anchor.Read());
    }

    private static KeptBook? Book(SqliteConnection connection, string key)
    {
        using var book = new Statement(connection, "SELECT kind, restricted, version, hash, modified_at FROM book WHERE book_key = ?");
        return book.Bind(1, key).Step()
            ? new(book.Text(0), book.Long(1) != 0, book.Long(2), book.Text(3), RecordedTime.FromMicroseconds(book.Long(4)))
            : null;
    }

    private static StoredSnapshot? Snapshot(SqliteConnection connection, string key)
    {
        using var snapshot = new Statement(connection, "SELECT version, body, row_hash, hash FROM book_snapshot WHERE book_key = ?");
        return snapshot.Bind(1, key).Step() ? new(snapshot.Long(0), snapshot.Text(1), snapshot.Text(2), snapshot.Text(3)) : null;
    }

    private static void Write(SqliteConnection connection, BookRepair repair)
    {
        var after = repair.After;
        using var book = new Statement(connection, """
            INSERT INTO book (book_key, kind, restricted, version, hash, modified_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (book_key) DO UPDATE SET kind = excluded.kind, restricted = excluded.restricted, version = excluded.version,
              hash = excluded.hash, modified_at = excluded.modified_at
            """);
        book.Bind(1, repair.BookKey).Bind(2, after.Kind).Bind(3, after.Restricted ? 1 : 0).Bind(4, after.Version).Bind(5, after.Hash)
            .Bind(6, RecordedTime.ToMicroseconds(after.ModifiedAt)).Run();
        if (!repair.DropsSnapshot)
            return;
        using var snapshot = new Statement(connection, "DELETE FROM book_snapshot WHERE book_key = ?");
        snapshot.Bind(1, repair.BookKey).Run();
    }
}
