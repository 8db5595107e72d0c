namespace CoopGrains.Storage.Sqlite;

/// <summary>The columns of a journal row, always in this order.</summary>
internal static class JournalColumns
{
    internal const string All = "position, epoch, book_key, sequence, operation_id, ordinal, fingerprint, recorded_at, "
        + "actor, agency, side, trace, kind, event, hash";

    internal const int Count = 15;

    internal static JournalRow Read(Statement row) => new(
        Position: row.Long(0),
        Epoch: (int)row.Long(1),
        BookKey: row.Text(2),
        Sequence: row.Long(3),
        OperationId: row.Text(4),
        Ordinal: (int)row.Long(5),
        Fingerprint: row.Text(6),
        RecordedAt: RecordedTime.FromMicroseconds(row.Long(7)),
        Actor: row.Text(8),
        Agency: row.Text(9),
        Side: row.Text(10),
        Trace: row.Text(11),
        Kind: row.Text(12),
        Text: row.Text(13),
        Hash: row.Text(14),
        Payload: null);

    internal static List<JournalRow> ReadAll(Statement rows)
    {
        var list = new List<JournalRow>();
        while (rows.Step())
            list.Add(Read(rows));
        return list;
    }
}
