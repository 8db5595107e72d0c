using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>The months of a trade series, posted beside a cumulative figure or as breakdowns of it. Pure.</summary>
internal static class TradeMonths
{
    public static ValueList<TradeMonth> Of(Ledger ledger, IReadOnlyList<EntryView> counting)
    {
        var added = counting.Select(entry => entry.Id).ToHashSet();
        return ledger.Entries.Values
            .Where(entry => Tally.Counts(entry with { BreakdownOf = null }) && MonthOf(entry.Occurred) is not null)
            .GroupBy(entry => MonthOf(entry.Occurred)!.Value)
            .OrderBy(month => month.Key)
            .Select(month => Shown(month.Key, month.MaxBy(
                entry => (entry.Status == EntryStatus.Confirmed, added.Contains(entry.Id), entry.Links?.Resembles is null, entry.Number))!, added))
            .ToValueList();
    }

    /// <summary>What of a turnover no month tells; null when that is not known.</summary>
    public static Amount? NotTold(Amount? turnover, ValueList<TradeMonth> months, IReadOnlyList<EntryView> counting) =>
        Divided.Rest(turnover, Sum.Of(months
            .Where(month => counting.Any(entry => entry.Occurred.Overlaps(new() { From = month.Month, To = month.Month })))
            .Select(month => month.Turnover).OfType<Amount>())) is { Value: >= 0 } rest ? rest : null;

    public static Amount? PartOf(EntryView entry, string name) =>
        entry.Parts.FirstOrDefault(part => part.Name == name && part.Dimension is null)?.Amount;

    private static TradeMonth Shown(PartialDate month, EntryView entry, HashSet<string> added) => new()
    {
        Month = month,
        Turnover = entry.Amount,
        Imports = PartOf(entry, "imports"),
        Exports = PartOf(entry, "exports"),
        Status = entry.Status,
        Entry = entry.Id,
        InCumulative = !added.Contains(entry.Id),
    };

    // However it is written: as a month, or from its first day to its last.
    public static PartialDate? MonthOf(Window window)
    {
        var month = new PartialDate { Year = window.From.Year, Month = window.From.Month };
        return month.Month > 0 && window.From.First == month.First && window.To is { } to && to.Last == month.Last ? month : null;
    }
}
