using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Reports for talks.</summary>
public interface ITalksReportReading
{
    /// <summary>What two parties have with each other; null when either is none. Costs a look at every open book.</summary>
    TalksReport? TalksReport(string one, string other, Window? period, Actor reader, DateOnly on);
}
