using Npgsql;
using static CoopGrains.Storage.Postgres.PostgresRows;

namespace CoopGrains.Storage.Postgres;

/// <summary>Reads a PostgreSQL store, also while processes write it.</summary>
public sealed class PostgresJournalReader : IJournalReader
{
    private const string Consistently = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const string RowsAfter = $"SELECT {Columns} FROM coop.journal WHERE position > $1 ORDER BY position LIMIT $2";
    private const string RowsBetween =
        "SELECT rows.* FROM unnest($1, $2) AS gap (after, before) CROSS JOIN LATERAL ("
        + $"SELECT {Columns} FROM coop.journal WHERE position > gap.after AND position < gap.before ORDER BY position LIMIT $3"
        + ") AS rows ORDER BY position LIMIT $3";

    private const string RowsOfBook = $"SELECT {Columns} FROM coop.journal WHERE book_key = $1";

    private readonly PostgresDatabase _database;
    private readonly AnchorFile? _anchor;
    private readonly bool _owned;

    internal PostgresJournalReader(PostgresDatabase database, AnchorFile? anchor, bool owned) =>
        (_database, _anchor, _owned) = (database, anchor, owned);

    /// <inheritdoc/>
    public Task<StoredBook?> ReadAsync(string bookKey, CancellationToken ct) => _database.ReadAsync(async connection =>
    {
        await using var batch = Batch(connection,
            Command(Consistently),
            Command("SELECT kind, restricted, version, hash FROM coop.book WHERE book_key = $1", Value(bookKey)),
            Command("SELECT version, body, row_hash, hash FROM coop.book_snapshot WHERE book_key = $1", Value(bookKey)),
            Command(
                RowsOfBook + " AND sequence > coalesce((SELECT version FROM coop.book_snapshot WHERE book_key = $1), 0) ORDER BY sequence",
                Value(bookKey)),
            Command("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await BookAsync(bookKey, reader, ct);
    }, ct);

    /// <inheritdoc/>
    public Task<BookTail?> ReadBehindAsync(string bookKey, long version, string hash, int limit, CancellationToken ct) =>
        _database.ReadAsync(async connection =>
        {
            await using var batch = Batch(connection,
                Command(Consistently),
                Command(
                    """
                    SELECT book.restricted, book.version, book.hash, row.hash, coalesce(snapshot.version, 0), coalesce(octet_length(snapshot.body), 0)
                    FROM coop.book AS book
                      JOIN coop.journal AS row ON row.book_key = book.book_key AND row.sequence = $2
                      LEFT JOIN coop.book_snapshot AS snapshot ON snapshot.book_key = book.book_key
                    WHERE book.book_key = $1
                    """,
                    Value(bookKey), Value(version)),
                Command(
                    RowsOfBook + " AND sequence > $2 ORDER BY sequence LIMIT $3", Value(bookKey), Value(version), Value(limit + 1)),
                Command("COMMIT"));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            return await TailAsync(bookKey, version, hash, limit, reader, ct);
        }, ct);

    /// <inheritdoc/>
    /// <remarks>Waits for a commit of the book that is under way in any process: what it answers cannot be overtaken.</remarks>
    public Task<OperationProbe> ProbeAsync(string bookKey, string operationId, CancellationToken ct) => _database.ReadAsync(async db =>
    {
        await using var batch = Batch(db,
            Command("SELECT pg_advisory_xact_lock_shared(coop.book_lock($1))", Value(bookKey)),
            Command("SELECT version, restricted FROM coop.book WHERE book_key = $1", Value(bookKey)),
            Command(RowsOfBook + " AND operation_id = $2 ORDER BY ordinal", Value(bookKey), Value(operationId)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var (version, restricted) = await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetBoolean(1)) : default;
        await reader.NextResultAsync(ct);
        return new OperationProbe(version, restricted, await ReadAllAsync(reader, ct));
    }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> TailAsync(long afterPosition, int limit, CancellationToken ct) =>
        _database.ReadAsync<IReadOnlyList<JournalRow>>(async connection =>
        {
            await using var batch = Batch(connection, Command(RowsAfter, Value(afterPosition), Value(limit)));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            return await ReadAllAsync(reader, ct);
        }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalRow>> HistoryAsync(string bookKey, long fromSequence, int limit, CancellationToken ct)
    {
        var from = Math.Max(1, fromSequence);
        return _database.ReadAsync<IReadOnlyList<JournalRow>>(async connection =>
        {
            await using var batch = Batch(connection,
                Command("SELECT hash FROM coop.journal WHERE book_key = $1 AND sequence = $2", Value(bookKey), Value(from - 1)),
                Command(RowsOfBook + " AND sequence >= $2 ORDER BY sequence LIMIT $3", Value(bookKey), Value(from), Value(limit)));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            var before = await reader.ReadAsync(ct) ? reader.GetString(0) : "";
            await reader.NextResultAsync(ct);
            var rows = await ReadAllAsync(reader, ct);
            if (rows.Count > 0)
                (from == 1 ? BookChain.FromStart(bookKey) : new BookChain(bookKey, from - 1, before)).Check(rows);
            return rows;
        }, ct);
    }

    /// <inheritdoc/>
    public Task<StoreHead> HeadAsync(CancellationToken ct) => _database.ReadAsync(connection => HeadAsync(connection, ct), ct);

    /// <inheritdoc/>
    public Task<ViewCheckpoint?> ReadCheckpointAsync(string name, CancellationToken ct) => _database.ReadAsync(async connection =>
    {
        await using var batch = Batch(
            connection, Command("SELECT position, epoch, body FROM coop.view_checkpoint WHERE name = $1", Value(name)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new ViewCheckpoint(reader.GetInt64(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)) : null;
    }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptCheckpoint>> ListCheckpointsAsync(CancellationToken ct) =>
        _database.ReadAsync<IReadOnlyList<KeptCheckpoint>>(async connection =>
        {
            await using var batch = Batch(connection, Command("SELECT name, position, epoch FROM coop.view_checkpoint ORDER BY position, name"));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            var kept = new List<KeptCheckpoint>();
            while (await reader.ReadAsync(ct))
                kept.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt32(2)));
            return kept;
        }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessEntry>> ReadAccessAsync(string bookKey, long afterNumber, int limit, CancellationToken ct) =>
        _database.ReadAsync<IReadOnlyList<AccessEntry>>(async connection =>
        {
            await using var batch = Batch(connection, Command(
                """
                SELECT number, at, "user", agency, trace, path, leave FROM coop.access_journal
                WHERE book_key = $1 AND number > $2 ORDER BY number LIMIT $3
                """,
                Value(bookKey), Value(afterNumber), Value(limit)));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            var entries = new List<AccessEntry>();
            while (await reader.ReadAsync(ct))
            {
                var at = RecordedTime.FromMicroseconds(reader.GetInt64(1));
                var (user, agency, trace) = (reader.GetString(2), reader.GetString(3), reader.GetString(4));
                entries.Add(new AccessEntry(reader.GetInt64(0), at, bookKey, user, agency, trace, reader.GetString(5), reader.GetString(6)));
            }

            return entries;
        }, ct);

    /// <inheritdoc/>
    public async Task<IJournalAudit> OpenAuditAsync(CancellationToken ct)
    {
        try
        {
            return await PostgresAudit.OpenAsync(_database, _anchor?.Read(), ct);
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, ct))
        {
            throw PostgresFaults.Unavailable(e, _database.Name, "Reading", outcomeKnown: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _owned ? _database.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Rows between positions; then, so that it is true of them, the epoch and the hash at another, before all of them.</summary>
    /// <param name="at">Of which the hash is asked.</param>
    /// <param name="after">Rows behind each of these are asked for,</param>
    /// <param name="before">as far as before this, its partner.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Ends the query.</param>
    internal Task<(IReadOnlyList<JournalRow> Rows, int Epoch, string? Hash)> FollowAsync(
        long at, long[] after, long[] before, int limit, CancellationToken ct) =>
        _database.ReadAsync<(IReadOnlyList<JournalRow>, int, string?)>(async connection =>
        {
            await using var batch = Batch(connection,
                Command(RowsBetween, Value(after), Value(before), Value(limit)), Command(HistoryAt, Value(at)));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            var rows = await ReadAllAsync(reader, ct);
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            var (epoch, hash) = ReadHistory(reader);
            return (rows, epoch, hash);
        }, ct);

    internal static async Task<StoreHead> HeadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = Batch(connection, Command("""
            SELECT (SELECT max(epoch) FROM coop.journal_epoch), position, hash, recorded_at
            FROM (SELECT) AS always LEFT JOIN (
              SELECT position, hash, recorded_at FROM coop.journal ORDER BY position DESC LIMIT 1) AS last ON true
            """));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var epoch = reader.GetInt32(0);
        return await reader.IsDBNullAsync(1, ct)
            ? new StoreHead(epoch, 0, "", DateTimeOffset.UnixEpoch)
            : new StoreHead(epoch, reader.GetInt64(1), reader.GetString(2), RecordedTime.FromMicroseconds(reader.GetInt64(3)));
    }

    private static async Task<StoredBook?> BookAsync(string bookKey, NpgsqlDataReader reader, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct))
            return null;
        var (kind, restricted, version, hash) = (reader.GetString(0), reader.GetBoolean(1), reader.GetInt64(2), reader.GetString(3));
        await reader.NextResultAsync(ct);
        var snapshot = await reader.ReadAsync(ct)
            ? new StoredSnapshot(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))
            : null;
        await reader.NextResultAsync(ct);
        var events = await ReadAllAsync(reader, ct);

        var chain = snapshot is null ? BookChain.FromStart(bookKey) : BookChain.After(bookKey, snapshot);
        chain.Check(events);
        chain.CheckEnd(version, hash);
        return new StoredBook(bookKey, kind, restricted, version, snapshot, events);
    }

    private static async Task<BookTail?> TailAsync(
        string bookKey, long version, string hash, int limit, NpgsqlDataReader reader, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct) || reader.GetString(3) != hash)
            return null;
        var (restricted, last, lastHash) = (reader.GetBoolean(0), reader.GetInt64(1), reader.GetString(2));
        var (snapshot, length) = (reader.GetInt64(4), reader.GetInt32(5));
        await reader.NextResultAsync(ct);
        var events = await ReadAllAsync(reader, ct);
        if (events.Count > limit)
            return null;
        var chain = new BookChain(bookKey, version, hash);
        chain.Check(events);
        chain.CheckEnd(last, lastHash);
        return new BookTail(restricted, snapshot, length, events);
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, params NpgsqlBatchCommand[] commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }
}
