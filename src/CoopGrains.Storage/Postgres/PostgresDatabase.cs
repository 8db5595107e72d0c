using System.Data;
using System.Net;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Where the store is, and connections to it: pooled ones for single statements, and ones of their own that are kept.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int ConnectSeconds = 5;

    // Above the role's statement_timeout, which answers in words; this only frees a client that gets no answer at all.
    private const int CommandSeconds = 20;

    private readonly NpgsqlDataSource _kept;

    internal PostgresDatabase(string connectionString, int readConnections)
    {
        var asked = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { PersistSecurityInfo = false, IncludeErrorDetail = false };
        settings.ApplicationName ??= "coopgrains";
        if (!asked.ContainsKey("Timeout"))
            settings.Timeout = ConnectSeconds;
        if (!asked.ContainsKey("Command Timeout"))
            settings.CommandTimeout = CommandSeconds;
        Name = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";

        IsPrivate = settings.SslMode >= SslMode.Require || (settings.Host ?? "").Split(',').All(IsOnThisMachine);
        settings.Pooling = false;
        _kept = Source(settings, "kept");
        settings.Pooling = true;
        // Nothing sets anything in a pooled session, so there is nothing to reset.
        settings.NoResetOnClose = true;
        settings.MaxAutoPrepare = 40;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = Math.Max(readConnections, 2) + 2;
        Pool = Source(settings, "pool");
    }

    /// <summary>For messages; without user and password.</summary>
    internal string Name { get; }

    /// <summary>Whether nobody on the way can listen: encrypted, or on this machine.</summary>
    internal bool IsPrivate { get; }

    internal NpgsqlDataSource Pool { get; }

    internal NpgsqlConnection Open() => _kept.OpenConnection();

    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => _kept.OpenConnectionAsync(ct);

    /// <summary>Runs one query on a pooled connection; its faults are the store's.</summary>
    internal async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken ct)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                await using var connection = await Pool.OpenConnectionAsync(ct);
                return await WithoutTraceAsync(connection, read);
            }
            catch (Exception e) when (again && PostgresFaults.IsFault(e, ct) && !PostgresFaults.IsDefinite(e))
            {
                // A server that was started anew has ended all that the pool holds.
                Pool.Clear();
            }
            catch (Exception e) when (PostgresFaults.IsFault(e, ct))
            {
                throw PostgresFaults.Unavailable(e, Name, "Reading", outcomeKnown: true);
            }
        }
    }

    /// <summary>Runs one writing statement on a pooled connection, as a transaction of its own.</summary>
    internal async Task<object?> WriteAsync(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        var sent = false;
        try
        {
            await using var connection = await Pool.OpenConnectionAsync(ct);
            sent = true;
            return await WithoutTraceAsync(connection, async _ =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                command.Parameters.AddRange(parameters);
                return await command.ExecuteScalarAsync(ct);
            });
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            if (!PostgresFaults.IsDefinite(e))
                Pool.Clear();
            throw PostgresFaults.Unavailable(e, Name, "Writing", outcomeKnown: !sent || PostgresFaults.IsDefinite(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await _kept.DisposeAsync();
    }

    /// <summary>If it fails, or is cancelled, nothing of it stays in the session.</summary>
    /// <remarks>
    /// Npgsql takes a statement that fails while it is being prepared for prepared, but does not know its columns, and breaks at the
    /// first row of its next answer, which would be another caller's (npgsql/npgsql#6391).
    /// </remarks>
    private static async Task<T> WithoutTraceAsync<T>(NpgsqlConnection connection, Func<NpgsqlConnection, Task<T>> work)
    {
        try
        {
            return await work(connection);
        }
        catch
        {
            Forget(connection);
            throw;
        }
    }

    private static void Forget(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == ConnectionState.Open)
                connection.UnprepareAll();
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, default) || e is InvalidOperationException)
        {
            // A session that cannot do that is not used again.
        }
    }

    private static bool IsOnThisMachine(string host) =>
        host.StartsWith('/') || host == "localhost"
        || (IPAddress.TryParse(host.Split(':')[0], out var address) && IPAddress.IsLoopback(address));

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings, string name) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = $"coop-{name}" }.Build();
}
