using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Mends what is kept of a book, in one transaction of the owner's; processes may run meanwhile.</summary>
internal static class PostgresRepair
{
    internal static async Task<BookRepair> RunAsync(string connectionString, AnchorFile anchor, RepairRequest asked, CancellationToken ct)
    {
        await using var database = new PostgresDatabase(connectionString, readConnections: 1);
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            // As a commit does, so that none of this book comes in between.
            await RunAsync(connection, "SELECT pg_advisory_xact_lock(coop.book_lock($1))", ct, PostgresRows.Value(asked.BookKey));
            await RunAsync(connection, "SET LOCAL statement_timeout = 0", ct);
            var repair = await FindAsync(connection, database.Name, anchor, asked, ct);
            if (repair.IsNeeded)
            {
                asked.KeepEvidence(repair);
                await WriteAsync(connection, repair, ct);
            }

            await transaction.CommitAsync(ct);
            return repair;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, database.Name, "Mending", outcomeKnown: false);
        }
    }

    private static async Task<BookRepair> FindAsync(
        NpgsqlConnection connection, string name, AnchorFile anchor, RepairRequest asked, CancellationToken ct)
    {
        var before = await OneAsync(connection, "SELECT kind, restricted, version, hash, modified_at FROM coop.book WHERE book_key = $1 FOR UPDATE",
            asked.BookKey, row => new KeptBook(
                row.GetString(0), row.GetBoolean(1), row.GetInt64(2), row.GetString(3), RecordedTime.FromMicroseconds(row.GetInt64(4))),
                    ct);
        var snapshot = await OneAsync(connection, "SELECT version, body, row_hash, hash FROM coop.book_snapshot WHERE book_key = $1",
            asked.BookKey, row => new StoredSnapshot(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)), ct);
        var replay = new BookReplay(asked, before, snapshot);
        while (await PageAsync(connection, asked.BookKey, replay.Sequence, ct) is { Count: > 0 } page)
            replay.Add(page);
        // The anchor first: whoever commits meanwhile only adds.
        var anchored = anchor.Read();
        var (count, head) = await OneAsync(connection, """
            SELECT count(*), coalesce(max(position), 0), (SELECT max(epoch) FROM coop.journal_epoch) FROM coop.journal WHERE $1 <> ''
            """, asked.BookKey, row => Tuple.Create(row.GetInt64(0), new StoreHead(row.GetInt32(2), row.GetInt64(1), "", default)), ct)
            ?? throw new InvalidOperationException("An aggregate has a row.");
        return replay.End(name, count, head, anchored);
    }

    private static async Task<List<JournalRow>> PageAsync(NpgsqlConnection connection, string key, long after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {PostgresRows.Columns} FROM coop.journal WHERE book_key = $1 AND sequence > $2 ORDER BY sequence LIMIT $3", connection)
        {
            Parameters = { PostgresRows.Value(key), PostgresRows.Value(after), PostgresRows.Value(BookReplay.Page) },
        };
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await PostgresRows.ReadAllAsync(rows, ct);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, BookRepair repair, CancellationToken ct)
    {
        var after = repair.After;
        await RunAsync(connection, """
            INSERT INTO coop.book (book_key, kind, restricted, version, hash, modified_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (book_key) DO UPDATE SET kind = excluded.kind, restricted = excluded.restricted, version = excluded.version,
              hash = excluded.hash, modified_at = excluded.modified_at
            """, ct, PostgresRows.Value(repair.BookKey), PostgresRows.Value(after.Kind), PostgresRows.Value(after.Restricted),
            PostgresRows.Value(after.Version), PostgresRows.Value(after.Hash),
                PostgresRows.Value(RecordedTime.ToMicroseconds(after.ModifiedAt)));
        if (repair.DropsSnapshot)
            await RunAsync(connection, "DELETE FROM coop.book_snapshot WHERE book_key = $1", ct, PostgresRows.Value(repair.BookKey));
    }

    private static async Task<T?> OneAsync<T>(
        NpgsqlConnection connection, string sql, string key, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        where T : class
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { PostgresRows.Value(key) } };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? read(row) : null;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(ct);
    }
}
