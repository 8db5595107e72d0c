using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Applies the numbered SQL files of this build (infra/postgres), each once, and records them with their checksums.</summary>
public static class PostgresMigrations
{
    private const string Prefix = "Postgres.Migrations.";

    // Only one at a time migrates a database; the others find the work done.
    private const string Begin = """
        SELECT pg_advisory_xact_lock(20261121, 0);
        CREATE SCHEMA IF NOT EXISTS coop;
        CREATE TABLE IF NOT EXISTS coop.schema_migration (
          number integer NOT NULL PRIMARY KEY,
          name text NOT NULL,
          checksum text NOT NULL,
          applied_at bigint NOT NULL,
          applied_by text NOT NULL DEFAULT session_user)
        """;

    /// <summary>Applies what is missing, all or nothing, as the user who is to own the tables. May run beside others and again.</summary>
    /// <returns>The names of the files that were applied.</returns>
    /// <exception cref="StoreRefusedException">The database was made by a newer or another build.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used; nothing was changed.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(string connectionString, TimeProvider clock, CancellationToken ct)
    {
        await using var database = new PostgresDatabase(connectionString, readConnections: 1);
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var applied = await ApplyAsync(connection, database.Name, RecordedTime.ToMicroseconds(clock.GetUtcNow()), ct);
            await transaction.CommitAsync(ct);
            return applied;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, database.Name, "Migrating", outcomeKnown: true);
        }
    }

    /// <summary>Makes the role that a dump grants rights to, as 0003_roles.sql does: roles belong to the server, and no dump carries them.</summary>
    /// <returns>False when the database holds a store: nothing is restored into that.</returns>
    /// <exception cref="StoreUnavailableException">The server cannot be used.</exception>
    public static async Task<bool> PrepareRestoreAsync(string connectionString, CancellationToken ct)
    {
        await using var database = new PostgresDatabase(connectionString, readConnections: 1);
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using (var schema = new NpgsqlCommand("SELECT to_regnamespace('coop') IS NULL", connection))
                if (await schema.ExecuteScalarAsync(ct) is false)
                    return false;
            await RunAsync(connection, Role, ct);
            return true;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, database.Name, "Restoring into", outcomeKnown: true);
        }
    }

    /// <summary>Refuses a database that is not of this build.</summary>
    internal static async Task CheckAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        var missing = Missing(await AppliedAsync(connection, ct), name);
        if (missing.Count > 0)
        {
            throw new StoreRefusedException(
                StoreRefusal.OlderSchema,
                $"{name} lacks {string.Join(", ", missing.Select(migration => migration.Name))}: run `coop migrate`.");
        }
    }

    private const string Role = """
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'coop_app') THEN
            CREATE ROLE coop_app LOGIN;
          END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL;
        END $$
        """;

    // What 0003_roles.sql set on the role, if it is not set: a dump of a database does not carry it.
    private const string RoleSettings = """
        DO $$
        BEGIN
          IF NOT EXISTS (
            SELECT FROM pg_catalog.pg_db_role_setting
            WHERE setrole = 'coop_app'::regrole
              AND setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) THEN
            EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET lock_timeout = ''5s''', current_database());
            EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET statement_timeout = ''15s''', current_database());
            EXECUTE format('ALTER ROLE coop_app IN DATABASE %I SET idle_in_transaction_session_timeout = ''10s''', current_database());
          END IF;
        END $$
        """;

    private static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlConnection connection, string name, long now, CancellationToken ct)
    {
        await RunAsync(connection, Begin, ct);
        var missing = Missing(await AppliedAsync(connection, ct), name);
        foreach (var migration in missing)
        {
            await RunAsync(connection, migration.Sql, ct);
            await RunAsync(connection, "INSERT INTO coop.schema_migration VALUES ($1, $2, $3, $4)", ct,
                PostgresRows.Value(migration.Number), PostgresRows.Value(migration.Name), PostgresRows.Value(migration.Checksum),
                PostgresRows.Value(now));
        }

        await RunAsync(connection, RoleSettings, ct);
        // Chance comes from here: the server's own would need an extension.
        await RunAsync(connection, "INSERT INTO coop.store_secret VALUES ('restricted-ids', $1) ON CONFLICT DO NOTHING", ct,
            PostgresRows.Value(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        await RunAsync(
            connection, "INSERT INTO coop.journal_epoch VALUES (1, $1, 'new store') ON CONFLICT DO NOTHING", ct, PostgresRows.Value(now));
        return [.. missing.Select(migration => migration.Name)];
    }

    private static List<Migration> Missing(Dictionary<int, (string Name, string Checksum)> applied, string store)
    {
        var known = All();
        if (applied.Count > 0 && applied.Keys.Max() > known[^1].Number)
        {
            throw new StoreRefusedException(StoreRefusal.NewerSchema,
                $"{store} has schema {applied.Keys.Max()}, this build knows up to {known[^1].Number}: "
                + "use the newer build, or restore a backup from before it.");
        }

        foreach (var migration in known)
        {
            if (applied.TryGetValue(migration.Number, out var was) && was.Checksum != migration.Checksum)
            {
                throw new StoreRefusedException(StoreRefusal.OtherSchema,
                    $"{store} was migrated with another {was.Name} than this build's {migration.Name}: use the build that it was made by.");
            }
        }

        return known.FindAll(migration => !applied.ContainsKey(migration.Number));
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT number, name, checksum FROM coop.schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, (string, string)>();
        while (await reader.ReadAsync(ct))
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        return applied;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static List<Migration> All()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
                .OrderBy(migration => migration.Number),
        ];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = resource[Prefix.Length..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd();
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
        return new Migration(int.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, checksum, sql);
    }

    private sealed record Migration(int Number, string Name, string Checksum, string Sql);
}
