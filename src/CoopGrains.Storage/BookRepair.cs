namespace CoopGrains.Storage;

/// <summary>A book's row, as it is kept beside the journal.</summary>
public sealed record KeptBook(string Kind, bool Restricted, long Version, string Hash, DateTimeOffset ModifiedAt);

/// <summary>What is kept of a book, what its journal says it should be, and what is wrong with it.</summary>
/// <param name="BookKey">The book.</param>
/// <param name="Before">Its row as it was found; null when it was missing.</param>
/// <param name="Snapshot">Its snapshot as it was found, or null.</param>
/// <param name="After">Its row as the journal has it.</param>
/// <param name="DropsSnapshot">Whether the snapshot goes: it is a cache, and the book is folded from its first event then.</param>
/// <param name="Wrong">What is wrong, in words; nothing when all agrees.</param>
public sealed record BookRepair(
    string BookKey, KeptBook? Before, StoredSnapshot? Snapshot, KeptBook After, bool DropsSnapshot, IReadOnlyList<string> Wrong)
{
    /// <summary>True when there is something to change.</summary>
    public bool IsNeeded => Wrong.Count > 0 || DropsSnapshot;
}

/// <summary>What is asked of a repair.</summary>
/// <param name="BookKey">The book.</param>
/// <param name="Kind">The kind that its key says.</param>
/// <param name="Restricted">Whether its key says so.</param>
/// <param name="DropSnapshot">Whether its snapshot goes also where its hash is right.</param>
/// <param name="KeepEvidence">Called with what was found before anything is changed; what it throws stops the repair.</param>
public sealed record RepairRequest(string BookKey, string Kind, bool Restricted, bool DropSnapshot, Action<BookRepair> KeepEvidence);

/// <summary>Reads a book's rows from the first on, and compares what is kept of it with them.</summary>
internal sealed class BookReplay(RepairRequest asked, KeptBook? before, StoredSnapshot? snapshot)
{
    internal const int Page = 5_000;

    private readonly BookChain _chain = BookChain.FromStart(asked.BookKey);
    private JournalRow? _last;
    private string? _hashAtSnapshot;

    /// <summary>The last sequence that was read.</summary>
    internal long Sequence => _last?.Sequence ?? 0;

    /// <summary>The next rows, in order.</summary>
    /// <exception cref="BookUnreadableException">They do not chain: the journal itself is damaged.</exception>
    internal void Add(IReadOnlyList<JournalRow> rows)
    {
        _chain.Check(rows);
        foreach (var row in rows)
        {
            _last = row;
            if (row.Sequence == snapshot?.Version)
                _hashAtSnapshot = row.Hash;
        }
    }

    /// <exception cref="StoreRefusedException">The journal has lost rows, or none of this book.</exception>
    internal BookRepair End(string name, long rows, StoreHead head, HeadAnchor? anchor)
    {
        // Otherwise a row that is ahead of the journal could be right, and the journal wrong.
        if (rows != head.Position || (anchor is not null && anchor.Epoch >= head.Epoch && anchor.Position > head.Position))
            throw Lost($"{name} has lost rows of its journal: {rows} are there, and there were {Math.Max(head.Position, anchor?.Position ?? 0)}");
        if (_last is not { } last)
            throw Lost($"{name} has no row of {asked.BookKey}");
        var after = new KeptBook(asked.Kind, asked.Restricted, last.Sequence, last.Hash, last.RecordedAt);
        var wrong = Differences(after).ToList();
        var bad = snapshot is not null && SnapshotFault(snapshot, last.Sequence) is { } fault ? fault : null;
        if (bad is not null)
            wrong.Add(bad);
        return new(asked.BookKey, before, snapshot, after, snapshot is not null && (bad is not null || asked.DropSnapshot), wrong);
    }

    private IEnumerable<string> Differences(KeptBook after)
    {
        if (before is null)
        {
            yield return "its row is missing";
            yield break;
        }

        if (before.Version != after.Version)
            yield return $"its row is of version {before.Version}, its last event {after.Version}";
        if (before.Hash != after.Hash)
            yield return "its row has another hash than its last event";
        if (before.Kind != after.Kind || before.Restricted != after.Restricted)
            yield return $"its row is of kind {before.Kind}, restricted: {before.Restricted}";
    }

    private string? SnapshotFault(StoredSnapshot kept, long version) =>
        kept.Hash != RowHash.OfSnapshot(asked.BookKey, kept.Version, kept.RowHash, kept.Body) ? "its snapshot was changed"
        : kept.Version > version || kept.RowHash != _hashAtSnapshot ? "its snapshot rests on no event of its journal"
        : null;

    private static StoreRefusedException Lost(string what) =>
        new(StoreRefusal.JournalLost, what + ". A book is mended from its journal alone: restore a backup.");
}
