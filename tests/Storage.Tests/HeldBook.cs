using CoopGrains.Storage;
using Npgsql;
using TestKit;

namespace Storage.Tests;

/// <summary>Holds the lock of a book, as another process's commit of it does: who commits it waits, and all behind that commit.</summary>
internal sealed class HeldBook : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _key;

    private HeldBook(NpgsqlConnection connection, string key) => (_connection, _key) = (connection, key);

    /// <summary>A commit of the held book that takes no position: it conflicts.</summary>
    internal BookCommit Commit => new(
        _key, "held", false, 99, [new PendingEvent("op", 0, "", "an", "mic", "vn", "", "Held", "{}", null)], null, DateTimeOffset.MaxValue);

    internal static async Task<HeldBook> TakeAsync(PostgresSite site, string key = "held/a")
    {
        var connection = new NpgsqlConnection(site.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; SELECT pg_advisory_xact_lock(coop.book_lock('{key}'))", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldBook(connection, key);
    }

    /// <summary>Another process can only be asked, so the server is asked until somebody waits; answers which session it is.</summary>
    internal async Task<int> UntilWaitedForAsync(int notBy = 0)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT max(waiting.pid) FROM pg_locks waiting JOIN pg_locks held USING (locktype, database, classid, objid, objsubid)
            WHERE NOT waiting.granted AND held.granted AND held.pid = pg_backend_pid() AND locktype = 'advisory' AND waiting.pid <> $1
            """,
            _connection)
        { Parameters = { new NpgsqlParameter<int> { TypedValue = notBy } } };
        while (true)
        {
            if (await command.ExecuteScalarAsync() is int session)
                return session;
            await Task.Yield();
        }
    }

    internal async Task ReleaseAsync()
    {
        await using var command = new NpgsqlCommand("COMMIT", _connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
