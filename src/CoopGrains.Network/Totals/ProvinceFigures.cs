using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>
/// What a ledger, or a change of one, adds to the figures of each province, where entries are not all for all whom the commitment is for.
/// </summary>
/// <param name="Before">The entries before, in their ledger; null when there were none.</param>
/// <param name="After">The entries after.</param>
internal sealed record ProvinceFigures(Ledger? Before, Ledger After)
{
    /// <summary>Of a whole ledger; null when every entry is for all.</summary>
    public static ProvinceFigures? Split(Ledger ledger) => HasPartial(ledger) ? new(null, ledger) : null;

    /// <summary>Of a change; null when every entry that counts in it is for all.</summary>
    public static ProvinceFigures? Split(LedgerChange change)
    {
        var (earlier, later) = (change.Before, change.After);
        if (later.Commitment.Beneficiaries.Count <= 1)
            return null;
        if (!CommitmentRules.Counts(later.Commitment)
            || (earlier is not null && !ReferenceEquals(earlier.Commitment, later.Commitment))
            || later.Commitment.Measure is not (Measure.Sum or Measure.Attestation))
            return (earlier is not null && HasPartial(earlier)) || HasPartial(later) ? new(earlier, later) : null;
        // Sums differ by what changed; the rest of the ledger need not be looked at.
        return change.Entries.Any(entry => IsPartial(later.Commitment, entry.After))
            ? new(
                later.Only(change.Entries.Where(entry => entry.Before is not null).Select(entry => entry.Before!)),
                later.Only(change.Entries.Select(entry => entry.After)))
            : null;
    }

    /// <summary>The entries of a ledger that count in a group of a province, with the ledger's commitment.</summary>
    public static Ledger Part(Ledger ledger, GroupKey group) => HasPartial(ledger)
        ? ledger.Only(ledger.Entries.Values.Where(entry => Groups.Has(ledger.Commitment, entry, group)))
        : ShareRules.IsShared(ledger.Commitment, group.Value) == group.Shared ? ledger : ledger.Only([]);

    /// <summary>The entries of a ledger that are a province's business; the ledger itself when all are.</summary>
    public static Ledger Part(Ledger ledger, string province) =>
        ledger.Entries.Values.All(entry => ShareRules.Concerns(ledger.Commitment, entry, province))
            ? ledger
            : ledger.Only(ledger.Entries.Values.Where(entry => ShareRules.Concerns(ledger.Commitment, entry, province)));

    /// <summary>Entries and amounts in a group of a province; without targets and what is told of them.</summary>
    public LedgerFigures Of(GroupKey group)
    {
        var after = Amounts(After, group);
        return after.Minus(Before is null ? LedgerFigures.None : Amounts(Before, group));
    }

    private static LedgerFigures Amounts(Ledger ledger, GroupKey group)
    {
        var part = ledger.Only(ledger.Entries.Values.Where(entry => Groups.Has(ledger.Commitment, entry, group)));
        if (part.Entries.IsEmpty)
            return LedgerFigures.None;
        var whole = LedgerFigures.Of(part, StatusCounts.Of(part.Entries.Values), DateOnly.MinValue);
        return new(
            new() { Entries = whole.Counts.Entries },
            default(Cell).With(whole.Overall),
            Array.ConvertAll(whole.Periods, period => (period.Period, default(Cell).With(period.Cell))));
    }

    private static bool HasPartial(Ledger ledger) => ledger.Commitment.Beneficiaries.Count > 1
        && ledger.Entries.Values.Any(entry => IsPartial(ledger.Commitment, entry));

    private static bool IsPartial(Commitment commitment, EntryView entry) =>
        entry.Beneficiaries.Count != commitment.Beneficiaries.Count;
}
