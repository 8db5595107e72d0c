using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Whole ledgers, as files carry them.</summary>
public interface IFileReading
{
    /// <summary>The books that the reader sees and that have commitments, by kind and id, all as of one moment.</summary>
    IReadOnlyList<LedgerBook> Ledgers(LedgerFilter filter, Actor reader);

    /// <summary>A copy of a book to try commands on; null when the reader sees none, or it cannot be read.</summary>
    IRehearsal? Rehearse(BookKey book, Actor reader);
}

/// <summary>The ledgers of a book at one moment.</summary>
public abstract class LedgerBook
{
    /// <summary>The book.</summary>
    public abstract BookKey Book { get; }

    /// <summary>The last event of its history that is in it.</summary>
    public abstract long Version { get; }

    /// <summary>True when its history cannot be read to the end: what it holds is then not all.</summary>
    public abstract bool Unreadable { get; }

    /// <summary>A commitment; null when the book has none of that id.</summary>
    public abstract Commitment? Commitment(string commitment);

    /// <summary>An entry that the filter takes, with its commitment, and whether totals count it; null when there is none.</summary>
    public abstract LedgerEntry? Find(string entry);

    /// <summary>All entries of a commitment, in the order the book took them.</summary>
    public abstract IEnumerable<EntryView> Entries(string commitment);
}

/// <summary>An entry with its commitment.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Entry">The entry as it stands.</param>
/// <param name="Counts">True when totals count it: it is no breakdown and no reversal, and neither taken back nor replaced.</param>
public sealed record LedgerEntry(Commitment Commitment, EntryView Entry, bool Counts);

/// <summary>Says what a book would answer, without asking it. Each command that it would take changes the copy for the next.</summary>
/// <remarks>Not for use at once.</remarks>
public interface IRehearsal
{
    /// <summary>What the book would answer to a command.</summary>
    Outcome Try(Actor actor, Command command, string operation, DateTimeOffset now);
}

/// <summary>Ids of entries, which follow from the operation that reports them.</summary>
public static class EntryIds
{
    /// <summary>The id of the entry that an operation makes in a book.</summary>
    public static string Of(BookKey book, string operation) => Domain.DerivedIds.Within("e-", book.ToString(), operation);
}
