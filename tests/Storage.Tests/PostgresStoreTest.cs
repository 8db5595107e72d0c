using CoopGrains.Storage.Postgres;
using Npgsql;
using TestKit;

namespace Storage.Tests;

/// <summary>For what only a database with many processes can suffer.</summary>
public abstract class PostgresStoreTest : StoreTest
{
    private readonly PostgresUnderTest _database;

    protected PostgresStoreTest()
        : this(new PostgresUnderTest())
    {
    }

    private PostgresStoreTest(PostgresUnderTest database)
        : base(database) => _database = database;

    protected PostgresSite Site => _database.Site;

    /// <summary>As one of several processes: with connections and an anchor of its own.</summary>
    protected Task<PostgresBookStore> OpenAsync(string process, PostgresSite? site = null, int maxBooks = 256) =>
        _database.OpenAsync(site ?? Site, process, maxBooks);

    /// <summary>The file beside which the anchor of such a process stands.</summary>
    protected string AnchorOf(string process) => _database.PathOf(process);

    protected static async Task<NpgsqlConnection> ConnectAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    protected static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
