using System.Security.Cryptography;
using System.Text;
using CoopGrains.Storage.Postgres;
using Npgsql;

namespace CoopGrains.Storage.Cluster;

/// <summary>
/// Orleans' own PostgreSQL scripts, for clusters whose membership is in the database. They are not ours: an operator brings those of
/// the release that the silos run.
/// </summary>
public static class OrleansScripts
{
    /// <summary>Its table of statements.</summary>
    public const string Main = "PostgreSQL-Main.sql";

    /// <summary>Its membership.</summary>
    public const string Clustering = "PostgreSQL-Clustering.sql";

    // The migrations' lock: only one at a time changes a database.
    private const string Begin = """
        SELECT pg_advisory_xact_lock(20261121, 0);
        SET LOCAL search_path = public;
        CREATE SCHEMA IF NOT EXISTS coop;
        CREATE TABLE IF NOT EXISTS coop.orleans_script (
          name text NOT NULL PRIMARY KEY,
          checksum text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now(),
          applied_by text NOT NULL DEFAULT session_user)
        """;

    // Only what our migration made for a site without a cluster gives way to Orleans' own.
    private const string DropOurs = """
        DO $$ BEGIN
          IF to_regclass('public.orleansquery') IS NOT NULL THEN
            IF NOT EXISTS (SELECT FROM public.OrleansQuery WHERE QueryKey NOT IN (
              'ReadFromStorageKey', 'WriteToStorageKey', 'ClearStorageKey', 'DeleteStorageKey'))
            THEN
              DROP TABLE public.OrleansQuery;
            END IF;
          END IF;
        END $$
        """;

    /// <summary>Applies both scripts of a folder unless the database has a membership table; before the migrations, as their user.</summary>
    /// <returns>The names of the scripts that were applied.</returns>
    /// <exception cref="StoreRefusedException">The scripts of another release were applied before.</exception>
    /// <exception cref="StoreUnavailableException">A script failed or the server cannot be used; nothing was changed.</exception>
    /// <exception cref="IOException">A script is missing.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(string connectionString, string folder, CancellationToken ct)
    {
        var scripts = new List<(string Name, string Sql)>();
        foreach (var name in (string[])[Main, Clustering])
            scripts.Add((name, await File.ReadAllTextAsync(Path.Combine(folder, name), ct)));
        return await InTransactionAsync<IReadOnlyList<string>>(connectionString, "Applying Orleans' scripts to", async db =>
        {
            await RunAsync(db, Begin, ct);
            if (await AskAsync(db, "SELECT to_regclass('public.orleansmembershiptable') IS NOT NULL", ct) is true)
            {
                await CompareAsync(db, scripts, ct);
                return [];
            }

            await RunAsync(db, DropOurs, ct);
            foreach (var (name, sql) in scripts)
            {
                await RunAsync(db, sql, ct);
                await RunAsync(db, "INSERT INTO coop.orleans_script VALUES ($1, $2)", ct,
                    PostgresRows.Value(name), PostgresRows.Value(Checksum(sql)));
            }

            return [.. scripts.Select(script => script.Name)];
        }, ct);
    }

    /// <summary>
    /// Puts our four statements among Orleans', and lets the application use what scripts have made meanwhile. After the migrations.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The server cannot be used; nothing was changed.</exception>
    public static Task InstallStatementsAsync(string connectionString, CancellationToken ct) =>
        InTransactionAsync(connectionString, "Installing statements in", async db =>
        {
            await RunAsync(db, "SELECT pg_advisory_xact_lock(20261121, 0)", ct);
            return await AskAsync(db, "SELECT coop.install_orleans()", ct);
        }, ct);

    private static async Task CompareAsync(NpgsqlConnection db, List<(string Name, string Sql)> scripts, CancellationToken ct)
    {
        foreach (var (name, sql) in scripts)
        {
            var was = await AskAsync(db, "SELECT checksum FROM coop.orleans_script WHERE name = $1", ct, PostgresRows.Value(name));
            if (was is string checksum && checksum != Checksum(sql))
            {
                throw new StoreRefusedException(StoreRefusal.OtherSchema,
                    $"The database has another {name} than this folder's: an Orleans release that changes it brings a script of its own "
                    + "among its Migrations; apply that, and go on without --orleans-scripts.");
            }
        }
    }

    private static async Task<T> InTransactionAsync<T>(
        string connectionString, string doing, Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        await using var database = new PostgresDatabase(connectionString, readConnections: 1);
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var result = await work(connection);
            await transaction.CommitAsync(ct);
            return result;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, database.Name, doing, outcomeKnown: true);
        }
    }

    private static async Task RunAsync(NpgsqlConnection db, string sql, CancellationToken ct, params NpgsqlParameter[] parameters) =>
        await AskAsync(db, sql, ct, parameters);

    private static async Task<object?> AskAsync(NpgsqlConnection db, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, db);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(ct);
    }

    private static string Checksum(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
}
