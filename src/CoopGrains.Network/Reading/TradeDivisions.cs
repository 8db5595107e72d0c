using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What an older figure of a trade series told of imports and exports, which a newer one leaves out. Pure.</summary>
internal static class TradeDivisions
{
    public static TradeDivision? Of(Ledger ledger, IReadOnlyList<EntryView> counting)
    {
        // Months are listed with what they say themselves.
        var (older, newer) = ledger.Entries.Values
            .Where(entry => Tally.Counts(entry) && IsDivided(entry) && TradeMonths.MonthOf(entry.Counted) is null)
            .Where(entry => !counting.Contains(entry))
            .Select(entry => (Older: entry, Newer: counting.FirstOrDefault(other => Series.Exclude(other, entry))))
            .Where(pair => pair.Newer is { } newer && !IsDivided(newer))
            .OrderByDescending(pair =>
                (pair.Older.Links?.Resembles is null, FiguresOf.EndOf(pair.Older), pair.Older.Number))
            .FirstOrDefault();
        return older is null ? null : new()
        {
            Window = older.Occurred,
            Turnover = older.Amount!,
            Imports = TradeMonths.PartOf(older, "imports"),
            Exports = TradeMonths.PartOf(older, "exports"),
            Status = older.Status,
            Entry = older.Id,
            NotDivided = older.Occurred.From.First == newer!.Occurred.From.First && Same(older.Beneficiaries, newer.Beneficiaries)
                && Divided.Rest(newer.Amount, older.Amount) is { Value: >= 0 } rest ? rest : null,
        };
    }

    private static bool Same(ValueList<string> ones, ValueList<string> others) => ones.Count == others.Count && ones.All(others.Contains);

    private static bool IsDivided(EntryView entry) =>
        TradeMonths.PartOf(entry, "imports") is not null || TradeMonths.PartOf(entry, "exports") is not null;
}
