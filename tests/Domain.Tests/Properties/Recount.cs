using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Figures counted naively from the entries, as model.md words them: what the running sums must agree with.</summary>
internal static class Recount
{
    public static Amount? Add(IEnumerable<Amount> amounts)
    {
        var all = amounts.ToList();
        if (all.Count == 0)
            return null;
        Assert.Single(all.Select(amount => amount.Unit).Distinct());
        var lower = all.Exists(amount => amount.Bound == Bound.AtLeast);
        var upper = all.Exists(amount => amount.Bound == Bound.AtMost);
        var about = all.Exists(amount => amount.Bound == Bound.About) || (lower && upper);
        return World.Of(
            all.Sum(amount => amount.Value),
            all[0].Unit,
            about ? Bound.About : lower ? Bound.AtLeast : upper ? Bound.AtMost : Bound.Exact,
            all.Exists(amount => amount.Estimate));
    }

    public static void Agrees(Ledger ledger, DateOnly today)
    {
        var view = FiguresOf.View(ledger, today);
        var entries = ledger.Entries.Values.Where(entry => Stands(ledger, entry)).ToList();
        var commitment = ledger.Commitment;
        Agrees(commitment, view.Overall, entries, null, today, Root);
        Assert.Equal(commitment.Targets.Count, view.Periods.Count);
        var inside = 0;
        for (var i = 0; i < view.Periods.Count; i++)
        {
            var period = commitment.Targets[i].Period;
            var here = entries.Where(entry => Inside(period, entry)).ToList();
            inside += here.Count;
            Agrees(commitment, view.Periods[i], here, commitment.Targets[i], today, Root);
        }
        Assert.Equal(entries.Count - inside, view.OutsidePeriods);
        Assert.Equal(commitment.Beneficiaries.Count > 1, view.Shared);

        int Root(EntryView entry) => entry.Corrects is { } before ? Root(ledger.Entries[before]) : entry.Number;
    }

    private static void Agrees(Commitment commitment, Figures figures, List<EntryView> here, Target? target, DateOnly today,
        Func<EntryView, int> root)
    {
        var reported = Chosen(commitment.Measure, here, _ => true, root);
        var confirmed = Add(Amounts(Chosen(commitment.Measure, here, entry => entry.Status == EntryStatus.Confirmed, root)));
        Assert.Equal(Add(Amounts(reported)), figures.Reported);
        Assert.Equal(confirmed, figures.Confirmed);
        Assert.Equal(Add(Amounts(reported.Where(entry => entry.Status == EntryStatus.Disputed))), figures.Disputed);
        Assert.Equal(Add(Amounts(reported.Where(entry => entry.Status == EntryStatus.Reported))), figures.Awaiting);
        Assert.Equal(reported.Count, figures.Entries);
        Assert.Equal(reported.Count == 0, figures.NoData);
        Assert.Equal((target?.Period, target?.Amount), (figures.Period, figures.Target));
        var overdue = target is { Amount: { } due } && commitment.State == CommitmentState.Active && target.Period.To!.Value.Last < today
            && (confirmed is null || confirmed.Value < due.Value);
        Assert.Equal(overdue, figures.Overdue);
        Agree(reported, null, figures.Parts, whole: false);
        Assert.Equal(
            reported.SelectMany(entry => entry.Parts).Select(part => part.Dimension).OfType<Dimension>().Distinct().Order(),
            figures.Divisions.Select(division => division.Dimension));
        foreach (var division in figures.Divisions)
        {
            var (all, stated) = (Add(Amounts(reported))!, Add(Parts(reported, division.Dimension).Select(part => part.Amount))!);
            var isExact = (all.Bound, all.Estimate, stated.Bound, stated.Estimate) == (Bound.Exact, false, Bound.Exact, false);
            Assert.Equal(isExact ? World.Of(all.Value - stated.Value, all.Unit) : null, division.NotStated);
            Agree(reported, division.Dimension, division.Parts, isExact && all.Value == stated.Value);
        }
    }

    // A part that not every entry states is a lower bound, unless the parts make up the whole.
    private static void Agree(List<EntryView> reported, Dimension? by, ValueList<Part> parts, bool whole)
    {
        foreach (var named in Parts(reported, by).GroupBy(part => part.Name))
        {
            var stated = Add(named.Select(part => part.Amount))!;
            var part = parts.Single(candidate => candidate.Name == named.Key).Amount;
            Assert.Equal((stated.Value, stated.Unit, stated.Estimate), (part.Value, part.Unit, part.Estimate));
            var open = Add(named.Select(one => one.Amount).Append(World.Of(0, stated.Unit, Bound.AtLeast)))!;
            Assert.Equal(whole || named.Count() == reported.Count ? stated.Bound : open.Bound, part.Bound);
        }
        Assert.Equal(Parts(reported, by).Select(part => part.Name).Distinct().Count(), parts.Count);
    }

    private static IEnumerable<Part> Parts(List<EntryView> reported, Dimension? by) =>
        reported.SelectMany(entry => entry.Parts).Where(part => part.Dimension == by);

    private static IEnumerable<Amount> Amounts(IEnumerable<EntryView> entries) => entries.Where(entry => entry.Amount is not null).Select(entry => entry.Amount!);

    // In the figures: reported, disputed or confirmed, no breakdown, no reversal, no duplicate, nothing that a confirmed reversal names,
    // and no correction that still waits beside a disputed entry.
    private static bool Stands(Ledger ledger, EntryView entry)
    {
        var isReversed = ledger.Entries.Values.Any(other => other.Links?.Reverses == entry.Id && other.Status == EntryStatus.Confirmed);
        Assert.Equal(isReversed, entry.Status == EntryStatus.Reversed);
        Assert.Equal(entry.Links?.DuplicateOf is not null, entry.Status == EntryStatus.Duplicate);
        if (isReversed || entry.Links is { Reverses: not null } or { DuplicateOf: not null } || entry.BreakdownOf is not null
            || entry.Status is EntryStatus.SentBack or EntryStatus.Withdrawn or EntryStatus.Corrected)
            return false;
        for (var before = entry.Corrects; before is not null && entry.Status != EntryStatus.Confirmed; before = ledger.Entries[before].Corrects)
            if (ledger.Entries[before].Status == EntryStatus.Disputed)
                return false;
        return true;
    }

    private static bool Inside(Window period, EntryView entry) =>
        entry.Occurred.From.First >= period.From.First && End(entry) <= period.To!.Value.Last;

    private static List<EntryView> Chosen(
        Measure measure, List<EntryView> here, Func<EntryView, bool> counts, Func<EntryView, int> root)
    {
        var all = here.Where(counts).OrderBy(entry => entry.Number).ToList();
        if (all.Count == 0 || measure is Measure.Sum or Measure.Attestation)
            return all;
        // Of two that perhaps say the same the first stands.
        all.RemoveAll(entry => entry.Links?.Resembles is { } other && here.Where(counts).Any(first => first.Id == other));
        if (measure == Measure.Latest)
        {
            var every = all.ToList();
            all.RemoveAll(entry => entry.Beneficiaries.All(one => every.Exists(newer =>
                (End(newer), newer.Number).CompareTo((End(entry), entry.Number)) > 0 && newer.Beneficiaries.Contains(one))));
            return Greedy(all, entry => (entry.Beneficiaries.Count, End(entry), entry.Number), ForSome);
        }
        var days = (EntryView entry) => End(entry).DayNumber - entry.Occurred.From.First.DayNumber;
        // Before the series: the longest window begins after it, and it or a longer one that it holds was reported earlier.
        var first = here.Where(entry => !(entry.Links?.Resembles is { } of && here.Exists(other => other.Id == of)))
            .OrderByDescending(entry => (entry.Beneficiaries.Count, days(entry), entry.Status == EntryStatus.Confirmed, entry.Number)).ToList();
        all.RemoveAll(entry => first.Find(other => ForSome(other, entry)) is { } longest && longest.Occurred.From.First > End(entry)
            && first.Exists(other => other.Occurred.From.First > End(entry) && other.Occurred.From.First <= End(longest)
                && longest.Occurred.From.First <= End(other) && Months(other) > Months(entry) && ForSome(other, entry) && root(other) < root(entry)));
        return Greedy(
            all,
            entry => (entry.Beneficiaries.Count, days(entry), entry.Status == EntryStatus.Confirmed, entry.Number),
            (next, entry) => ForSome(next, entry) && entry.Occurred.From.First <= End(next) && next.Occurred.From.First <= End(entry));
    }

    // The best first, and then of what it leaves.
    private static List<EntryView> Greedy<TRank>(List<EntryView> all, Func<EntryView, TRank> rank, Func<EntryView, EntryView, bool> excludes)
    {
        var chosen = new List<EntryView>();
        while (all.Count > 0)
        {
            var next = all.MaxBy(rank)!;
            chosen.Add(next);
            all.RemoveAll(entry => excludes(next, entry));
        }
        return chosen;
    }

    private static bool ForSome(EntryView one, EntryView other) => one.Beneficiaries.Intersect(other.Beneficiaries).Any();

    private static int Months(EntryView entry) =>
        (12 * End(entry).Year) + End(entry).Month - (12 * entry.Occurred.From.First.Year) - entry.Occurred.From.First.Month;

    private static DateOnly End(EntryView entry) => entry.Occurred.To?.Last ?? entry.CountsTo!.Value.Last;
}
