using CoopGrains.Contracts;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Trade series: a newer figure that says less takes nothing away of what an older one said, and nothing is guessed.</summary>
public sealed class TradeTests
{
    private readonly NetworkJournal _journal = SmallNetwork.Begin();

    public TradeTests()
    {
        SmallNetwork.Open(_journal, SmallNetwork.Support, "trade", ["vn-db", "la-lpb"], SmallNetwork.Db);
        _journal.Do(SmallNetwork.Support, SmallNetwork.Places("turnover", ["la-lpb"], Measure.ToDate) with { Unit = "USD", Yearly = null },
            SmallNetwork.Db);
    }

    [Fact]
    public void What_an_older_figure_says_of_imports_stands_beside_a_newer_one_that_says_nothing_of_them()
    {
        var older = Report(140, "2022-08", "2025-04", new() { Name = "imports", Amount = Usd(50) with { Bound = Bound.AtLeast } });
        Assert.Equal((Usd(140), null), (Series().Turnover, Series().Divided));
        Report(180, "2022-08", "2025-12");
        var series = Series();
        Assert.Equal((Usd(180), null, null), (series.Turnover, series.Imports, series.Exports));
        Assert.Equal(new()
        {
            Window = Window("2022-08", "2025-04"),
            Turnover = Usd(140),
            Imports = Usd(50) with { Bound = Bound.AtLeast },
            Status = EntryStatus.Reported,
            Entry = older,
            NotDivided = Usd(40),
        }, series.Divided);
        // Once somebody has divided a newer one, that is the newest.
        var newer = Report(190, "2022-08", "2026-01", new() { Name = "exports", Amount = Usd(100) });
        Assert.Equal((Usd(100), null), (Series().Exports, Series().Divided));
        Report(200, "2022-08", "2026-02");
        Assert.Equal((newer, Usd(10)), (Series().Divided!.Entry, Series().Divided!.NotDivided));
    }

    [Fact]
    public void Of_bounds_and_estimates_and_of_figures_that_begin_otherwise_no_difference_is_told()
    {
        var bound = Report(140, "2022-08", "2025-04", new() { Name = "imports", Amount = Usd(50) }, Bound.AtLeast);
        Report(180, "2022-08", "2025-12");
        Assert.Equal((bound, null), (Series().Divided!.Entry, Series().Divided!.NotDivided));
        var other = Report(90, "2024-01", "2025-06", new() { Name = "imports", Amount = Usd(20) });
        Assert.Equal((other, null), (Series().Divided!.Entry, Series().Divided!.NotDivided));
    }

    [Fact]
    public void Months_stand_below_a_newer_cumulative_figure_and_what_they_leave_of_it_is_not_given_to_any()
    {
        Assert.Null(Series().NotByMonth);
        Report(140, "2022-08", "2025-04");
        Assert.Null(Series().NotByMonth);
        Report(9, "2022-05", "2022-05"); // before the series
        Report(30, "2025-03", "2025-03");
        Assert.Equal(Usd(110), Series().NotByMonth);
        Report(20, "2025-05", "2025-05", new() { Name = "imports", Amount = Usd(5) });
        Assert.Equal((Usd(160), Usd(110)), (Series().Turnover, Series().NotByMonth));
        Report(200, "2022-08", "2025-12");
        var series = Series();
        Assert.Equal((Usd(200), Usd(150)), (series.Turnover, series.NotByMonth));
        Assert.Equal(["2022-05 9", "2025-03 30", "2025-05 20"], series.Months.Select(month => $"{month.Month} {month.Turnover!.Value}"));
        Assert.Equal((Usd(5), true), (series.Months[^1].Imports, series.Months[^1].InCumulative));
        // Months that come to more than the whole are a disagreement, and no rest below 0.
        Report(190, "2025-06", "2025-06");
        Assert.Null(Series().NotByMonth);
    }

    [Fact]
    public void Of_several_entries_for_one_month_the_confirmed_one_is_shown_and_counted_and_else_the_newest()
    {
        var confirmed = Report(30, "2025-03", "2025-03");
        _journal.Do(SmallNetwork.Support, new ConfirmEntry { Entry = confirmed }, SmallNetwork.Lpb);
        Report(80, "2025-03", "2025-03");
        Assert.Equal((confirmed, EntryStatus.Confirmed, false), Month());
        Assert.Equal(Usd(30), Series().Turnover);
        Report(20, "2025-04", "2025-04");
        var newest = Report(25, "2025-04", "2025-04");
        Assert.Equal((newest, EntryStatus.Reported, false), Month());
        Report(200, "2022-08", "2025-12");
        Assert.Equal(["30", "25"], Series().Months.Select(month => $"{month.Turnover!.Value}"));

        (string, EntryStatus, bool) Month() => Series().Months[^1] is var month ? (month.Entry, month.Status, month.InCumulative) : default;
    }

    [Fact]
    public void Months_of_two_provinces_stand_beside_each_other_and_a_month_of_both_alone()
    {
        SmallNetwork.Open(_journal, BookKey.Program("north"), "north", ["vn-db", "la-lpb", "la-psl"], SmallNetwork.Db);
        _journal.Do(BookKey.Program("north"), SmallNetwork.Places("turnover", ["la-lpb", "la-psl"], Measure.ToDate) with { Unit = "USD", Yearly = null },
            SmallNetwork.Db);
        Month(30, "2025-03", "la-lpb");
        Month(20, "2025-03", "la-psl");
        Month(7, "2025-04", "la-psl");
        Month(9, "2025-04", "la-lpb", "la-psl");
        var series = _journal.Read().Trade(SmallNetwork.Db).Series.Single(one => one.Book.Id == "north");
        Assert.Equal((Usd(59), Usd(0)), (series.Turnover, series.NotByMonth));
        Assert.Equal(["2025-03 20 la-psl False", "2025-03 30 la-lpb False", "2025-04 9 la-lpb la-psl False"], series.Months
            .Select(month => $"{month.Month} {month.Turnover!.Value} {string.Join(' ', month.Beneficiaries)} {month.InCumulative}"));
        var explained = _journal.Read().Explain("program/north:turnover:all:reported", SmallNetwork.Db, new(2026, 11, 21))!;
        Assert.Equal((3, Usd(59)), (explained.Total, explained.Value));

        void Month(decimal value, string month, params ReadOnlySpan<string> beneficiaries) => _journal.Do(BookKey.Program("north"), new ReportFulfilment
        {
            Commitment = "turnover",
            Amount = Usd(value),
            Occurred = Window(month, month),
            Beneficiaries = [.. beneficiaries],
        }, SmallNetwork.Db);
    }

    [Fact]
    public void A_series_that_is_still_open_says_so_and_takes_later_months()
    {
        _journal.Now = new(2025, 5, 31, 0, 0, 0, TimeSpan.Zero);
        _journal.Do(SmallNetwork.Support, new ReportFulfilment
        {
            Commitment = "turnover",
            Amount = Usd(140),
            Occurred = new() { From = Date("2022-08") },
        }, SmallNetwork.Db);
        Assert.Equal(new() { From = Date("2022-08") }, Series().Window);
        _journal.Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        Report(20, "2025-06", "2025-06");
        Assert.Equal((Usd(160), Window("2022-08", "2025-06")), (Series().Turnover, Series().Window));
        Assert.False(Assert.Single(Series().Months).InCumulative);
    }

    private static Amount Usd(decimal value) => new() { Value = value, Unit = "USD" };

    private static Window Window(string from, string to) => new() { From = Date(from), To = Date(to) };

    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);

    private string Report(decimal value, string from, string to, Part? part = null, Bound bound = Bound.Exact)
    {
        var before = _journal.CommitmentsOf(SmallNetwork.Support).Find("turnover")!.Entries;
        _journal.Do(SmallNetwork.Support, new ReportFulfilment
        {
            Commitment = "turnover",
            Amount = Usd(value) with { Bound = bound },
            Occurred = Window(from, to),
            Parts = part is null ? default : [part],
        }, SmallNetwork.Db);
        return _journal.CommitmentsOf(SmallNetwork.Support).Find("turnover")!.Entries.Keys.Single(id => !before.ContainsKey(id));
    }

    private TradeSeries Series() => Assert.Single(_journal.Read().Trade(SmallNetwork.Db).Series);
}
