using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What figures are added up by.</summary>
internal readonly record struct FigureKey(string Indicator, string? Unit, Measure Measure);

/// <summary>Numbers of commitments, targets and entries.</summary>
internal readonly record struct Counts
{
    public int Commitments { get; init; }

    public int Proposals { get; init; }

    public int Targets { get; init; }

    public int NoData { get; init; }

    public int TargetsWithoutData { get; init; }

    public int Overdue { get; init; }

    public StatusCounts Entries { get; init; }

    public LightCounts Lights { get; init; }

    public static Counts operator +(Counts left, Counts right) => left.With(right, 1);

    public static Counts operator -(Counts left, Counts right) => left.With(right, -1);

    private Counts With(in Counts other, int sign) => new()
    {
        Commitments = Commitments + (sign * other.Commitments),
        Proposals = Proposals + (sign * other.Proposals),
        Targets = Targets + (sign * other.Targets),
        NoData = NoData + (sign * other.NoData),
        TargetsWithoutData = TargetsWithoutData + (sign * other.TargetsWithoutData),
        Overdue = Overdue + (sign * other.Overdue),
        Entries = sign > 0 ? Entries + other.Entries : Entries - other.Entries,
        Lights = Lights.With(other.Lights, sign),
    };
}

/// <summary>What one ledger adds to totals, or the difference between two of its states.</summary>
/// <param name="Counts">Numbers.</param>
/// <param name="Overall">Figures over all its entries.</param>
/// <param name="Periods">Figures by target period; the default window stands for "in no period".</param>
internal readonly record struct LedgerFigures(Counts Counts, Cell Overall, (Window Period, Cell Cell)[] Periods)
{
    public static LedgerFigures None { get; } = new(default, default, []);

    /// <summary>What a ledger adds on a civil date.</summary>
    public static LedgerFigures Of(Ledger given, StatusCounts entries, DateOnly on)
    {
        if (!CommitmentRules.Counts(given.Commitment))
            return new(new() { Proposals = given.Commitment.State == CommitmentState.Proposed ? 1 : 0 }, default, []);
        var ledger = ViewBook.Light(given);
        var sums = ledger.Commitment.Measure is Measure.Sum or Measure.Attestation;
        var overall = sums ? Cell.Of(ledger.Tally.Overall) : Cell.Of(FiguresOf.Overall(ledger));
        var targets = ledger.Commitment.Targets.AsSpan();
        var periods = new (Window, Cell)[targets.Length + 1];
        var inside = default(Cell);
        for (var i = 0; i < targets.Length; i++)
        {
            var cell = Of(ledger, i, sums, on);
            periods[i] = (targets[i].Period, cell);
            inside += cell;
        }
        var outside = sums
            ? overall - (inside with { Target = default, Targets = 0, TargetsWithoutData = 0, Overdue = 0, Lights = default })
            : Outside(ledger);
        periods[^1] = (default, outside);
        return new(
            new()
            {
                Commitments = 1,
                Targets = inside.Targets,
                NoData = overall.Entries == 0 ? 1 : 0,
                TargetsWithoutData = inside.TargetsWithoutData,
                Overdue = inside.Overdue,
                Entries = entries,
                Lights = LightCounts.Of(StatusRule.Of(ledger, on)),
            },
            overall,
            periods);
    }

    /// <summary>What an event changed: as the difference of both states, but of running sums only what its entries lie in is looked at.</summary>
    public static LedgerFigures Of(LedgerChange change, StatusCounts before, StatusCounts after, DateOnly on)
    {
        if (change.Before is not { } earlier)
            return Of(change.After, after, on).Minus(None);
        var commitment = change.After.Commitment;
        if (!ReferenceEquals(earlier.Commitment, commitment) || !CommitmentRules.Counts(commitment)
            || commitment.Measure is not (Measure.Sum or Measure.Attestation))
            return Of(change.After, after, on).Minus(Of(earlier, before, on));
        var (then, now) = (ViewBook.Light(earlier), ViewBook.Light(change.After));
        var overall = Cell.Of(now.Tally.Overall) - Cell.Of(then.Tally.Overall);
        var periods = new List<(Window Period, Cell Cell)>(2);
        var inside = default(Cell);
        foreach (var (_, entry) in change.Entries)
        {
            var index = Tally.PeriodOf(commitment, entry);
            if (index < 0 || periods.Exists(known => known.Period == commitment.Targets[index].Period))
                continue;
            var cell = Of(now, index, sums: true, on) - Of(then, index, sums: true, on);
            periods.Add((commitment.Targets[index].Period, cell));
            inside += cell;
        }
        periods.Add((default, overall - (inside with { TargetsWithoutData = 0, Overdue = 0, Lights = default })));
        periods.RemoveAll(period => period.Cell.IsNothing);
        return new(
            new()
            {
                NoData = (now.Tally.Overall.Entries == 0 ? 1 : 0) - (then.Tally.Overall.Entries == 0 ? 1 : 0),
                TargetsWithoutData = inside.TargetsWithoutData,
                Overdue = inside.Overdue,
                Entries = after - before,
                Lights = LightCounts.Of(StatusRule.Of(now, on)) - LightCounts.Of(StatusRule.Of(then, on)),
            },
            overall,
            [.. periods]);
    }

    /// <summary>What has to be added to get from an earlier state to this one.</summary>
    public LedgerFigures Minus(LedgerFigures earlier)
    {
        var changes = new List<(Window, Cell)>(2);
        foreach (var (period, cell) in Periods)
        {
            var change = cell - earlier.In(period);
            if (!change.IsNothing)
                changes.Add((period, change));
        }
        // What was given up has no periods any more.
        foreach (var (period, cell) in earlier.Periods)
            if (!cell.IsNothing && !Array.Exists(Periods, known => known.Period == period))
                changes.Add((period, default(Cell) - cell));
        return new(Counts - earlier.Counts, Overall - earlier.Overall, [.. changes]);
    }

    /// <summary>True when it adds nothing.</summary>
    public bool IsNothing => Counts == default && Overall.IsNothing && Periods.Length == 0;

    /// <summary>These numbers of targets and lights, with the entries and amounts of others.</summary>
    public LedgerFigures With(LedgerFigures entries)
    {
        var periods = new List<(Window, Cell)>(Periods.Length);
        foreach (var (period, cell) in Periods)
            periods.Add((period, cell.With(entries.In(period))));
        foreach (var (period, cell) in entries.Periods)
            if (!Array.Exists(Periods, known => known.Period == period))
                periods.Add((period, cell));
        periods.RemoveAll(period => period.Item2.IsNothing);
        return new(Counts with { Entries = entries.Counts.Entries }, Overall.With(entries.Overall), [.. periods]);
    }

    /// <summary>What has to be added to take it away.</summary>
    public LedgerFigures Negative() => new(
        default(Counts) - Counts, default(Cell) - Overall,
        Array.ConvertAll(Periods, period => (period.Period, default(Cell) - period.Cell)));

    private Cell In(Window period)
    {
        foreach (var (known, cell) in Periods)
            if (known == period)
                return cell;
        return default;
    }

    private static Cell Of(Ledger ledger, int index, bool sums, DateOnly on)
    {
        var target = ledger.Commitment.Targets[index];
        var over = target.Amount is not null && target.Period.To is { } end && end.Last < on;
        // Only a period that is over can be overdue, and the rule for that is the domain's.
        var figures = over || !sums ? FiguresOf.Period(ledger, index, on) : null;
        var cell = sums ? Cell.Of(ledger.Tally.Periods[index]) : Cell.Of(figures!);
        return cell with
        {
            Target = Cell.Of(target.Amount),
            Targets = 1,
            TargetsWithoutData = cell.Entries == 0 && target.Period.From.First <= ledger.DueOn(target, on) ? 1 : 0,
            Overdue = figures?.Overdue == true ? 1 : 0,
            Lights = ledger.Commitment.State == CommitmentState.Active ? LightCounts.Of(FiguresOf.Light(ledger, index, on)) : default,
        };
    }

    private static Cell Outside(Ledger ledger)
    {
        var commitment = ledger.Commitment;
        var entries = FiguresOf.Entries(ledger, -1, _ => true, IsOutside);
        // As in periods: of several entries the latest confirmed one may be older than the latest reported one.
        var confirmed = FiguresOf.Entries(ledger, -1, entry => entry.Status == EntryStatus.Confirmed, IsOutside);
        return Cell.Of(entries.Aggregate(new Bucket(), (bucket, entry) => bucket.Change(entry, 1))) with
        {
            Confirmed = Cell.Of(Sum.Of(confirmed.Select(entry => entry.Amount!))),
        };

        bool IsOutside(EntryView entry) => Tally.PeriodOf(commitment, entry) < 0;
    }
}
