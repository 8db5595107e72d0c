namespace CoopGrains.Storage;

/// <summary>The hash chain of a book: SHA-256 as lower-case hex over one canonical encoding, the same in every database.</summary>
/// <remarks>
/// A value is encoded as <c>length:bytes</c>: its UTF-8 bytes and before them their number in decimal; integers are their decimal
/// text; values follow each other without a separator. In SQL: <c>octet_length(x) || ':' || x</c>.
/// <list type="bullet">
/// <item>row: previous hash of the book, position, epoch, book_key, sequence, operation_id, ordinal, fingerprint, recorded_at
/// (microseconds since 1970-01-01 UTC), actor, agency, side, trace, kind, event</item>
/// <item>before the first row of a book: <c>coopgrains/book/1</c>, book_key</item>
/// <item>snapshot: <c>coopgrains/snapshot/1</c>, book_key, version, row_hash, body</item>
/// </list>
/// It makes damage evident; who can write the database and the anchor can also write a whole new chain.
/// </remarks>
public static class RowHash
{
    [ThreadStatic]
    private static CanonicalEncoder? _encoder;

    private static CanonicalEncoder Encoder => _encoder ??= new CanonicalEncoder();

    /// <summary>The previous hash of the first row of a book.</summary>
    public static string BeforeFirst(string bookKey)
    {
        var encoder = Encoder.Start();
        encoder.Add("coopgrains/book/1");
        encoder.Add(bookKey);
        return encoder.Hash();
    }

    /// <summary>The hash that a row must have after <paramref name="previous"/>.</summary>
    public static string Of(string previous, JournalRow row)
    {
        var encoder = Encoder.Start();
        encoder.AddRow(previous, row);
        return encoder.Hash();
    }

    /// <summary>True when a row is what was written after <paramref name="previous"/>; it is counted when it is not.</summary>
    public static bool Follows(string previous, JournalRow row)
    {
        if (Of(previous, row) == row.Hash)
            return true;
        StorageTelemetry.ChainBroken();
        return false;
    }

    /// <summary>The hash that a snapshot must have.</summary>
    public static string OfSnapshot(string bookKey, long version, string rowHash, string body)
    {
        var encoder = Encoder.Start();
        encoder.Add("coopgrains/snapshot/1");
        encoder.Add(bookKey);
        encoder.Add(version);
        encoder.Add(rowHash);
        encoder.Add(body);
        var hash = encoder.Hash();
        if (body.Length > CanonicalEncoder.KeptCapacity)
            _encoder = null;
        return hash;
    }
}
