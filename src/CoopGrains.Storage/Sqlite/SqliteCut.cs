using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Takes from a copy of a store, which nobody uses yet, what was recorded behind a position.</summary>
/// <remarks>
/// What is derived goes back with it: the rows of books, and snapshots and views that have seen more, which are caches. What is no state of
/// books stays as the copy has it: documents, keys, ended sessions, and the record of what was read.
/// </remarks>
internal static class SqliteCut
{
    private const string Books = """
        DELETE FROM view_checkpoint;
        DELETE FROM book_snapshot WHERE version > (SELECT cut.version FROM cut WHERE cut.book_key = book_snapshot.book_key);
        DELETE FROM book WHERE book_key IN (SELECT book_key FROM cut WHERE version = 0);
        UPDATE book SET version = last.sequence, hash = last.hash, modified_at = last.recorded_at
        FROM cut JOIN journal AS last ON last.book_key = cut.book_key AND last.sequence = cut.version
        WHERE book.book_key = cut.book_key;
        DROP TABLE cut;
        """;

    internal static LeftOut Run(string path, long position)
    {
        using var connection = SqliteConnections.OpenCopy(path);
        SqliteConnections.Execute(
            connection, "BEGIN IMMEDIATE; CREATE TEMP TABLE cut (book_key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL)");
        var rows = Texts(connection, "SELECT count(*) FROM journal WHERE position > ?", position);
        var agencies = Texts(connection, "SELECT DISTINCT agency FROM journal WHERE position > ? ORDER BY agency", position);
        Texts(connection, "INSERT INTO cut SELECT book_key, min(sequence) - 1 FROM journal WHERE position > ? GROUP BY book_key", position);

        // They guard against whoever is not this; in the end they stand as they stood.
        var guards = Texts(connection, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'");
        foreach (var name in Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"))
            SqliteConnections.Execute(connection, $"DROP TRIGGER {name}");
        Texts(connection, "DELETE FROM journal WHERE position > ?", position);
        SqliteConnections.Execute(connection, string.Join(";\n", guards.Prepend(Books)) + "; COMMIT");
        return new(long.Parse(rows[0], CultureInfo.InvariantCulture), agencies);
    }

    private static List<string> Texts(SqliteConnection connection, string sql, long? position = null)
    {
        using var statement = new Statement(connection, sql);
        if (position is { } last)
            statement.Bind(1, last);
        var texts = new List<string>();
        while (statement.Step())
            texts.Add(statement.Text(0));
        return texts;
    }
}
