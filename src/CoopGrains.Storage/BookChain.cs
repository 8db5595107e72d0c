namespace CoopGrains.Storage;

/// <summary>Checks that rows of one book follow each other without holes and each chains from the one before.</summary>
internal sealed class BookChain(string bookKey, long sequence, string hash)
{
    private long _sequence = sequence;
    private string _hash = hash;

    internal static BookChain FromStart(string bookKey) => new(bookKey, 0, RowHash.BeforeFirst(bookKey));

    /// <summary>After a snapshot, once that is known to be the one that was written.</summary>
    internal static BookChain After(string bookKey, StoredSnapshot snapshot)
    {
        if (snapshot.Hash != RowHash.OfSnapshot(bookKey, snapshot.Version, snapshot.RowHash, snapshot.Body))
            throw Broken(bookKey, snapshot.Version, "the snapshot was changed");
        return new BookChain(bookKey, snapshot.Version, snapshot.RowHash);
    }

    internal void Check(IReadOnlyList<JournalRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Sequence != _sequence + 1)
                throw Broken(bookKey, _sequence + 1, $"sequence {row.Sequence} follows {_sequence}");
            if (RowHash.Of(_hash, row) != row.Hash)
                throw Broken(bookKey, row.Sequence, "the row does not match its hash");
            (_sequence, _hash) = (row.Sequence, row.Hash);
        }
    }

    internal void CheckEnd(long version, string hash)
    {
        if (_sequence != version)
            throw Broken(bookKey, _sequence + 1, $"the book is at version {version}, its last row is {_sequence}");
        if (_hash != hash)
            throw Broken(bookKey, _sequence, "the book's hash is not that of its last row");
    }

    private static BookUnreadableException Broken(string bookKey, long sequence, string what)
    {
        StorageTelemetry.ChainBroken();
        return new(bookKey, sequence, what);
    }
}
