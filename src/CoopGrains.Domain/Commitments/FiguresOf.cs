using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The figures of a commitment, by its measure.</summary>
public static class FiguresOf
{
    /// <summary>A commitment as a reader sees it on a civil date.</summary>
    public static CommitmentView View(Ledger ledger, DateOnly today)
    {
        var overall = Overall(ledger);
        var periods = Enumerable.Range(0, ledger.Commitment.Targets.Count).Select(i => Period(ledger, i, today)).ToValueList();
        return new()
        {
            Commitment = ledger.Commitment,
            Shared = ledger.Commitment.Beneficiaries.Count > 1,
            Overall = overall,
            Periods = periods,
            OutsidePeriods = ledger.Tally.Outside,
            Light = StatusRule.OfPeriods(ledger, periods.Select(figures => figures.Light)),
            Indicative = periods.Append(overall).Any(figures => figures.Reported is { IsExact: false }),
            Locks = ledger.Locks.Select(locked => locked.On(today)).ToValueList(),
            Awaited = AskRules.Awaited(ledger.Commitment),
        };
    }

    /// <summary>Over all entries that count.</summary>
    public static Figures Overall(Ledger ledger) => Of(ledger, -1);

    /// <summary>Of one target period on a civil date.</summary>
    public static Figures Period(Ledger ledger, int index, DateOnly today)
    {
        var target = ledger.Commitment.Targets[index];
        var figures = Of(ledger, index) with { Period = target.Period, Target = target.Amount };
        var active = ledger.Commitment.State == CommitmentState.Active;
        var (light, expected) = active
            ? StatusRule.Of(target, figures.Entries, figures.Confirmed, ledger.DueOn(target, today))
            : default;
        return figures with
        {
            Light = light,
            Expected = expected,
            Overdue = active && StatusRule.IsMissed(target, figures.Confirmed, ledger.DueOn(target, today)),
        };
    }

    /// <summary>True when one target period is over on a civil date and what is confirmed is below its target.</summary>
    public static bool IsMissed(Ledger ledger, int index, DateOnly today) => ledger.Commitment.Targets[index] is var target
        && StatusRule.IsMissed(target, Confirmed(ledger, index, Bucketed(ledger, index)), ledger.DueOn(target, today));

    /// <summary>The light of one target period of an active commitment on a civil date.</summary>
    public static StatusLight? Light(Ledger ledger, int index, DateOnly today)
    {
        var target = ledger.Commitment.Targets[index];
        var on = ledger.DueOn(target, today);
        if (target.Amount is null || target.Period.From.First > on)
            return null;
        var bucket = Bucketed(ledger, index);
        return StatusRule.Of(target, bucket.Entries, Confirmed(ledger, index, bucket), on).Light;
    }

    /// <summary>The entries that make a figure, by the measure: the answer to "where does it come from".</summary>
    /// <remarks>Where the measure chooses, it does so for those whom an entry is for: nobody's figure takes the place of another's.</remarks>
    /// <param name="ledger">The commitment with its entries.</param>
    /// <param name="period">Index of the target period, or -1 for all.</param>
    /// <param name="counts">Which entries count, such as the confirmed ones.</param>
    /// <param name="among">Which entries there are to choose from, whether they count or not; null for all.</param>
    public static IReadOnlyList<EntryView> Entries(
        Ledger ledger, int period, Func<EntryView, bool> counts, Func<EntryView, bool>? among = null)
    {
        var inside = ledger.Entries.Values.Where(entry => Tally.Counts(entry) && among?.Invoke(entry) != false
            && (period < 0 || Tally.PeriodOf(ledger.Commitment, entry) == period));
        return ledger.Commitment.Measure switch
        {
            Measure.Latest => Newest.Of(NotTwice(inside.Where(counts))),
            Measure.ToDate => Series.Of(ledger, [.. inside], counts),
            _ => [.. inside.Where(counts).OrderBy(entry => entry.Number)],
        };
    }

    /// <summary>Without those that perhaps say the same as one of these: until that is settled, the first stands.</summary>
    internal static IEnumerable<EntryView> NotTwice(IEnumerable<EntryView> entries)
    {
        var few = entries.ToList();
        if (!few.Exists(entry => entry.Links?.Resembles is not null))
            return few;
        var all = few.ToDictionary(entry => entry.Id);
        return all.Values.Where(entry => entry.Links?.Resembles is not { } first || !all.ContainsKey(first));
    }

    /// <summary>The last day of an entry's window.</summary>
    public static DateOnly EndOf(EntryView entry) => entry.Counted.To?.Last ?? DateOnly.MaxValue;

    // Sums run along with the ledger; the other measures choose among entries, of which they have few.
    private static Bucket Bucketed(Ledger ledger, int period)
    {
        if (ledger.Commitment.Measure is Measure.Sum or Measure.Attestation)
            return period < 0 ? ledger.Tally.Overall : ledger.Tally.Periods[period];
        return Bucket.Of(Entries(ledger, period, _ => true));
    }

    // Of several entries the latest confirmed one may be older than the latest reported one.
    private static Amount? Confirmed(Ledger ledger, int period, Bucket bucket) =>
        ledger.Commitment.Measure is Measure.Latest or Measure.ToDate
            ? Sum.Of(Entries(ledger, period, entry => entry.Status == EntryStatus.Confirmed).Select(entry => entry.Amount!))
            : bucket.Confirmed.ToAmount(ledger.Commitment.Unit ?? "");

    private static Figures Of(Ledger ledger, int period)
    {
        var bucket = Bucketed(ledger, period);
        var unit = ledger.Commitment.Unit ?? "";
        return new()
        {
            Reported = bucket.Reported.ToAmount(unit),
            Confirmed = Confirmed(ledger, period, bucket),
            Disputed = bucket.Disputed.ToAmount(unit),
            Awaiting = bucket.Awaiting.ToAmount(unit),
            NoData = bucket.Entries == 0,
            Entries = bucket.Entries,
            Parts = Divided.Parts(bucket, null, unit, whole: false),
            Divisions = Divided.Of(bucket, unit),
            Overdue = false,
        };
    }
}
