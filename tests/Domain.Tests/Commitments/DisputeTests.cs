using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class DisputeTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void A_dispute_needs_a_reason_and_the_own_figure_in_the_same_unit()
    {
        var id = Reported();
        _play.Refused(World.Lpb, Dispute(id) with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Lpb, Dispute(id) with { OwnFigure = null }, RefusalCodes.AmountMissing, "/ownFigure");
        _play.Refused(World.Lpb, Dispute(id) with { OwnFigure = World.Of(28, "VND") }, RefusalCodes.UnitMismatch, "/ownFigure/unit");
        _play.Refused(World.Lpb, Dispute(id) with { OwnFigure = World.Of(-1) }, RefusalCodes.AmountNegative, "/ownFigure/value");
        _play.Refused(World.Lpb, Dispute(id) with { OwnFigure = World.Of(30.00m) }, RefusalCodes.FigureNotDifferent, "/ownFigure");
        Assert.Null(_play.Try(World.Lpb, Dispute(id) with { OwnFigure = World.Of(30, bound: Bound.AtMost) }).Refusal);
        _play.Do(World.Lpb, Dispute(id));
        Assert.Equal((EntryStatus.Disputed, 28m, "la-lpb"), (_play.Entry(id).Status, _play.Entry(id).OwnFigure!.Value, _play.Entry(id).DisputedBy));
        var figures = _play.View("places").Periods[0];
        Assert.Equal((World.Of(30), World.Of(30), null, null), (figures.Reported, figures.Disputed, figures.Confirmed, figures.Awaiting));
        foreach (var again in (Command[])[Dispute(id), new ConfirmEntry { Entry = id }, new SendBackEntry { Entry = id, Note = "x" }])
            Assert.Equal("disputed", _play.Refused(World.Lpb, again, RefusalCodes.WrongState).Detail("state"));
    }

    [Fact]
    public void An_attestation_is_disputed_without_a_figure()
    {
        var id = _play.Report(World.Db, World.Report("duty", null));
        _play.Refused(World.Lpb, Dispute(id), RefusalCodes.AmountNotTaken, "/ownFigure");
        _play.Do(World.Lpb, Dispute(id) with { OwnFigure = null });
    }

    [Fact]
    public void A_correction_replaces_the_disputed_entry_only_when_it_is_confirmed()
    {
        var id = Disputed();
        var correction = Correct(World.Lpb, id, 28);
        Assert.Equal((EntryStatus.Disputed, correction), (_play.Entry(id).Status, _play.Entry(id).CorrectedBy));
        Assert.Equal(World.Of(30), _play.View("places").Periods[0].Reported);
        _play.Refused(World.Db, Correction(id, 29), RefusalCodes.CorrectionPending);
        _play.Refused(World.Lpb, new ConfirmEntry { Entry = correction }, RefusalCodes.SameUser);
        _play.Do(World.Db, new ConfirmEntry { Entry = correction });
        Assert.Equal((EntryStatus.Corrected, EntryStatus.Confirmed), (_play.Entry(id).Status, _play.Entry(correction).Status));
        Assert.Equal((World.Of(28), World.Of(28), 1), Figures());
    }

    [Fact]
    public void A_disputed_correction_is_corrected_in_turn_and_the_last_replaces_them_all()
    {
        var first = Disputed();
        var second = Correct(World.Lpb, first, 28);
        _play.Do(World.Db, Dispute(second) with { OwnFigure = World.Of(29) });
        var third = Correct(World.Db, second, 29);
        Assert.Equal((World.Of(30), (Amount?)null, 1), Figures());
        _play.Do(World.Lpb, new ConfirmEntry { Entry = third });
        Assert.Equal([EntryStatus.Corrected, EntryStatus.Corrected, EntryStatus.Confirmed], new[] { first, second, third }.Select(id => _play.Entry(id).Status));
        Assert.Equal((World.Of(29), World.Of(29), 1), Figures());
    }

    [Fact]
    public void A_withdrawn_correction_leaves_the_dispute_open_for_another()
    {
        var id = Disputed();
        var correction = Correct(World.Db, id, 28);
        _play.Refused(World.Db, Withdraw(id), RefusalCodes.WrongState);
        _play.Do(World.Db, Withdraw(correction));
        Correct(World.Lpb, id, 27);
    }

    [Fact]
    public void A_correction_that_was_sent_back_stands_in_nobodys_way()
    {
        var id = Disputed();
        var correction = Correct(World.Db, id, 29);
        _play.Refused(World.Lpb, Correction(id, 28), RefusalCodes.CorrectionPending);
        SendBack(correction);
        var mended = Correct(World.Db, correction, 27);
        _play.Refused(World.Lpb, Correction(id, 28), RefusalCodes.CorrectionPending);
        SendBack(mended);
        var own = Correct(World.Lpb, id, 28);
        Assert.Equal((own, EntryStatus.Corrected), (_play.Entry(id).CorrectedBy, _play.Entry(mended).Status));
        // It is given up with that: nothing comes of it beside the other.
        _play.Refused(World.Db, Correction(mended, 30), RefusalCodes.WrongState);
        _play.Refused(World.Db, Withdraw(mended), RefusalCodes.WrongState);
        _play.Do(World.Db, new ConfirmEntry { Entry = own });
        Assert.Equal((EntryStatus.Corrected, EntryStatus.Confirmed), (_play.Entry(id).Status, _play.Entry(own).Status));
        Assert.Equal((World.Of(28), World.Of(28), 1), Figures());
    }

    [Fact]
    public void Of_a_disputed_correction_whose_own_was_sent_back_that_is_corrected_and_not_the_first()
    {
        var first = Disputed();
        var second = Correct(World.Lpb, first, 28);
        _play.Do(World.Db, Dispute(second) with { OwnFigure = World.Of(29) });
        SendBack(Correct(World.Db, second, 29));
        _play.Refused(World.Lpb, Correction(first, 27), RefusalCodes.CorrectionPending);
        var last = Correct(World.Lpb, second, 27);
        _play.Do(World.Db, new ConfirmEntry { Entry = last });
        Assert.Equal([EntryStatus.Corrected, EntryStatus.Corrected], new[] { first, second }.Select(id => _play.Entry(id).Status));
    }

    [Fact]
    public void A_sent_back_entry_is_corrected_by_its_author_only()
    {
        var id = Reported();
        _play.Refused(World.Lpb, new SendBackEntry { Entry = id, Note = "" }, RefusalCodes.TextMissing, "/note");
        _play.Do(World.Lpb, new SendBackEntry { Entry = id, Note = "thiếu danh sách" });
        Assert.True(_play.View("places").Periods[0].NoData);
        _play.Refused(World.Lpb, Correction(id, 28), RefusalCodes.NotTheAuthor);
        var correction = Correct(World.Db, id, 28);
        Assert.Equal(EntryStatus.Corrected, _play.Entry(id).Status);
        Assert.Equal((World.Of(28), (Amount?)null, 1), Figures());
        _play.Do(World.Lpb, new ConfirmEntry { Entry = correction });
        Assert.Equal((World.Of(28), World.Of(28), 1), Figures());
    }

    [Fact]
    public void A_sent_back_correction_that_is_mended_and_withdrawn_does_not_lock_the_dispute_for_ever()
    {
        var disputed = Disputed();
        var correction = Correct(World.Db, disputed, 28);
        _play.Do(World.Lpb, new SendBackEntry { Entry = correction, Note = "thiếu" });
        var mended = Correct(World.Db, correction, 27);
        Assert.True(_play.Entry(mended).StandsBy);
        _play.Do(World.Db, Withdraw(mended));
        Assert.Equal(EntryStatus.SentBack, _play.Entry(correction).Status);
        var again = Correct(World.Db, correction, 26);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = again });
        Assert.Equal((World.Of(26), World.Of(26), 1), Figures());
    }

    [Theory]
    [InlineData("reported", true)]
    [InlineData("disputed", true)]
    [InlineData("sentBack", true)]
    [InlineData("confirmed", false)]
    [InlineData("withdrawn", false)]
    public void The_author_withdraws_what_is_not_confirmed(string state, bool allowed)
    {
        var id = Reported();
        _play.Refused(World.Lpb, Withdraw(id), RefusalCodes.NotTheAuthor);
        _play.Refused(World.Who("vn-db", agency: "other"), Withdraw(id), RefusalCodes.NotTheAuthor);
        _play.Refused(World.Db, Withdraw(id) with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Who("vn-db", Roles.Coordinator), Withdraw(id), RefusalCodes.RoleMissing);
        _ = state switch
        {
            "disputed" => _play.Do(World.Lpb, Dispute(id)),
            "sentBack" => _play.Do(World.Lpb, new SendBackEntry { Entry = id, Note = "x" }),
            "confirmed" => _play.Do(World.Lpb, new ConfirmEntry { Entry = id }),
            "withdrawn" => _play.Do(World.Db, Withdraw(id)),
            _ => _play,
        };
        if (!allowed)
        {
            Assert.Equal(state, _play.Refused(World.Db, Withdraw(id), RefusalCodes.WrongState).Detail("state"));
            return;
        }
        _play.Do(World.Who("vn-db", user: "colleague"), Withdraw(id));
        Assert.True(_play.View("places").Periods[0].NoData);
    }

    [Fact]
    public void A_correction_stays_the_breakdown_that_it_corrects()
    {
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND")));
        var part = _play.Report(World.Db, World.Report("support", World.Of(60, "VND")) with { BreakdownOf = whole });
        _play.Do(World.Db, World.Report("support", World.Of(40, "VND")) with { BreakdownOf = whole });
        _play.Do(World.Psl, new DisputeEntry { Entry = part, OwnFigure = World.Of(50, "VND"), Reason = "khác" });
        var correction = World.Report("support", World.Of(55, "VND")) with { Corrects = part };
        _play.Refused(World.Db, correction with { BreakdownOf = part }, RefusalCodes.WholeUnknown, "/breakdownOf");
        _play.Refused(World.Db, correction with { Amount = World.Of(61, "VND") }, RefusalCodes.BreakdownExceedsWhole);
        var corrected = _play.Report(World.Db, correction);
        Assert.Equal(whole, _play.Entry(corrected).BreakdownOf);
        Assert.Equal(World.Of(100, "VND"), _play.View("support").Overall.Reported);
    }

    [Fact]
    public void Breakdowns_follow_a_whole_that_is_corrected_and_it_is_never_less_than_they_are()
    {
        var whole = _play.Report(World.Db, World.Report("support", World.Of(100, "VND")));
        var part = _play.Report(World.Db, World.Report("support", World.Of(60, "VND")) with { BreakdownOf = whole });
        _play.Do(World.Psl, new DisputeEntry { Entry = part, OwnFigure = World.Of(30, "VND"), Reason = "khác" });
        _play.Do(World.Psl, new DisputeEntry { Entry = whole, OwnFigure = World.Of(70, "VND"), Reason = "khác" });
        var correction = World.Report("support", World.Of(70, "VND")) with { Corrects = whole };
        Assert.Equal("60", _play.Refused(World.Db, correction with { Amount = World.Of(59, "VND") }, RefusalCodes.WholeBelowBreakdowns).Detail("whole"));
        var corrected = _play.Report(World.Db, correction);
        foreach (var party in (Actor[])[World.Psl, World.Odx, World.Lpb])
            _play.Do(party, new ConfirmEntry { Entry = corrected });
        _play.Refused(World.Db, World.Report("support", World.Of(11, "VND")) with { BreakdownOf = corrected }, RefusalCodes.BreakdownExceedsWhole);
        var own = _play.Report(World.Db, World.Report("support", World.Of(30, "VND")) with { Corrects = part });
        Assert.Equal(corrected, _play.Entry(own).BreakdownOf);
        _play.Do(World.Db, World.Report("support", World.Of(10, "VND")) with { BreakdownOf = corrected });
    }

    [Fact]
    public void A_whole_is_not_corrected_into_a_breakdown_of_itself()
    {
        var id = Disputed();
        _play.Refused(World.Db, Correction(id, 20) with { BreakdownOf = id }, RefusalCodes.WholeUnknown, "/breakdownOf");
    }

    private (Amount? Reported, Amount? Confirmed, int Entries) Figures()
    {
        var figures = _play.View("places").Periods[0];
        return (figures.Reported, figures.Confirmed, figures.Entries);
    }

    private string Reported() => _play.Report(World.Db, World.Report("places", World.Of(30)));

    private string Disputed()
    {
        var id = Reported();
        _play.Do(World.Lpb, Dispute(id));
        return id;
    }

    private string Correct(Actor actor, string id, decimal value) => _play.Report(actor, Correction(id, value));

    private static ReportFulfilment Correction(string id, decimal value) => World.Report("places", World.Of(value)) with { Corrects = id };

    private static DisputeEntry Dispute(string id) => new() { Entry = id, OwnFigure = World.Of(28), Reason = "danh sách của chúng tôi có 28" };

    private void SendBack(string id) => _play.Do(_play.Entry(id).By.Body == "vn-db" ? World.Lpb : World.Db, new SendBackEntry { Entry = id, Note = "thiếu" });

    private static WithdrawEntry Withdraw(string id) => new() { Entry = id, Reason = "nhầm" };
}
