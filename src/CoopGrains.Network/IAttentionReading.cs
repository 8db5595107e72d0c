using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>What needs somebody's attention besides entries and targets, filtered by what the reader may see.</summary>
/// <remarks>Costs a look at every agreement.</remarks>
public interface IAttentionReading
{
    /// <summary>Agreements whose end is near, the nearest first.</summary>
    FirstOf<AgreementSummary> Expiring(Actor reader, DateOnly on, int limit);

    /// <summary>Books in which something was recorded behind an instant, the latest first. Costs a look at every book.</summary>
    FirstOf<ChangedBook> ChangedSince(DateTimeOffset instant, Actor reader, int limit);

    /// <summary>Years without a record in the series of yearly talks of agreements in force, the latest first.</summary>
    FirstOf<TalksGap> TalksWithoutRecord(Actor reader, DateOnly on, int limit);
}
