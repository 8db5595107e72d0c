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
            .Where(entry => Tally.Counts(entry with { BreakdownOf = null }) && MonthOf(entry.Counted) is not null)
            .GroupBy(entry => MonthOf(entry.Counted)!.Value)
            .OrderBy(month => month.Key)
            .SelectMany(month => Chosen(month, added).Select(entry => Shown(month.Key, entry, added)))
            .ToValueList();
    }

    /// <summary>What of a turnover no month tells; null when that is not known.</summary>
    public static Amount? NotTold(
        Ledger ledger, Amount? turnover, ValueList<TradeMonth> months, IReadOnlyList<EntryView> counting) => Divided.Rest(turnover, Sum.Of(months
            .Where(month => counting.Any(entry => Series.Exclude(entry, ledger.Entries[month.Entry])))
            .Select(month => month.Turnover).OfType<Amount>())) is { Value: >= 0 } rest ? rest : null;

    public static Amount? PartOf(EntryView entry, string name) =>
        entry.Parts.FirstOrDefault(part => part.Name == name && part.Dimension is null)?.Amount;

    // Of those for one of the same, one: as in the series the widest.
    private static IEnumerable<EntryView> Chosen(IEnumerable<EntryView> month, HashSet<string> added)
    {
        var chosen = new List<EntryView>();
        foreach (var entry in month.OrderByDescending(entry => entry.Beneficiaries.Count).ThenByDescending(entry =>
            (entry.Status == EntryStatus.Confirmed, added.Contains(entry.Id), entry.Links?.Resembles is null, entry.Number)))
            if (!chosen.Exists(other => Series.Exclude(other, entry)))
                chosen.Add(entry);
        return chosen;
    }

    private static TradeMonth Shown(PartialDate month, EntryView entry, HashSet<string> added) => new()
    {
        Month = month,
        Beneficiaries = entry.Beneficiaries,
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
