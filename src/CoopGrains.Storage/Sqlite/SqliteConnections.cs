using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Opens connections, and reads back that they are as durable as asked.</summary>
internal static class SqliteConnections
{
    private const int BusyMilliseconds = 5_000;

    /// <summary>Only a start may create the file: a store whose file has gone must not go on in an empty one.</summary>
    internal static SqliteConnection OpenWriter(string path, bool create)
    {
        var connection = Open(path, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            // 16 MiB of pages: SQLite walks all it holds at each commit that has split a page of an index.
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=16000; "
                + "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384");
            Assert(connection, "journal_mode", "wal");
            Assert(connection, "synchronous", "2");
            Assert(connection, "foreign_keys", "1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For a copy that is no store yet.</summary>
    internal static SqliteConnection OpenCopy(string path) => Open(path, SqliteOpenMode.ReadWrite);

    internal static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds), connection.Handle);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Assert(SqliteConnection connection, string pragma, string wanted)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA " + pragma;
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (actual != wanted)
        {
            throw new StoreRefusedException(StoreRefusal.Unsafe,
                $"{connection.DataSource} answers {pragma}={actual}, but commits are only durable with {wanted}: put it on a local disk.");
        }
    }
}
