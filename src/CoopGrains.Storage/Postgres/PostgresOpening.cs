using Microsoft.Extensions.Logging;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>What is looked at before a store may be written.</summary>
internal static partial class PostgresOpening
{
    /// <summary>The head and the store's secret.</summary>
    internal static async Task<(StoreHead Head, byte[] Secret)> CheckAsync(PostgresDatabase database, AnchorFile anchor, ILogger log)
    {
        if (!database.IsPrivate)
        {
            throw new StoreRefusedException(StoreRefusal.Unsafe,
                $"{database.Name} is on another machine and need not encrypt: add SSL Mode=VerifyFull to the connection string.");
        }

        await using var connection = await database.OpenAsync(default);
        await PostgresMigrations.CheckAsync(connection, database.Name, default);
        await CheckSafetyAsync(connection, database.Name, log);
        var head = await PostgresJournalReader.HeadAsync(connection, default);
        await CheckAnchorAsync(connection, database.Name, head, anchor, log);
        return (head, await SecretAsync(connection));
    }

    private static async Task CheckSafetyAsync(NpgsqlConnection connection, string name, ILogger log)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'),
              current_setting('default_transaction_isolation'),
              has_table_privilege('coop.journal', 'UPDATE') OR has_table_privilege('coop.journal', 'DELETE'), current_user
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Demand(reader.GetString(0) == "on", "fsync is off: what is acknowledged would be lost with the power");
        Demand(reader.GetString(1) != "off", "synchronous_commit is off: what is acknowledged could be lost in a crash");
        Demand(reader.GetString(2) == "on", "full_page_writes is off: a power cut could tear pages");
        Demand(reader.GetString(3) == "read committed", "default_transaction_isolation is not read committed");
        if (reader.GetBoolean(4))
            LogTooMayRights(log, reader.GetString(5), name);

        void Demand(bool holds, string otherwise)
        {
            if (!holds)
                throw new StoreRefusedException(StoreRefusal.Unsafe, $"{name}: {otherwise}. Change the server's or the role's settings.");
        }
    }

    /// <summary>Refuses a journal that is shorter than, or another than, the one that this process once saw committed.</summary>
    private static async Task CheckAnchorAsync(NpgsqlConnection connection, string name, StoreHead head, AnchorFile file, ILogger log)
    {
        if (file.Read() is not { } anchor)
        {
            if (head.Position > 0)
            {
                LogAnchorMade(log, file.Path, head.Position);
                file.Write(new HeadAnchor(head.Epoch, head.Position, head.Hash));
            }

            return;
        }

        if (anchor.Epoch < head.Epoch)
            return;
        if (anchor.Epoch > head.Epoch || anchor.Position > head.Position)
            throw Lost(name, file, anchor, $"its journal ends at position {head.Position} of epoch {head.Epoch}");
        if (await HashAtAsync(connection, anchor.Position) != anchor.Hash)
            throw Lost(name, file, anchor, $"it has another row at position {anchor.Position}");
    }

    private static StoreRefusedException Lost(string name, AnchorFile file, HeadAnchor anchor, string what) => new(
        StoreRefusal.JournalLost,
        $"{name} has lost committed rows: {file.Path} names position {anchor.Position} of epoch {anchor.Epoch}, but {what}. "
        + "Restore the newest backup, or accept the loss with `coop epoch`.");

    private static async Task<string?> HashAtAsync(NpgsqlConnection connection, long position)
    {
        await using var command = new NpgsqlCommand("SELECT hash FROM coop.journal WHERE position = $1", connection)
        {
            Parameters = { PostgresRows.Value(position) },
        };
        return (string?)await command.ExecuteScalarAsync();
    }

    private static async Task<byte[]> SecretAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT value FROM coop.store_secret WHERE name = 'restricted-ids'", connection);
        return Convert.FromHexString((string)(await command.ExecuteScalarAsync())!);
    }

    [LoggerMessage(18, LogLevel.Information, "There is no head anchor {Path} yet; trusting the database, whose journal ends at {Position}")]
    private static partial void LogAnchorMade(ILogger log, string path, long position);

    [LoggerMessage(19, LogLevel.Warning, "The user {User} may change the journal of {Store}: let the application sign in as coop_app")]
    private static partial void LogTooMayRights(ILogger log, string user, string store);
}
