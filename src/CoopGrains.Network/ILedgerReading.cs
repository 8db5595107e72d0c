using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>What is kept beside the entries of all ledgers, filtered by what the reader may see.</summary>
public interface ILedgerReading
{
    /// <summary>An entry's amount divided by each dimension that its parts name.</summary>
    ValueList<Division> DivisionsOf(EntryView entry);

    /// <summary>Locked periods on a civil date, by book, commitment and period, behind <paramref name="after"/>; unlocked ones too.</summary>
    ListPage<PeriodLockView> Locks(Actor reader, DateOnly on, string? after, int limit);

    /// <summary>Sources that disagree, by book and id, behind <paramref name="after"/>.</summary>
    /// <param name="of">Open or settled ones; null for both.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="after">The last one seen.</param>
    /// <param name="limit">How many.</param>
    ListPage<ConflictView> Conflicts(ConflictState? of, Actor reader, string? after, int limit);

    /// <summary>Sources that disagree about one book, open or settled, by id; none when the reader does not see it.</summary>
    ValueList<ConflictView> ConflictsOf(BookKey book, Actor reader);

    /// <summary>A conflict of a book; null when the reader sees none of that id.</summary>
    ConflictView? Conflict(BookKey book, string conflict, Actor reader);
}
