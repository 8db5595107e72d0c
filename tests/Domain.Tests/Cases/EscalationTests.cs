using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class EscalationTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void Silence_offers_it_to_the_overseers_on_the_day_and_not_before()
    {
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue));
        Assert.Equal(new DateOnly(2026, 12, 5), CaseTimes.SilentOn(_play.Case(id)));
        _play.Now = World.At(2026, 12, 4);
        _play.Refused(Actor.System, Silent(id, "2026-12-05"), RefusalCodes.NotSilent);
        _play.Now = World.At(2026, 12, 5);
        _play.Refused(Actor.System, Silent(id, "2026-12-04"), RefusalCodes.NotSilent);
        _play.Do(Actor.System, Silent(id, "2026-12-05"));
        Assert.Equal((World.Date("2026-12-05"), null), (_play.Case(id).Escalated!.Due, _play.Case(id).Escalated!.By));
        _play.Refused(Actor.System, Silent(id, "2026-12-05"), RefusalCodes.AlreadyEscalated);
        Assert.Equal(CaseState.Raised, _play.Case(id).State);
    }

    [Fact]
    public void Whoever_acts_ends_it_and_a_new_silence_has_a_new_day()
    {
        var id = Escalated();
        _play.Do(World.Db, new AcknowledgeCase { Case = id });
        Assert.Null(_play.Case(id).Escalated);
        Assert.Equal(new DateOnly(2026, 12, 19), CaseTimes.SilentOn(_play.Case(id)));
    }

    [Fact]
    public void Taken_back_it_does_not_come_again_for_the_same_day_and_only_the_side_that_waits_takes_it_back()
    {
        var id = Escalated();
        _play.Refused(World.Db, new RevertEscalation { Case = id, Reason = "chờ" }, RefusalCodes.NotAddressed);
        _play.Refused(World.Who("la-odx", Roles.Recorder), new RevertEscalation { Case = id, Reason = "chờ" }, RefusalCodes.RoleMissing);
        _play.Do(World.Odx, new RevertEscalation { Case = id, Reason = "đã gọi điện" });
        _play.Refused(World.Odx, new RevertEscalation { Case = id, Reason = "chờ" }, RefusalCodes.NotEscalated);
        _play.Now = World.At(2027, 2, 1);
        _play.Refused(Actor.System, Silent(id, "2026-12-05"), RefusalCodes.NotSilent);
        Assert.Null(CaseTimes.SilentOn(_play.Case(id)));
        _play.Do(World.Db, new AcknowledgeCase { Case = id });
        Assert.Equal(new DateOnly(2027, 2, 15), CaseTimes.SilentOn(_play.Case(id)));
    }

    [Fact]
    public void A_coordinator_hands_it_over_by_hand_with_a_reason_and_only_issues_of_open_books_are()
    {
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue) with { SilenceDays = 3 });
        Assert.Equal(new DateOnly(2026, 11, 24), CaseTimes.SilentOn(_play.Case(id)));
        _play.Refused(World.Odx, new EscalateCase { Case = id, Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Psl, new EscalateCase { Case = id, Reason = "gấp" }, RefusalCodes.NotAddressed);
        _play.Do(World.Odx, new EscalateCase { Case = id, Reason = "gấp" });
        Assert.Equal("la-odx", _play.Case(id).Escalated!.By);
        var exchange = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Exchange, null, "vn-db"));
        _play.Refused(World.Odx, new EscalateCase { Case = exchange, Reason = "gấp" }, RefusalCodes.CaseKindWrong);

        var hidden = new Play<ProgramBook>(BookKey.Program("r-1"));
        var cleared = World.Who("vn-db", World.All | Roles.Overseer, cleared: true);
        hidden.Do(cleared, new OpenProgram { Title = World.Vi("Biên giới"), Parties = ["vn-db", "la-lpb"], Restricted = true });
        var inside = hidden.Raised(cleared, CasePlay.Raise(CaseKind.Issue));
        Assert.Null(CaseTimes.SilentOn(hidden.Case(inside)));
        hidden.Refused(cleared, new EscalateCase { Case = inside, Reason = "gấp" }, RefusalCodes.OpenBooksOnly);
        hidden.Refused(cleared, CasePlay.Raise(CaseKind.Question, "2026-12", "la-lpb"), RefusalCodes.OpenBooksOnly);
        hidden.Refused(World.Lpb, new AcknowledgeCase { Case = inside }, RefusalCodes.Unknown);
    }

    private string Escalated()
    {
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue));
        _play.Now = World.At(2026, 12, 5);
        _play.Do(Actor.System, Silent(id, "2026-12-05"));
        return id;
    }

    private static EscalateCase Silent(string id, string due) => new() { Case = id, Reason = "im lặng", Due = World.Date(due) };
}
