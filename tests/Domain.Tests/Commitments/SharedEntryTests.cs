using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>A figure for several provinces is answered by all of them but the one that reports it, and by the other side.</summary>
public sealed class SharedEntryTests
{
    private static readonly ReportFulfilment Figure = World.Report("support", World.Of(30, "VND"));

    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void What_one_of_three_reports_the_other_two_and_the_giver_confirm()
    {
        var id = _play.Report(World.Lpb, Figure);
        Assert.Equal(["vn-db", "la-psl", "la-odx"], _play.Entry(id).ToConfirm);
        _play.Do(World.Db, new ConfirmEntry { Entry = id });
        Assert.Equal(EntryStatus.Reported, _play.Entry(id).Status);
        Assert.Null(_play.View("support").Overall.Confirmed);
        _play.Do(World.Psl, new ConfirmEntry { Entry = id }).Do(World.Odx, new ConfirmEntry { Entry = id });
        Assert.Equal((EntryStatus.Confirmed, World.Of(30, "VND")), (_play.Entry(id).Status, _play.View("support").Overall.Confirmed));
    }

    [Fact]
    public void It_is_never_confirmed_without_the_other_side()
    {
        var id = _play.Report(World.Lpb, Figure);
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = id });
        Assert.Equal(EntryStatus.Reported, _play.Entry(id).Status);
        // Its national body has said it for both.
        Assert.Equal("la", _play.Refused(World.Psl, new ConfirmEntry { Entry = id }, RefusalCodes.AlreadyConfirmed).Detail("party"));
        _play.Do(World.Hanoi, new ConfirmEntry { Entry = id });
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
    }

    [Fact]
    public void Where_all_of_a_side_have_confirmed_its_national_body_adds_nothing()
    {
        var id = _play.Report(World.Lpb, Figure);
        _play.Do(World.Psl, new ConfirmEntry { Entry = id }).Do(World.Odx, new ConfirmEntry { Entry = id });
        _play.Refused(World.Vientiane, new ConfirmEntry { Entry = id }, RefusalCodes.AlreadyConfirmed);
    }

    [Fact]
    public void A_neighbor_that_it_names_disputes_it_or_sends_it_back_like_the_other_side()
    {
        var id = _play.Report(World.Lpb, Figure);
        _play.Do(World.Psl, new DisputeEntry { Entry = id, OwnFigure = World.Of(20, "VND"), Reason = "khác" });
        Assert.Equal((EntryStatus.Disputed, "la-psl"), (_play.Entry(id).Status, _play.Entry(id).DisputedBy));
        _play.Refused(World.Db, new ConfirmEntry { Entry = id }, RefusalCodes.WrongState);
        var correction = _play.Report(World.Db, Figure with { Corrects = id, Amount = World.Of(25, "VND") });
        Assert.Equal(["la-psl", "la-odx", "la-lpb"], _play.Entry(correction).ToConfirm);
        _play.Do(World.Psl, new ConfirmEntry { Entry = correction }).Do(World.Vientiane, new ConfirmEntry { Entry = correction });
        Assert.Equal((EntryStatus.Corrected, EntryStatus.Confirmed), (_play.Entry(id).Status, _play.Entry(correction).Status));

        var other = _play.Report(World.Lpb, Figure with { Amount = World.Of(7, "VND") });
        _play.Do(World.Odx, new SendBackEntry { Entry = other, Note = "thiếu" });
        Assert.Equal(EntryStatus.SentBack, _play.Entry(other).Status);
    }

    [Fact]
    public void A_correction_by_a_neighbor_waits_for_all_others_too()
    {
        var id = _play.Report(World.Db, Figure);
        _play.Do(World.Psl, new DisputeEntry { Entry = id, OwnFigure = World.Of(20, "VND"), Reason = "khác" });
        var correction = _play.Report(World.Lpb, Figure with { Corrects = id, Amount = World.Of(25, "VND") });
        Assert.Equal(["vn-db", "la-psl", "la-odx"], _play.Entry(correction).ToConfirm);
        _play.Do(World.Db, new ConfirmEntry { Entry = correction });
        Assert.Equal(EntryStatus.Disputed, _play.Entry(id).Status);
    }

    [Fact]
    public void A_reversal_is_confirmed_by_all_others()
    {
        var id = _play.Report(World.Db, Figure);
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = id });
        _play.Do(World.Lpb, new ReverseEntry { Entry = id, Reason = "đã tính nhầm" });
        var reversal = _play.LastEntry;
        Assert.Equal(["vn-db", "la-psl", "la-odx"], _play.Entry(reversal).ToConfirm);
        _play.Do(World.Db, new ConfirmEntry { Entry = reversal });
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
        _play.Do(World.Psl, new ConfirmEntry { Entry = reversal }).Do(World.Odx, new ConfirmEntry { Entry = reversal });
        Assert.Equal(EntryStatus.Reversed, _play.Entry(id).Status);
    }

    [Fact]
    public void A_national_body_that_reports_speaks_for_all_of_its_side()
    {
        var id = _play.Report(World.Vientiane, Figure);
        Assert.Equal(["vn-db"], _play.Entry(id).ToConfirm);
        _play.Refused(World.Psl, new ConfirmEntry { Entry = id }, RefusalCodes.OwnSide);
    }

    [Fact]
    public void An_entry_is_entered_on_behalf_of_the_other_side_alone()
    {
        _play.Refused(World.Lpb, Figure with { OnBehalfOf = "la-psl" }, RefusalCodes.NotOfTheOtherSide, "/onBehalfOf");
        _play.Do(World.Lpb, Figure with { OnBehalfOf = "vn-db" });
    }
}
