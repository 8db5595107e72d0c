using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>
/// The one formula of status lights. Of a target period that has begun: grey when no entry counts in it; red when it is over and what is
/// confirmed is below the target; amber when what is confirmed is missing, indicative, or below what was to be expected; else green.
/// </summary>
/// <remarks>More that is confirmed, in exact amounts, never makes a light worse: it only moves what is compared up.</remarks>
public static class StatusRule
{
    /// <summary>The light of a period on a civil date, with what was to be expected by then; no light where nothing is due.</summary>
    /// <param name="target">The target.</param>
    /// <param name="entries">How many entries count in the period.</param>
    /// <param name="confirmed">What is confirmed; null when nothing is.</param>
    /// <param name="today">The date.</param>
    public static (StatusLight? Light, Amount? Expected) Of(Target target, int entries, Amount? confirmed, DateOnly today)
    {
        if (target.Amount is not { } due || target.Period.To is not { } end || target.Period.From.First > today)
            return default;
        var over = end.Last < today;
        var expected = due with { Value = over ? due.Value : Share(due, target.Period.From.First, end.Last, today) };
        if (entries == 0)
            return (StatusLight.Grey, expected);
        if (IsMissed(target, confirmed, today))
            return (StatusLight.Red, expected);
        var onTrack = confirmed is not null && AreComparable(confirmed, due) && confirmed.Value >= expected.Value;
        return (onTrack ? StatusLight.Green : StatusLight.Amber, expected);
    }

    /// <summary>True when a target period is over and what is confirmed is below its target.</summary>
    public static bool IsMissed(Target target, Amount? confirmed, DateOnly today) =>
        target is { Amount: { } due, Period.To: { } end } && end.Last < today && !(confirmed?.Value >= due.Value);

    /// <summary>The light of a commitment on a civil date.</summary>
    public static StatusLight? Of(Ledger ledger, DateOnly today)
    {
        // For each entry twice, so without a sequence.
        StatusLight? worst = null;
        for (var i = 0; i < ledger.Commitment.Targets.Count; i++)
            worst = Worst(worst, FiguresOf.Light(ledger, i, today));
        return OfWorst(ledger, worst);
    }

    /// <summary>The light of a commitment with these lights of its target periods.</summary>
    internal static StatusLight? OfPeriods(Ledger ledger, IEnumerable<StatusLight?> periods) => OfWorst(ledger, Worst(periods));

    private static StatusLight? OfWorst(Ledger ledger, StatusLight? worst) =>
        ledger.Commitment.State != CommitmentState.Active ? null
        : worst ?? (ledger.Tally.Overall.Entries == 0 ? StatusLight.Grey : null);

    /// <summary>The worse of two; no light is not worse than any.</summary>
    public static StatusLight? Worst(StatusLight? one, StatusLight? other) => one is null || other > one ? other : one;

    /// <summary>The worst of several; null when none has a light.</summary>
    public static StatusLight? Worst(IEnumerable<StatusLight?> lights) => lights.Aggregate((StatusLight?)null, Worst);

    // A bound or an estimate is indicative, never on track; that a target is the least that is wanted changes nothing.
    private static bool AreComparable(Amount confirmed, Amount due) =>
        confirmed.IsExact && due is { Bound: Bound.Exact or Bound.AtLeast, Estimate: false };

    // By days that are over, rounded down to what the unit counts: what is shown is what is compared.
    private static decimal Share(Amount due, DateOnly first, DateOnly last, DateOnly today)
    {
        var scale = Units.ScaleOf(due.Unit) ?? 0;
        var share = due.Value * (today.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber + 1);
        return Units.Plain(decimal.Round(share, scale, MidpointRounding.ToZero));
    }
}
