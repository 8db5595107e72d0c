using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>What is kept beside the entries of all ledgers, filtered by what the reader may see.</summary>
public interface ILedgerReading
{
    /// <summary>An entry's amount divided by each dimension that its parts name.</summary>
    ValueList<Division> DivisionsOf(EntryView entry);

    /// <summary>Locked periods on a civil date, by book, commitment and period, behind <paramref name="after"/>; unlocked ones too.</summary>
    ListPage<PeriodLockView> Locks(Actor reader, DateOnly on, string? after, int limit);
}
