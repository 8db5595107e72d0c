namespace CoopGrains.Storage;

/// <summary>The state of one verification: first the books, then the rows in order, then what is left over.</summary>
internal sealed class VerificationPass(StoreHead head, HeadAnchor? anchor)
{
    private readonly Dictionary<string, Chain> _chains = new(StringComparer.Ordinal);
    private JournalFault? _snapshotFault;
    private long _position;
    private long _snapshots;
    private int _epoch = 1;
    private DateTimeOffset _recordedAt = DateTimeOffset.MinValue;

    internal VerificationReport Report(JournalFault? fault) => new(_position, _chains.Count, _snapshots, head, fault);

    internal void Book(BookHead book)
    {
        _chains.Add(book.BookKey, new Chain(book));
        if (book.Snapshot is not { } snapshot)
            return;
        _snapshots++;
        if (snapshot.Version < 1 || snapshot.Version > book.Version)
            _snapshotFault ??= Fault(book, snapshot.Version, $"the snapshot is of version {snapshot.Version}, the book at {book.Version}");
        else if (snapshot.Hash != RowHash.OfSnapshot(book.BookKey, snapshot.Version, snapshot.RowHash, snapshot.Body))
            _snapshotFault ??= Fault(book, snapshot.Version, "the snapshot was changed");
    }

    internal JournalFault? Row(JournalRow row)
    {
        if (row.Position != _position + 1)
            return new JournalFault(_position + 1, "", 0, $"rows are missing: position {row.Position} follows {_position}");
        if (!_chains.TryGetValue(row.BookKey, out var chain))
            return Fault(row, "the row belongs to a book that does not exist");
        if (row.Sequence != chain.Sequence + 1)
            return Fault(row, $"sequence {row.Sequence} follows {chain.Sequence}: rows were swapped, moved or removed");
        if (RowHash.Of(chain.Hash, row) != row.Hash)
            return Fault(row, "the row does not match its hash: it, or what it chains from, was changed");
        if (row.Epoch < _epoch)
            return Fault(row, $"epoch {row.Epoch} follows {_epoch}");
        if (row.RecordedAt < _recordedAt)
            return Fault(row, "recorded time goes back");
        if (anchor is not null && row.Position == anchor.Position && head.Epoch == anchor.Epoch && row.Hash != anchor.Hash)
            return Fault(row, "the anchor file holds another hash for this position: the journal was rewritten");

        if (chain.Book.Snapshot is { } snapshot && snapshot.Version == row.Sequence && snapshot.RowHash != row.Hash)
            _snapshotFault ??= Fault(chain.Book, row.Sequence, "the snapshot names another hash than the row of its version");
        (chain.Sequence, chain.Hash) = (row.Sequence, row.Hash);
        (_position, _epoch, _recordedAt) = (row.Position, row.Epoch, row.RecordedAt);
        return null;
    }

    internal JournalFault? End()
    {
        if (anchor is not null && (anchor.Epoch > head.Epoch || (anchor.Epoch == head.Epoch && anchor.Position > _position)))
        {
            return new JournalFault(_position + 1, "", 0,
                $"the journal ends at {_position} of epoch {head.Epoch}, but {anchor.Position} of epoch {anchor.Epoch} was committed");
        }

        foreach (var chain in _chains.Values)
        {
            if (chain.Book.Version != chain.Sequence || chain.Book.Hash != chain.Hash)
            {
                return Fault(chain.Book, chain.Sequence + 1,
                    $"the book is at version {chain.Book.Version}, but its last row is {chain.Sequence}, or has another hash");
            }
        }

        return _snapshotFault;
    }

    private static JournalFault Fault(JournalRow row, string what) => new(row.Position, row.BookKey, row.Sequence, what);

    private static JournalFault Fault(BookHead book, long sequence, string what) => new(0, book.BookKey, sequence, what);

    private sealed class Chain(BookHead book)
    {
        /// <summary>Without the snapshot's body, which would be all bodies at once.</summary>
        internal BookHead Book { get; } = book.Snapshot is { } s ? book with { Snapshot = s with { Body = "" } } : book;

        internal long Sequence { get; set; }

        internal string Hash { get; set; } = RowHash.BeforeFirst(book.BookKey);
    }
}
