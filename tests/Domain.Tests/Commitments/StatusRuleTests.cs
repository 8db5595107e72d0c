using CoopGrains.Contracts;
using CoopGrains.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Domain.Tests;

public sealed class StatusRuleTests
{
    private static readonly Target Year = new() { Period = Window.Year(2025), Amount = World.Of(365) };

    [Theory]
    [InlineData("2024-12-31", 5, "10", null, null)] // not begun: nothing is due
    [InlineData("2025-01-01", 0, null, StatusLight.Grey, "0")]
    [InlineData("2025-01-01", 1, null, StatusLight.Amber, "0")] // reported, not confirmed: missing is not 0
    [InlineData("2025-01-01", 1, "0", StatusLight.Green, "0")]
    [InlineData("2025-04-11", 1, "99", StatusLight.Amber, "100")]
    [InlineData("2025-04-11", 1, "100", StatusLight.Green, "100")]
    [InlineData("2025-12-31", 1, "364", StatusLight.Green, "364")]
    [InlineData("2026-01-01", 1, "364", StatusLight.Red, "365")]
    [InlineData("2026-01-01", 1, null, StatusLight.Red, "365")]
    [InlineData("2026-01-01", 1, "365", StatusLight.Green, "365")]
    [InlineData("2026-01-01", 0, null, StatusLight.Grey, "365")]
    public void The_light_follows_from_the_target_the_days_and_what_is_confirmed(
        string on, int entries, string? confirmed, StatusLight? light, string? expected)
    {
        var (shown, due) = StatusRule.Of(Year, entries, confirmed is null ? null : World.Of(decimal.Parse(confirmed)), DateOnly.Parse(on));
        Assert.Equal(light, shown);
        Assert.Equal(expected is null ? null : decimal.Parse(expected), due?.Value);
    }

    [Theory]
    [InlineData(Bound.AtLeast, false)]
    [InlineData(Bound.AtMost, false)]
    [InlineData(Bound.About, false)]
    [InlineData(Bound.Exact, true)]
    public void A_bound_or_an_estimate_is_never_on_track(Bound bound, bool estimate)
    {
        var confirmed = World.Of(1_000, bound: bound, estimate: estimate);
        Assert.Equal(StatusLight.Amber, StatusRule.Of(Year, 1, confirmed, new(2025, 6, 1)).Light);
        Assert.Equal(StatusLight.Amber, StatusRule.Of(Year, 1, confirmed, new(2027, 1, 1)).Light);
    }

    [Fact]
    public void More_that_is_confirmed_never_makes_a_light_worse() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(
            Arb.From(Gen.Choose(0, 400).Three()),
            Arb.From(Gen.Choose(-10, 800)),
            (figures, day) =>
            {
                var (target, less, more) = (World.Of(figures.Item1), World.Of(figures.Item2), World.Of(figures.Item2 + figures.Item3));
                var on = new DateOnly(2025, 1, 1).AddDays(day);
                var year = new Target { Period = Window.Year(2025), Amount = target };
                var (nothing, before, after) =
                    (StatusRule.Of(year, 1, null, on).Light, StatusRule.Of(year, 1, less, on).Light, StatusRule.Of(year, 2, more, on).Light);
                return StatusRule.Worst(before, nothing) == nothing && StatusRule.Worst(before, after) == before
                    && StatusRule.Of(year, 0, null, on).Light is null or StatusLight.Grey;
            }));

    [Fact]
    public void Confirming_an_entry_never_makes_the_light_of_its_commitment_worse() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            Arb.From(Gen.Choose(0, 40).Select(people => people).NonEmptyListOf()),
            Arb.From(Gen.Choose(0, 1_500)),
            (people, day) =>
            {
                var on = new DateOnly(2024, 12, 1).AddDays(day);
                var entries = people.Select((amount, i) => Entry(i, amount, (EntryStatus)(amount % 2))).ToList();
                var before = StatusRule.Of(Ledger(entries), on);
                return Enumerable.Range(0, entries.Count).All(i =>
                {
                    var confirmed = entries.Select((entry, at) => at == i ? entry with { Status = EntryStatus.Confirmed } : entry);
                    return StatusRule.Worst(before, StatusRule.Of(Ledger(confirmed), on)) == before;
                });
            }));

    [Fact]
    public void A_commitment_has_the_worst_light_of_its_periods_and_grey_when_nothing_was_ever_reported()
    {
        var on = new DateOnly(2026, 7, 1);
        Assert.Equal(StatusLight.Grey, StatusRule.Of(Ledger([]), on));
        Assert.Equal(StatusLight.Red, StatusRule.Of(Ledger([Entry(0, 29, EntryStatus.Confirmed)]), on));
        Assert.Equal(StatusLight.Grey, StatusRule.Of(Ledger([Entry(0, 30, EntryStatus.Confirmed)]), on)); // 2026 is under way without data
        Assert.Equal(StatusLight.Green, StatusRule.Of(Ledger([Entry(0, 30, EntryStatus.Confirmed), Entry(1, 15, EntryStatus.Confirmed, 2026)]), on));
        var view = FiguresOf.View(Ledger([Entry(0, 29, EntryStatus.Confirmed)]), on);
        Assert.Equal(
            [(StatusLight.Red, 30m), (StatusLight.Grey, 14m), (null, null)],
            view.Periods.Select(period => (period.Light, period.Expected?.Value)));
        Assert.Equal(StatusLight.Red, view.Light);
    }

    [Fact]
    public void Without_a_target_there_is_nothing_to_be_on_track_with()
    {
        var standing = Ledger([]).Commitment with { Targets = default };
        Assert.Equal(StatusLight.Grey, StatusRule.Of(new Ledger { Commitment = standing, Number = 1, Entries = Ledger([]).Entries }, new(2026, 7, 1)));
        var reported = new Ledger { Commitment = standing, Number = 1, Entries = Ledger([Entry(0, 3, EntryStatus.Confirmed)]).Entries };
        Assert.Null(StatusRule.Of(reported, new(2026, 7, 1)));
        Assert.Null(StatusRule.Of(Ledger([]).With(Ledger([]).Commitment with { State = CommitmentState.Proposed }), new(2026, 7, 1)));
    }

    private static Ledger Ledger(IEnumerable<EntryView> entries) => new()
    {
        Number = 1,
        Entries = System.Collections.Immutable.ImmutableDictionary.ToImmutableDictionary(entries, entry => entry.Id),
        Commitment = new()
        {
            Id = "places",
            Title = World.Vi("học bổng"),
            Givers = ["vn-db"],
            Beneficiaries = ["la-lpb"],
            Areas = default,
            Basis = new() { Kind = BasisKind.Practice },
            Indicator = "students",
            Measure = Measure.Sum,
            Unit = "person",
            Cadence = Cadence.Yearly,
            Targets = [.. Enumerable.Range(2025, 3).Select(year => new Target { Period = Window.Year(year), Amount = World.Of(30) })],
            State = CommitmentState.Active,
            Revision = 1,
        },
    };

    private static EntryView Entry(int number, decimal amount, EntryStatus status, int year = 2025) => new()
    {
        Id = $"e-{number}",
        Commitment = "places",
        Amount = World.Of(amount),
        Occurred = World.Span($"{year}-03", $"{year}-04"),
        Beneficiaries = ["la-lpb"],
        Status = status,
        By = new() { User = "an", Agency = "vn-db-office", Body = "vn-db", Side = Side.Vn },
        ToConfirm = ["la-lpb"],
        Since = World.Now,
        Number = number + 1,
    };
}
