using CoopGrains.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CoopGrains.Storage;

/// <summary>Of a store on PostgreSQL: a job is whose session holds its advisory lock.</summary>
/// <remarks>
/// The server frees the lock when the session ends: at once when its process dies, and after <see cref="IdleAtMost"/> without a sign of
/// life when the process is paused or cut off. The owner gives up before that, since it hears no answer either.
/// </remarks>
public sealed partial class PostgresOwnership : IJobOwnership, IAsyncDisposable
{
    /// <summary>How long the server waits for a sign of life.</summary>
    internal static readonly TimeSpan IdleAtMost = TimeSpan.FromSeconds(5);

    // Beside 20261121, which migrations and commits lock.
    private const string Lock = "20261122, hashtext($1)";
    private const string Application = "coopgrains";
    private const int MostName = 63;
    private const int AnswerSeconds = 2;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource _sessions;
    private readonly string _process;
    private readonly string _name;
    private readonly ILogger _log;

    /// <summary>Connects when it is first asked.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="process">Names this process among all.</param>
    /// <param name="log">Where to say what happened.</param>
    public PostgresOwnership(string connectionString, string process, ILogger<PostgresOwnership> log)
    {
        (_process, _log) = (process, log);
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            PersistSecurityInfo = false,
            Pooling = false,
            Timeout = AnswerSeconds,
            CommandTimeout = AnswerSeconds,
            CancellationTimeout = -1,
        };
        settings.ApplicationName = NameOf(process);
        _name = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";
        _sessions = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "coop-jobs" }.Build();
    }

    /// <inheritdoc/>
    public async Task<IOwnedJob> AcquireAsync(string job, CancellationToken ct)
    {
        for (var failing = false; ; await Task.Delay(BetweenTries, ct))
        {
            NpgsqlConnection? session = null;
            try
            {
                session = await _sessions.OpenConnectionAsync(ct);
                await RunAsync(session, $"SET idle_session_timeout = {(int)IdleAtMost.TotalMilliseconds}", ct);
                while (await AskAsync(session, $"SELECT pg_try_advisory_lock({Lock})", job, ct) is not true)
                    await Task.Delay(BetweenTries, ct);
                return new OwnedJob(session, job, _name);
            }
            catch (Exception e)
            {
                if (session is not null)
                    await session.DisposeAsync();
                if (!PostgresFaults.IsFault(e, ct))
                    throw;
                // Said once, tried again.
                if (!failing)
                    LogCannotAcquire(_log, PostgresFaults.Unavailable(e, _name, "Asking", outcomeKnown: true), job);
                failing = true;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<string?> OwnerAsync(string job, CancellationToken ct)
    {
        try
        {
            await using var session = await _sessions.OpenConnectionAsync(ct);
            return await AskAsync(session, """
                SELECT holder.application_name FROM pg_locks JOIN pg_stat_activity AS holder USING (pid)
                WHERE locktype = 'advisory' AND granted AND classid = 20261122 AND objsubid = 2
                  AND objid = (hashtext($1)::bigint & 4294967295)::oid
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """, job, ct) is string name ? name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..] : null;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, _name, "Reading", outcomeKnown: true);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ProcessesAsync(CancellationToken ct)
    {
        try
        {
            await using var session = await _sessions.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(
                $"""
                SELECT DISTINCT substr(application_name, {Application.Length + 2}) COLLATE "C" AS process FROM pg_stat_activity
                WHERE datname = current_database() AND starts_with(application_name, '{Application} ') ORDER BY process
                """, session);
            await using var rows = await command.ExecuteReaderAsync(ct);
            var processes = new List<string>();
            while (await rows.ReadAsync(ct))
                processes.Add(rows.GetString(0));
            return processes;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, _name, "Reading", outcomeKnown: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    /// <inheritdoc/>
    public override string ToString() => $"{_process} at {_name}";

    internal static async Task RunAsync(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> AskAsync(NpgsqlConnection session, string sql, string job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session) { Parameters = { PostgresRows.Value(job) } };
        return await command.ExecuteScalarAsync(ct);
    }

    // The server cuts longer names.
    private static string NameOf(string process)
    {
        var name = $"{Application} {process}";
        return name.Length <= MostName ? name : $"{Application} {process[^(MostName - Application.Length - 1)..]}";
    }

    [LoggerMessage(20, LogLevel.Warning, "Who does {Job} cannot be found out; trying again")]
    private static partial void LogCannotAcquire(ILogger log, Exception e, string job);
}
