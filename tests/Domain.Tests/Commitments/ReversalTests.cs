using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ReversalTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void A_confirmed_entry_leaves_the_totals_only_when_the_other_side_confirms_its_reversal()
    {
        var id = Confirmed();
        _play.Refused(World.Db, new WithdrawEntry { Entry = id, Reason = "nhầm" }, RefusalCodes.WrongState);
        var reversal = Reverse(World.Db, id);
        Assert.Equal((EntryStatus.Confirmed, reversal), (_play.Entry(id).Status, _play.Entry(id).Links!.ReversedBy));
        Assert.Equal((World.Of(30), World.Of(30), 1), Figures());
        Assert.Equal((World.Of(30), id, "la-lpb"), (_play.Entry(reversal).Amount, _play.Entry(reversal).Links!.Reverses, _play.Entry(reversal).ToConfirm[0]));
        _play.Refused(World.Db, new ConfirmEntry { Entry = reversal }, RefusalCodes.SameUser);
        _play.Refused(World.Who("vn-db", agency: "other"), new ConfirmEntry { Entry = reversal }, RefusalCodes.OwnSide);
        _play.Refused(World.Psl, new ConfirmEntry { Entry = reversal }, RefusalCodes.NotAPartyToTheEntry);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = reversal });
        Assert.Equal((EntryStatus.Reversed, EntryStatus.Confirmed), (_play.Entry(id).Status, _play.Entry(reversal).Status));
        Assert.Equal(((Amount?)null, (Amount?)null, 0), Figures());
        Assert.True(_play.View("places").Periods[0].NoData);
    }

    [Fact]
    public void Either_side_may_ask_and_the_new_figure_is_a_new_entry()
    {
        var id = Confirmed();
        var other = Confirmed(12);
        _play.Do(World.Db, new ConfirmEntry { Entry = Reverse(World.Lpb, id) });
        Assert.Equal((World.Of(12), World.Of(12), 1), Figures());
        Confirmed(28);
        Assert.Equal((World.Of(40), World.Of(40), 2), Figures());
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(other).Status);
    }

    [Fact]
    public void Only_a_confirmed_entry_is_reversed_once_at_a_time_by_a_recorder_of_a_party_with_a_reason()
    {
        var reported = _play.Report(World.Db, World.Report("places", World.Of(30)));
        _play.Refused(World.Db, Reversal(reported), RefusalCodes.WrongState);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = reported });
        _play.Refused(World.Db, Reversal("e-none"), RefusalCodes.EntryUnknown);
        _play.Refused(World.Psl, Reversal(reported), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Who("vn-db", Roles.Confirmer), Reversal(reported), RefusalCodes.RoleMissing);
        _play.Refused(World.Db, Reversal(reported) with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        var reversal = Reverse(World.Db, reported);
        Assert.Equal(reversal, _play.Refused(World.Lpb, Reversal(reported), RefusalCodes.ReversalPending).Detail("entry"));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = reversal });
        _play.Refused(World.Db, Reversal(reported), RefusalCodes.WrongState);
        _play.Refused(World.Db, Reversal(reversal), RefusalCodes.NotForReversals);
    }

    [Fact]
    public void A_reversal_is_confirmed_sent_back_or_withdrawn_and_nothing_else()
    {
        var id = Confirmed();
        var reversal = Reverse(World.Db, id);
        _play.Refused(World.Lpb, new DisputeEntry { Entry = reversal, OwnFigure = World.Of(1), Reason = "x" }, RefusalCodes.NotForReversals);
        _play.Refused(World.Lpb, new MarkDuplicate { Entry = reversal, Of = id, Reason = "x" }, RefusalCodes.NotForReversals);
        _play.Do(World.Lpb, new SendBackEntry { Entry = reversal, Note = "không đồng ý" });
        _play.Refused(World.Db, World.Report("places", World.Of(1)) with { Corrects = reversal }, RefusalCodes.NotForReversals);
        Assert.Equal(((string?)null, (World.Of(30), World.Of(30), 1)), (_play.Entry(id).Links?.ReversedBy, Figures()));
        var again = Reverse(World.Lpb, id);
        _play.Do(World.Lpb, new WithdrawEntry { Entry = again, Reason = "thôi" });
        Assert.Null(_play.Entry(id).Links);
        _play.Do(World.Db, new WithdrawEntry { Entry = reversal, Reason = "thôi" });
        Assert.Null(_play.Entry(id).Links);
    }

    [Fact]
    public void A_shared_figure_is_reversed_when_every_province_of_the_other_side_has_confirmed_it()
    {
        var id = _play.Report(World.Db, World.Report("support", World.Of(100, "VND")));
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = id });
        var reversal = Reverse(World.Db, id);
        _play.Do(World.Psl, new ConfirmEntry { Entry = reversal }).Do(World.Odx, new ConfirmEntry { Entry = reversal });
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = reversal });
        Assert.Equal(EntryStatus.Reversed, _play.Entry(id).Status);
    }

    [Fact]
    public void Of_a_latest_figure_the_one_before_counts_again_and_a_reversed_breakdown_leaves_room()
    {
        foreach (var (value, month) in new[] { (7, "2025-03"), (8, "2025-04") })
        {
            var clusters = _play.Report(World.Db, World.Report("clusters", World.Of(value, "cluster"), month, month));
            _play.Do(World.Vientiane, new ConfirmEntry { Entry = clusters });
        }
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = Reverse(World.Db, _play.LastEntry) });
        Assert.Equal((World.Of(7, "cluster"), World.Of(7, "cluster")), (_play.View("clusters").Overall.Reported, _play.View("clusters").Overall.Confirmed));
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND")));
        var part = World.Report("support", World.Of(80, "VND")) with { BreakdownOf = whole };
        var first = _play.Report(World.Db, part);
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = first });
        _play.Refused(World.Db, part, RefusalCodes.BreakdownExceedsWhole);
        _play.Do(World.Vientiane, new ConfirmEntry { Entry = Reverse(World.Db, first) });
        _play.Do(World.Db, part);
    }

    [Fact]
    public void What_was_confirmed_can_be_reversed_after_its_program_has_closed()
    {
        var id = Confirmed();
        _play.Do(World.Db, new CloseProgram { Reason = "hết hạn" });
        _play.Do(World.Lpb, new ConfirmEntry { Entry = Reverse(World.Db, id) });
        Assert.Equal(EntryStatus.Reversed, _play.Entry(id).Status);
    }

    [Fact]
    public void An_entry_on_behalf_of_the_other_side_is_marked_and_confirmed_by_that_side()
    {
        var report = World.Report("places", World.Of(30)) with { OnBehalfOf = "la-lpb" };
        _play.Refused(World.Db, report with { OnBehalfOf = "vn-db" }, RefusalCodes.NotOfTheOtherSide, "/onBehalfOf");
        _play.Refused(World.Db, report with { OnBehalfOf = "la-psl" }, RefusalCodes.NotOfTheOtherSide, "/onBehalfOf");
        var id = _play.Report(World.Db, report);
        Assert.Equal(("la-lpb", Side.Vn, EntryStatus.Reported), (_play.Entry(id).By.OnBehalfOf, _play.Entry(id).By.Side, _play.Entry(id).Status));
        Assert.Null(_play.View("places").Overall.Confirmed);
        _play.Refused(World.Who("vn-db", agency: "other", user: "binh"), new ConfirmEntry { Entry = id }, RefusalCodes.OwnSide);
        _play.Refused(World.Hanoi, new ConfirmEntry { Entry = id }, RefusalCodes.OwnSide);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = id });
        Assert.Equal(World.Of(30), _play.View("places").Overall.Confirmed);
    }

    private (Amount? Reported, Amount? Confirmed, int Entries) Figures()
    {
        var figures = _play.View("places").Periods[0];
        return (figures.Reported, figures.Confirmed, figures.Entries);
    }

    private string Confirmed(decimal value = 30)
    {
        var id = _play.Report(World.Db, World.Report("places", World.Of(value)));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = id });
        return id;
    }

    private string Reverse(Actor actor, string id)
    {
        _play.Do(actor, Reversal(id));
        return _play.LastEntry;
    }

    private static ReverseEntry Reversal(string id) => new() { Entry = id, Reason = "đã tính nhầm" };
}
