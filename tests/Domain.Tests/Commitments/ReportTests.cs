using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ReportTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void Whoever_takes_no_part_reports_nothing()
    {
        _play.Refused(World.Psl, World.Report("places", World.Of(1)), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Bokeo, World.Report("places", World.Of(1)), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Who("vn-db", Roles.Confirmer | Roles.Coordinator), World.Report("places", World.Of(1)), RefusalCodes.RoleMissing);
        _play.Do(World.Hanoi, World.Report("places", World.Of(1)));
    }

    [Fact]
    public void An_entry_names_only_beneficiaries_of_its_commitment()
    {
        _play.Refused(World.Db, World.Report("support", World.Of(1, "VND")) with { Beneficiaries = ["la-psl", "la-bko"] }, RefusalCodes.NotAParty, "/beneficiaries");
        var id = _play.Report(World.Db, World.Report("support", World.Of(1, "VND")) with { Beneficiaries = ["la-psl"] });
        Assert.Equal(["la-psl"], _play.Entry(id).ToConfirm);
    }

    [Theory]
    [InlineData("places", "1.5", "person", "amountScale")]
    [InlineData("support", "0.5", "VND", "amountScale")]
    [InlineData("trade", "0.005", "USD", "amountScale")]
    [InlineData("support", "1", "USD", "unitMismatch")]
    [InlineData("places", "1", "place", "unitMismatch")]
    [InlineData("places", "1", "Person", "unitUnknown")]
    [InlineData("places", "-1", "person", "amountNegative")]
    [InlineData("support", "1000000000000000000", "VND", "amountTooLarge")]
    public void An_amount_that_the_commitment_does_not_take_is_refused(string commitment, string value, string unit, string code)
    {
        var refused = _play.Refused(World.Db, World.Report(commitment, World.Of(decimal.Parse(value, null), unit)), code);
        Assert.StartsWith("/amount/", refused.Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void Meaningless_zeros_are_dropped_and_cents_are_kept()
    {
        var id = _play.Report(World.Db, World.Report("trade", World.Of(12.500m, "USD")));
        Assert.Equal("12.5", FormattableString.Invariant($"{_play.Entry(id).Amount!.Value}"));
    }

    [Fact]
    public void An_attestation_takes_no_amount_and_everything_else_needs_one()
    {
        _play.Refused(World.Db, World.Report("duty", World.Of(1)), RefusalCodes.AmountNotTaken, "/amount");
        _play.Refused(World.Db, World.Report("duty", null) with { AmountAsWritten = "1 người" }, RefusalCodes.AmountNotTaken, "/amount");
        _play.Refused(World.Db, World.Report("places", null), RefusalCodes.AmountMissing, "/amount");
        _play.Do(World.Db, World.Report("duty", null));
        var figures = _play.View("duty").Overall;
        Assert.Equal((false, 1, null), (figures.NoData, figures.Entries, figures.Reported));
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21", null)]
    [InlineData("2026", "2026", null)]
    [InlineData("2026-11", "2026-11", null)]
    [InlineData("2026-11-22", "2026-11-22", "/occurred/from")]
    [InlineData("2026-12", "2026-12", "/occurred/from")]
    [InlineData("2027", "2027", "/occurred/from")]
    [InlineData("2026-10", "2027-02", "/occurred/to")]
    [InlineData("2025-04", "2025-03", "/occurred")]
    public void What_has_not_occurred_is_not_reported(string from, string to, string? pointer)
    {
        var report = World.Report("places", World.Of(1), from, to);
        if (pointer is null)
            _play.Do(World.Db, report);
        else
            _play.Refused(World.Db, report, RefusalCodes.WindowInvalid, pointer);
    }

    [Theory]
    [InlineData("2022-08", "2024-08")]
    [InlineData("2024-12", "2025-01")]
    [InlineData("2025-12", "2026-01")]
    [InlineData("2025-06", "2026-06")]
    public void A_window_before_or_across_periods_counts_in_none_and_shows_at_the_commitment(string from, string to)
    {
        _play.Do(World.Db, World.Report("places", World.Of(30), from, to));
        var view = _play.View("places");
        Assert.Equal((World.Of(30), 1, 1), (view.Overall.Reported, view.Overall.Entries, view.OutsidePeriods));
        Assert.All(view.Periods, period => Assert.Equal((true, 0, null), (period.NoData, period.Entries, period.Reported)));
    }

    [Fact]
    public void No_data_is_null_and_an_explicit_zero_is_zero()
    {
        Assert.Null(_play.View("places").Overall.Reported);
        _play.Do(World.Db, World.Report("places", World.Of(0)));
        var figures = _play.View("places").Periods[0];
        Assert.Equal((World.Of(0), false, null), (figures.Reported, figures.NoData, figures.Confirmed));
        Assert.True(_play.View("places").Periods[1].NoData);
    }

    [Fact]
    public void Breakdowns_add_nothing_and_never_exceed_an_exact_whole()
    {
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND")));
        var part = World.Report("support", World.Of(60, "VND")) with { BreakdownOf = whole };
        var first = _play.Report(World.Db, part);
        Assert.Equal("100", _play.Refused(World.Db, part, RefusalCodes.BreakdownExceedsWhole, "/amount/value").Detail("whole"));
        _play.Do(World.Db, part with { Amount = World.Of(40, "VND") });
        _play.Refused(World.Db, part with { Amount = World.Of(1, "VND") }, RefusalCodes.BreakdownExceedsWhole);
        Assert.Equal((World.Of(100, "VND"), 1), (_play.View("support").Overall.Reported, _play.View("support").Overall.Entries));
        _play.Do(World.Db, new WithdrawEntry { Entry = first, Reason = "nhầm" }).Do(World.Db, part);
        _play.Refused(World.Db, part with { BreakdownOf = first }, RefusalCodes.WholeUnknown, "/breakdownOf");
        _play.Refused(World.Db, part with { BreakdownOf = "e-none" }, RefusalCodes.WholeUnknown, "/breakdownOf");
    }

    [Fact]
    public void A_breakdown_speaks_of_a_day_of_its_whole()
    {
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND"), "2026-02", "2026-02"));
        var part = World.Report("support", World.Of(60, "VND")) with { BreakdownOf = whole };
        Assert.Equal("2026-02", _play.Refused(World.Db, part with { Occurred = Window.Year(2025) }, RefusalCodes.BreakdownOutsideWhole, "/occurred").Detail("whole"));
        _play.Do(World.Db, part with { Occurred = World.Span("2026-01", "2026-02") });
    }

    [Theory]
    [InlineData("minutes 7, page 3", null)]
    [InlineData("S2:L6", null)]
    [InlineData("https://example.gov.la/minutes?n=7", null)]
    [InlineData("", RefusalCodes.TextMissing)]
    [InlineData("  ", RefusalCodes.TextMissing)]
    [InlineData("<script>", RefusalCodes.EvidenceInvalid)]
    [InlineData("one\ntwo", RefusalCodes.EvidenceInvalid)]
    [InlineData("javascript:alert(1)", RefusalCodes.EvidenceInvalid)]
    [InlineData("ftp://example.gov.la/x", RefusalCodes.EvidenceInvalid)]
    [InlineData("http://", RefusalCodes.EvidenceInvalid)]
    public void Evidence_is_a_document_a_link_or_a_few_words(string evidence, string? code)
    {
        var report = World.Report("places", World.Of(30)) with { Evidence = ["minutes 7", evidence] };
        if (code is null)
            _play.Do(World.Db, report);
        else
            _play.Refused(World.Db, report, code, "/evidence/1");
    }

    [Fact]
    public void A_document_that_nobody_knows_is_no_evidence()
    {
        var report = World.Report("places", World.Of(30)) with { Evidence = [new('a', 64)] };
        ValueList<MissingReference> missing = [new() { Pointer = "/evidence/0", Id = new('a', 64) }];
        _play.Refused(World.Db, report with { Missing = missing }, RefusalCodes.ReferenceUnknown, "/evidence/0");
        var entry = _play.Report(World.Db, report);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = entry });
        var reverse = new ReverseEntry { Entry = entry, Reason = "nhầm", Evidence = report.Evidence };
        _play.Refused(World.Db, reverse with { Missing = missing }, RefusalCodes.ReferenceUnknown, "/evidence/0");
        _play.Refused(World.Db, reverse with { Evidence = [""] }, RefusalCodes.TextMissing, "/evidence/0");
        _play.Refused(World.Db, report with { Evidence = Enumerable.Repeat("x", 101).ToValueList() }, RefusalCodes.TooManyItems, "/evidence");
        _play.Refused(World.Db, report with { Evidence = [new('x', 501)] }, RefusalCodes.TextTooLong, "/evidence/0");
    }

    [Theory]
    [InlineData(Bound.AtLeast, false)]
    [InlineData(Bound.AtMost, false)]
    [InlineData(Bound.About, false)]
    [InlineData(Bound.Exact, true)]
    public void A_bound_or_an_estimate_caps_no_breakdown(Bound bound, bool estimate)
    {
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND", bound, estimate)));
        _play.Do(World.Db, World.Report("support", World.Of(200, "VND")) with { BreakdownOf = whole });
    }

    [Fact]
    public void Parts_are_named_once_and_do_not_exceed_the_whole()
    {
        var report = World.Report("trade", World.Of(140, "USD"));
        ValueList<Part> Parts(params (string Name, decimal Value)[] parts) =>
            parts.Select(part => new Part { Name = part.Name, Amount = World.Of(part.Value, "USD") }).ToValueList();
        _play.Refused(World.Db, report with { Parts = Parts(("imports", 100), ("exports", 50)) }, RefusalCodes.PartsExceedWhole, "/parts");
        _play.Refused(World.Db, report with { Parts = Parts(("imports", 1), ("imports", 1)) }, RefusalCodes.PartTwice, "/parts/1/name");
        _play.Refused(World.Db, report with { Parts = [new() { Name = "imports", Amount = World.Of(1, "VND") }] }, RefusalCodes.UnitMismatch, "/parts/0/amount/unit");
        _play.Do(World.Db, report with { Amount = World.Of(140, "USD", Bound.AtLeast, true), Parts = Parts(("imports", 50)) });
        var overall = _play.View("trade").Overall;
        Assert.Equal((Bound.AtLeast, true), (overall.Reported!.Bound, overall.Reported.Estimate));
        Assert.Equal(("imports", 50m), (overall.Parts.Single().Name, overall.Parts.Single().Amount.Value));
        Assert.True(_play.View("trade").Indicative);
    }

    [Fact]
    public void The_latest_entry_counts_and_the_confirmed_figure_is_the_latest_confirmed()
    {
        var old = _play.Report(World.Db, World.Report("clusters", World.Of(6, "cluster"), "2024-04", "2024-04"));
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = old });
        _play.Do(World.Db, World.Report("clusters", World.Of(8, "cluster")));
        var overall = _play.View("clusters").Overall;
        Assert.Equal((World.Of(8, "cluster"), World.Of(6, "cluster")), (overall.Reported, overall.Confirmed));
    }

    [Fact]
    public void The_cumulative_figure_takes_later_windows_that_do_not_overlap_it()
    {
        foreach (var (value, from, to) in (ReadOnlySpan<(int, string, string)>)[(100, "2022-08", "2024-12"), (140, "2022-08", "2025-04"), (7, "2025-05", "2025-05"), (50, "2025-04", "2025-06")])
            _play.Do(World.Db, World.Report("trade", World.Of(value, "USD"), from, to));
        Assert.Equal(World.Of(147, "USD"), _play.View("trade").Overall.Reported);
    }

    [Fact]
    public void What_lies_before_the_cumulative_figure_or_begins_before_it_does_not_move_it()
    {
        var cumulative = Trade(World.Db, 140, "2022-08", "2025-04");
        Trade(World.Db, 9, "2022-05", "2022-05");
        Trade(World.Db, 11, "2022-07", "2022-09");
        Trade(World.Db, 4, "2025-05", "2025-05");
        Assert.Equal((World.Of(144, "USD"), 2), Turnover());
        // Its correction stands where it stood.
        _play.Do(World.Lpb, new DisputeEntry { Entry = cumulative, OwnFigure = World.Of(130, "USD"), Reason = "khác" });
        var corrected = _play.Report(World.Db, World.Report("trade", World.Of(130, "USD"), "2022-08", "2025-04") with { Corrects = cumulative });
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = corrected });
        Assert.Equal((World.Of(134, "USD"), 2), Turnover());
        Assert.Equal(World.Of(130, "USD"), _play.View("trade").Overall.Confirmed);
        // A wider one takes all that lies in it.
        Trade(World.Db, 160, "2022-05", "2025-05");
        Assert.Equal((World.Of(160, "USD"), 1), Turnover());
    }

    [Fact]
    public void A_month_before_the_series_does_not_become_the_confirmed_figure()
    {
        Trade(World.Db, 140, "2022-08", "2025-04");
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = Trade(World.Db, 9, "2022-05", "2022-05") });
        Assert.Null(_play.View("trade").Overall.Confirmed);
    }

    [Fact]
    public void Months_add_up_in_whatever_order_they_are_posted_and_a_longer_window_after_them_takes_none_away()
    {
        Trade(World.Db, 2, "2025-02", "2025-02");
        Trade(World.Db, 1, "2025-01", "2025-01");
        Trade(World.Db, 12, "2025-03", "2025-05");
        Assert.Equal((World.Of(15, "USD"), 3), Turnover());
    }

    [Fact]
    public void What_another_agency_says_again_does_not_displace_the_first_until_it_is_settled()
    {
        var report = World.Report("trade", World.Of(4, "USD"), "2025-05", "2025-05");
        Trade(World.Db, 140, "2022-08", "2025-04");
        var first = _play.Report(World.Db, report with { Parts = [new() { Name = "imports", Amount = World.Of(2, "USD") }] });
        var second = _play.Report(World.Who("vn-db", agency: "trade"), report);
        Assert.Equal(first, _play.Entry(second).Links!.Resembles);
        Assert.Equal((World.Of(144, "USD"), 2), Turnover());
        Assert.Equal(2m, _play.View("trade").Overall.Parts.Single().Amount.Value);
        // What the other side confirmed is confirmed; what is reported stays the first.
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = second });
        Assert.Equal((World.Of(4, "USD"), World.Of(144, "USD")), (_play.View("trade").Overall.Confirmed, _play.View("trade").Overall.Reported));
        _play.Do(World.Db, new MarkDuplicate { Entry = first, Of = second, Reason = "một bản" });
        Assert.Equal((World.Of(144, "USD"), 2), Turnover());
        Assert.Empty(_play.View("trade").Overall.Parts);
    }

    private string Trade(Actor actor, decimal value, string from, string to) =>
        _play.Report(actor, World.Report("trade", World.Of(value, "USD"), from, to));

    private (Amount? Reported, int Entries) Turnover() => (_play.View("trade").Overall.Reported, _play.View("trade").Overall.Entries);

    [Fact]
    public void A_period_is_overdue_when_its_confirmed_figure_is_missing_or_below_the_target()
    {
        _play.DoBoth(World.Db, World.Vientiane, new() { Commitment = "clusters", Revision = 1, Period = Window.Year(2025), Amount = World.Of(6, "cluster") });
        Assert.True(_play.View("clusters").Periods[0].Overdue);
        var first = _play.Report(World.Db, World.Report("clusters", World.Of(6, "cluster")));
        Assert.True(_play.View("clusters").Periods[0].Overdue);
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = first });
        Assert.False(_play.View("clusters").Periods[0].Overdue);
        _play.Do(World.Db, World.Report("clusters", World.Of(8, "cluster"), "2025-06", "2025-06"));
        Assert.False(_play.View("clusters").Periods[0].Overdue);
        Assert.Equal([true, false, false], _play.View("places").Periods.Select(period => period.Overdue));
    }
}
