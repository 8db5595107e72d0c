using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoopGrains.Storage.Sqlite;

/// <summary>A statement prepared once. Below ADO.NET, whose parameters cost as much as the insert; the exceptions are its own.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    internal Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_db, sql, out _statement), _db);
    }

    internal Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    internal Statement Bind(int index, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    internal Statement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which SQLite takes for NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, index, "") : raw.sqlite3_bind_text(_statement, index, utf8));
        return this;
    }

    internal Statement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, bytes));
        return this;
    }

    /// <summary>True if there is a row. After the last one the statement is ready for use again.</summary>
    internal bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        try
        {
            Check(code);
            return false;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs to the end.</summary>
    internal void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Gives up the remaining rows.</summary>
    internal void Reset() => raw.sqlite3_reset(_statement);

    internal long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    // Invalid UTF-8 becomes replacement characters, so that its hash fails instead of this.
    internal string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    internal byte[] Utf8(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    internal bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _db);
}
