using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Journal rows as queries give them.</summary>
internal static class PostgresRows
{
    internal const string Columns = "position, epoch, book_key, sequence, operation_id, ordinal, fingerprint, recorded_at, "
        + "actor, agency, side, trace, kind, event, hash";

    /// <summary>The epoch, and the hash of the row at $1: whether the history up to there is still the same.</summary>
    internal const string HistoryAt =
        "SELECT (SELECT max(epoch) FROM coop.journal_epoch), (SELECT hash FROM coop.journal WHERE position = $1)";

    internal static (int Epoch, string? Hash) ReadHistory(NpgsqlDataReader row) =>
        (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1));

    internal static JournalRow Read(NpgsqlDataReader row) => new(
        Position: row.GetInt64(0),
        Epoch: row.GetInt32(1),
        BookKey: row.GetString(2),
        Sequence: row.GetInt64(3),
        OperationId: row.GetString(4),
        Ordinal: row.GetInt32(5),
        Fingerprint: row.GetString(6),
        RecordedAt: RecordedTime.FromMicroseconds(row.GetInt64(7)),
        Actor: row.GetString(8),
        Agency: row.GetString(9),
        Side: row.GetString(10),
        Trace: row.GetString(11),
        Kind: row.GetString(12),
        Text: row.GetString(13),
        Hash: row.GetString(14),
        Payload: null);

    internal static async Task<List<JournalRow>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken ct)
    {
        var list = new List<JournalRow>();
        while (await rows.ReadAsync(ct))
            list.Add(Read(rows));
        return list;
    }

    /// <summary>A command with unnamed parameters, in order.</summary>
    internal static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    internal static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
