using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>
/// Takes from a restored database, which no process uses yet, what was recorded behind a position: as its owner, all or nothing.
/// </summary>
/// <remarks>
/// What is derived goes back with it: the rows of books, and snapshots and views that have seen more, which are caches. What is no state of
/// books stays as it was restored: documents, keys, ended sessions, and the record of what was read.
/// </remarks>
internal static class PostgresCut
{
    private const string Cut = """
        CREATE TEMP TABLE cut ON COMMIT DROP AS
        SELECT book_key, min(sequence) - 1 AS version FROM coop.journal WHERE position > $1 GROUP BY book_key
        """;

    // The guard is against whoever is not this; behind the transaction it stands as it stood.
    private const string Books = """
        ALTER TABLE coop.journal ENABLE TRIGGER journal_rows_stay;
        DELETE FROM coop.view_checkpoint;
        DELETE FROM coop.book_snapshot AS kept USING cut WHERE cut.book_key = kept.book_key AND kept.version > cut.version;
        DELETE FROM coop.book USING cut WHERE cut.book_key = book.book_key AND cut.version = 0;
        UPDATE coop.book SET version = last.sequence, hash = last.hash, modified_at = last.recorded_at
        FROM cut JOIN coop.journal AS last ON last.book_key = cut.book_key AND last.sequence = cut.version
        WHERE book.book_key = cut.book_key
        """;

    internal static async Task<LeftOut> RunAsync(PostgresDatabase database, RestorePoint until, CancellationToken ct)
    {
        long position;
        await using (var reader = new PostgresJournalReader(database, null, owned: false))
            position = await until.FindAsync(reader, ct);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, "SET LOCAL statement_timeout = 0", ct);
        await RunAsync(connection, "LOCK TABLE coop.journal", ct);
        var agencies = await AgenciesAsync(connection, position, ct);
        await RunAsync(connection, Cut, ct, PostgresRows.Value(position));
        await RunAsync(connection, "ALTER TABLE coop.journal DISABLE TRIGGER journal_rows_stay", ct);
        var rows = await RunAsync(connection, "DELETE FROM coop.journal WHERE position > $1", ct, PostgresRows.Value(position));
        await RunAsync(connection, Books, ct);
        await transaction.CommitAsync(ct);
        return new(rows, agencies);
    }

    private static async Task<List<string>> AgenciesAsync(NpgsqlConnection connection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT DISTINCT agency FROM coop.journal WHERE position > $1 ORDER BY agency", connection)
        {
            Parameters = { PostgresRows.Value(position) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var agencies = new List<string>();
        while (await reader.ReadAsync(ct))
            agencies.Add(reader.GetString(0));
        return agencies;
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
