using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Of the latest and to date, nobody's own figure takes the place of another's.</summary>
public sealed class SharedFigureTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void Of_the_latest_each_province_has_its_own_newest_and_they_add_up()
    {
        Report("clusters", 5, "2025-03", "2025-03", "la-psl");
        Report("clusters", 3, "2025-04", "2025-04", "la-lpb");
        Assert.Equal("8 of 2", Figure("clusters"));
        Report("clusters", 4, "2025-05", "2025-05", "la-lpb");
        Assert.Equal("9 of 2", Figure("clusters"));
        // A figure of both together that is newer holds both.
        Report("clusters", 11, "2025-06", "2025-06");
        Assert.Equal("11 of 1", Figure("clusters"));
    }

    [Fact]
    public void A_newer_figure_of_one_of_them_neither_replaces_nor_adds_to_that_of_all()
    {
        Report("clusters", 8, "2025-04", "2025-04");
        Report("clusters", 6, "2025-05", "2025-05", "la-psl");
        Assert.Equal("8 of 1", Figure("clusters"));
        Report("clusters", 9, "2025-03", "2025-03", "la-lpb");
        Assert.Equal("8 of 1", Figure("clusters"));
        // Once there are newer ones for all of them, theirs are the figure.
        Report("clusters", 5, "2025-06", "2025-06", "la-lpb");
        Assert.Equal("11 of 2", Figure("clusters"));
    }

    [Fact]
    public void Bounds_and_estimates_and_what_is_confirmed_stay_with_the_sum()
    {
        var own = _play.Report(World.Db, World.Report("clusters", World.Of(5, "cluster", Bound.AtLeast, estimate: true)) with { Beneficiaries = ["la-psl"] });
        Report("clusters", 3, "2025-04", "2025-04", "la-lpb");
        Assert.Equal(World.Of(8, "cluster", Bound.AtLeast, estimate: true), _play.View("clusters").Overall.Reported);
        Assert.True(_play.View("clusters").Indicative);
        _play.Do(World.Psl, new ConfirmEntry { Entry = own });
        var overall = _play.View("clusters").Overall;
        Assert.Equal((5, 3, 2), (overall.Confirmed!.Value, overall.Awaiting!.Value, overall.Entries));
        // A newer one that waits leaves what is confirmed where it was.
        Report("clusters", 6, "2025-05", "2025-05", "la-psl");
        Assert.Equal((9, 5), (_play.View("clusters").Overall.Reported!.Value, _play.View("clusters").Overall.Confirmed!.Value));
    }

    [Fact]
    public void A_month_behind_the_longest_window_counts_whenever_it_is_reported()
    {
        Report("trade", 140, "2022-08", "2025-04");
        Report("trade", 3, "2025-06", "2025-08");
        Report("trade", 1, "2025-05", "2025-05");
        Assert.Equal("144 of 3", Figure("trade"));
        // Before it the series does not begin.
        Report("trade", 7, "2022-07", "2022-07");
        Assert.Equal("144 of 3", Figure("trade"));
    }

    [Fact]
    public void To_date_the_same_days_of_two_provinces_count_beside_each_other()
    {
        Report("trade", 100, "2022-08", "2025-04", "la-psl");
        Report("trade", 40, "2023-01", "2025-06", "la-lpb");
        Report("trade", 7, "2025-05", "2025-05", "la-psl");
        Report("trade", 2, "2025-04", "2025-04", "la-lpb");
        Assert.Equal("147 of 3", Figure("trade"));
        // What is for all excludes each of them where it overlaps, however long theirs are.
        Report("trade", 11, "2025-06", "2025-06");
        Assert.Equal("120 of 4", Figure("trade"));
        Report("trade", 9, "2025-05", "2025-06", "la-odx");
        Assert.Equal("120 of 4", Figure("trade"));
    }

    [Fact]
    public void What_lies_before_the_series_of_one_province_may_be_the_series_of_another()
    {
        Report("trade", 100, "2022-08", "2025-04", "la-psl");
        Report("trade", 9, "2022-05", "2022-05", "la-lpb");
        Assert.Equal("109 of 2", Figure("trade"));
        Report("trade", 9, "2022-05", "2022-05", "la-psl");
        Assert.Equal("109 of 2", Figure("trade"));
    }

    private void Report(string commitment, int value, string from, string to, params ReadOnlySpan<string> beneficiaries) =>
        _play.Do(World.Db, World.Report(commitment, World.Of(value, commitment == "trade" ? "USD" : "cluster"), from, to)
            with
        { Beneficiaries = [.. beneficiaries] });

    private string Figure(string commitment) => _play.View(commitment).Overall is var figures
        ? FormattableString.Invariant($"{figures.Reported!.Value} of {figures.Entries}") : "";
}
