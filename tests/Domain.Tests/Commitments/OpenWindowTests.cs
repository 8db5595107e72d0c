using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>A window without an end, "to this day", ends on the day of its report for all that is computed, and is shown as written.</summary>
public sealed class OpenWindowTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void It_ends_on_the_civil_day_of_its_report_and_is_kept_as_written()
    {
        // Past midnight in the two countries, not yet in UTC.
        _play.Now = new(2026, 3, 4, 18, 0, 0, TimeSpan.Zero);
        var entry = _play.Entry(_play.Report(World.Db, Open("places", World.Of(1))));
        Assert.Equal((World.Span("2026", null), World.Date("2026-03-05")), (entry.Occurred, entry.CountsTo));
        Assert.Equal(World.Span("2026", "2026-03-05"), entry.Counted);
        Assert.Null(_play.Entry(_play.Report(World.Db, World.Report("places", World.Of(1)))).CountsTo);
    }

    [Fact]
    public void It_counts_in_the_target_period_that_it_was_reported_in()
    {
        _play.Do(World.Db, Open("places", World.Of(12)));
        var view = _play.View("places");
        Assert.Equal((World.Of(12), 0), (view.Periods[1].Reported, view.OutsidePeriods));
        _play.Do(World.Db, Open("places", World.Of(3), "2025"));
        Assert.Equal(1, _play.View("places").OutsidePeriods);
    }

    [Theory]
    [InlineData("clusters")]
    [InlineData("trade")]
    public void What_comes_after_it_counts(string commitment)
    {
        var unit = _play.State.Commitments.Find(commitment)!.Commitment.Unit!;
        _play.Now = World.At(2026, 3, 5);
        _play.Do(World.Db, Open(commitment, World.Of(8, unit)));
        _play.Now = World.At(2026, 5, 5);
        _play.Do(World.Db, World.Report(commitment, World.Of(9, unit), "2026-04", "2026-04"));
        Assert.Equal(World.Of(commitment == "trade" ? 17 : 9, unit), _play.View(commitment).Overall.Reported);
        // What was true longer is the newer word of the latest, and holds the earlier ones of what is to date.
        _play.Do(World.Db, Open(commitment, World.Of(20, unit)));
        Assert.Equal(World.Of(20, unit), _play.View(commitment).Overall.Reported);
    }

    [Fact]
    public void A_later_lock_leaves_it_alone_and_one_of_its_time_does_not()
    {
        _play.Now = World.At(2026, 3, 5);
        var entry = _play.Report(World.Db, Open("places", World.Of(8)));
        _play.Now = World.At(2026, 11, 21);
        _play.Do(World.Db, Lock("2026-04", "2026-12"));
        var confirm = new ConfirmEntry { Entry = entry };
        Assert.Null(_play.Try(World.Lpb, confirm).Refusal);
        _play.Refused(World.Db, Open("places", World.Of(8)), RefusalCodes.PeriodLocked);
        _play.Do(World.Db, Lock("2026-03", "2026-03"));
        _play.Refused(World.Lpb, confirm, RefusalCodes.PeriodLocked);
    }

    [Fact]
    public void A_correction_with_the_same_window_and_a_reversal_speak_of_the_same_time()
    {
        _play.Now = World.At(2026, 3, 5);
        var (disputed, confirmed) = (_play.Report(World.Db, Open("places", World.Of(8))), _play.Report(World.Db, Open("places", World.Of(9))));
        _play.Do(World.Lpb, new DisputeEntry { Entry = disputed, OwnFigure = World.Of(7), Reason = "khác" });
        _play.Do(World.Lpb, new ConfirmEntry { Entry = confirmed });
        _play.Now = World.At(2026, 11, 21);
        _play.Do(World.Db, Lock("2026-04", "2026-12"));
        var corrected = _play.Report(World.Db, Open("places", World.Of(7)) with { Corrects = disputed });
        _play.Do(World.Db, new ReverseEntry { Entry = confirmed, Reason = "nhầm" });
        Assert.All([_play.Entry(corrected), _play.Entry(_play.LastEntry)], entry => Assert.Equal(World.Date("2026-03-05"), entry.CountsTo));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = corrected });
        Assert.Equal((World.Of(16), World.Of(16)), (_play.View("places").Periods[1].Reported, _play.View("places").Periods[1].Confirmed));
    }

    [Fact]
    public void A_breakdown_of_later_days_is_outside_it_and_is_not_alike()
    {
        _play.Now = World.At(2026, 3, 5);
        var whole = _play.Report(World.Db, Open("support", World.Of(100, "VND")));
        _play.Now = World.At(2026, 5, 5);
        var later = World.Report("support", World.Of(100, "VND"), "2026-04", null);
        Assert.Equal("2026/2026-03-05",
            _play.Refused(World.Db, later with { BreakdownOf = whole }, RefusalCodes.BreakdownOutsideWhole, "/occurred").Detail("whole"));
        var other = _play.Report(World.Db, later);
        _play.Refused(World.Db, new MarkDuplicate { Entry = other, Of = whole, Reason = "trùng" }, RefusalCodes.EntriesNotAlike);
        _play.Do(World.Db, World.Report("support", World.Of(60, "VND"), "2026-02", null) with { BreakdownOf = whole });
    }

    private static ReportFulfilment Open(string commitment, Amount amount, string from = "2026") => World.Report(commitment, amount, from, null);

    private static LockPeriod Lock(string from, string to) => new() { Commitment = "places", Period = World.Span(from, to), Reason = "đã chốt" };
}
