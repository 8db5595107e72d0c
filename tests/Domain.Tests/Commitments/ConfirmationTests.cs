using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ConfirmationTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void The_other_side_confirms_and_it_counts()
    {
        var id = _play.Report(World.Db, World.Report("places", World.Of(30)));
        _play.Do(World.Lpb, Confirm(id));
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
        Assert.Equal(World.Of(30), _play.View("places").Periods[0].Confirmed);
    }

    [Fact]
    public void Confirming_ones_own_entry_or_ones_own_sides_is_refused()
    {
        var id = _play.Report(World.Db, World.Report("places", World.Of(30)));
        foreach (var answer in Answers(id))
        {
            _play.Refused(World.Db, answer, RefusalCodes.SameUser);
            _play.Refused(World.Who("vn-db", user: "binh"), answer, RefusalCodes.OwnSide);
            _play.Refused(World.Hanoi, answer, RefusalCodes.OwnSide);
            _play.Refused(World.Who("la-lpb", Roles.Recorder | Roles.Coordinator | Roles.Overseer), answer, RefusalCodes.RoleMissing);
            _play.Refused(Actor.System, answer, RefusalCodes.RoleMissing);
            _play.Refused(Actor.System with { Roles = Roles.System | Roles.Confirmer }, answer, RefusalCodes.OwnSide);
        }
    }

    [Fact]
    public void An_agency_of_Phongsaly_cannot_answer_an_entry_of_Luang_Prabang()
    {
        var id = _play.Report(World.Db, World.Report("places", World.Of(30)));
        foreach (var answer in Answers(id))
            _play.Refused(World.Psl, answer, RefusalCodes.NotAPartyToTheEntry);
    }

    [Fact]
    public void What_a_Lao_province_reports_for_itself_the_giver_confirms()
    {
        var id = _play.Report(World.Psl, World.Report("support", World.Of(1, "VND")) with { Beneficiaries = ["la-psl"] });
        Assert.Equal(["vn-db"], _play.Entry(id).ToConfirm);
        foreach (var own in (Actor[])[World.Odx, World.Vientiane, World.Who("la-psl", agency: "health")])
            _play.Refused(own, Confirm(id), RefusalCodes.OwnSide);
        _play.Do(World.Db, Confirm(id));
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
    }

    [Fact]
    public void A_set_of_three_confirms_one_by_one_and_is_confirmed_with_the_last()
    {
        var id = _play.Report(World.Db, World.Report("support", World.Of(2_490_000_000, "VND"), "2022-08", "2025-04"));
        Actor[] set = [World.Odx, World.Lpb, World.Psl];
        for (var i = 0; i < set.Length; i++)
        {
            Assert.Equal((EntryStatus.Reported, i), (_play.Entry(id).Status, _play.Entry(id).ConfirmedBy.Count));
            Assert.Null(_play.View("support").Overall.Confirmed);
            _play.Do(set[i], Confirm(id));
            _play.Refused(set[i], Confirm(id), RefusalCodes.AlreadyConfirmed);
        }
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
        Assert.Equal(World.Of(2_490_000_000, "VND"), _play.View("support").Overall.Confirmed);
        Assert.Single(_play.History.OfType<EntryConfirmed>(), confirmed => confirmed.Complete);
    }

    [Fact]
    public void A_national_body_of_the_other_side_confirms_for_all()
    {
        var id = _play.Report(World.Db, World.Report("support", World.Of(5, "VND")));
        _play.Do(World.Psl, Confirm(id)).Do(World.Vientiane, Confirm(id));
        Assert.Equal(EntryStatus.Confirmed, _play.Entry(id).Status);
        Assert.Equal("confirmed", _play.Refused(World.Odx, Confirm(id), RefusalCodes.WrongState).Detail("state"));
    }

    [Fact]
    public void Nothing_confirmed_is_disputed_sent_back_withdrawn_or_corrected()
    {
        var id = _play.Report(World.Db, World.Report("places", World.Of(30)));
        _play.Do(World.Lpb, Confirm(id));
        foreach (var answer in Answers(id).Skip(1))
            Assert.Equal("confirmed", _play.Refused(World.Vientiane, answer, RefusalCodes.WrongState).Detail("state"));
        _play.Refused(World.Db, new WithdrawEntry { Entry = id, Reason = "nhầm" }, RefusalCodes.WrongState);
        _play.Refused(World.Db, World.Report("places", World.Of(29)) with { Corrects = id }, RefusalCodes.WrongState);
    }

    [Fact]
    public void An_entry_nobody_knows_is_unknown()
    {
        foreach (var answer in Answers("e-none").Append(new WithdrawEntry { Entry = "e-none", Reason = "x" }))
            _play.Refused(World.Lpb, answer, RefusalCodes.EntryUnknown);
        _play.Refused(World.Db, World.Report("places", World.Of(1)) with { Corrects = "e-none" }, RefusalCodes.EntryUnknown);
        _play.Refused(World.Db, World.Report("none", World.Of(1)), RefusalCodes.CommitmentUnknown);
    }

    private static ConfirmEntry Confirm(string id) => new() { Entry = id };

    private static IEnumerable<Command> Answers(string id) =>
        [Confirm(id), new DisputeEntry { Entry = id, Reason = "khác", OwnFigure = World.Of(1) }, new SendBackEntry { Entry = id, Note = "thiếu" }];
}
