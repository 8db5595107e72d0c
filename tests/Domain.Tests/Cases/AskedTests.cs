using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class AskedTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void An_overseer_asks_with_a_due_date_and_the_reply_closes_it()
    {
        _play.Refused(World.Db, CasePlay.Raise(CaseKind.Recommendation, "2026-12", "la-lpb"), RefusalCodes.RoleMissing);
        _play.Refused(CasePlay.Council, CasePlay.Raise(CaseKind.Question, null, "la-lpb"), RefusalCodes.DueMissing, "/due");
        _play.Refused(CasePlay.Council, CasePlay.Raise(CaseKind.Question, "2026-12"), RefusalCodes.AddresseesInvalid, "/to");
        var id = _play.Raised(CasePlay.Council, CasePlay.Raise(CaseKind.Recommendation, "2026-12-15", "la-lpb"));
        _play.Refused(World.Db, new ReplyToCase { Case = id, Text = CasePlay.Words }, RefusalCodes.NotAddressed);
        _play.Refused(CasePlay.Council, new ReplyToCase { Case = id, Text = CasePlay.Words }, RefusalCodes.RoleMissing);
        _play.Now = World.At(2026, 12, 15);
        Assert.False(CaseTimes.IsLate(_play.Case(id), CivilTime.DateOf(_play.Now)));
        _play.Now = World.At(2026, 12, 16);
        Assert.True(CaseTimes.IsLate(_play.Case(id), CivilTime.DateOf(_play.Now)));
        _play.Do(World.Lpb, new ReplyToCase { Case = id, Text = CasePlay.Words });
        Assert.True(((CaseReplied)_play.History[^1]).Late);
        Assert.Equal((CaseState.Replied, false), (_play.Case(id).State, _play.IsOpen(id)));
        Assert.True(CaseTimes.EndedLate(_play.Case(id)));
        _play.Refused(World.Lpb, new ReplyToCase { Case = id, Text = CasePlay.Words }, RefusalCodes.WrongState);
        _play.Refused(World.Lpb, new AcknowledgeCase { Case = id }, RefusalCodes.WrongState);
    }

    [Fact]
    public void For_thirty_days_its_asker_may_say_that_a_reply_is_none()
    {
        var id = Replied();
        _play.Refused(World.Lpb, Again(id), RefusalCodes.RoleMissing);
        _play.Refused(World.Who("la", Roles.Overseer), Again(id), RefusalCodes.NotTheAuthor);
        _play.Refused(CasePlay.Council, Again(id) with { Due = null }, RefusalCodes.DueMissing, "/due");
        _play.Do(CasePlay.Council, Again(id));
        Assert.Equal((CaseState.Raised, true, World.Date("2027-01")), (_play.Case(id).State, _play.IsOpen(id), _play.Case(id).Due));
        Assert.Empty(_play.State.Cases!.Ended);
        _play.Do(World.Lpb, new ReplyToCase { Case = id, Text = CasePlay.Words });
        _play.Now = World.At(2026, 12, 22);
        _play.Refused(CasePlay.Council, Again(id), RefusalCodes.ReopeningOver);
    }

    [Fact]
    public void Its_asker_takes_it_back_and_nobody_else_closes_it()
    {
        var id = _play.Raised(CasePlay.Council, CasePlay.Raise(CaseKind.Question, "2026-12", "vn-db"));
        _play.Refused(World.Db, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.RoleMissing);
        _play.Refused(World.Who("vn", Roles.Overseer), new CloseCase { Case = id, Note = "xong" }, RefusalCodes.NotTheAuthor);
        _play.Do(CasePlay.Council, new CloseCase { Case = id, Note = "không cần nữa" });
        Assert.Equal(CaseState.Closed, _play.Case(id).State);
    }

    [Fact]
    public void An_overseer_decides_nothing_else()
    {
        var issue = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue));
        foreach (var command in new Command[]
        {
            CasePlay.Raise(CaseKind.Issue), CasePlay.Raise(CaseKind.Exchange, null, "la-lpb"), CasePlay.Raise(CaseKind.ActionPoint, null, "la-lpb"),
            new AcknowledgeCase { Case = issue }, new DeliverCase { Case = issue }, new ProposeResolution { Case = issue, Text = CasePlay.Words },
            new CloseCase { Case = issue, Note = "x" }, new ReopenCase { Case = issue, Reason = "x" }, new EscalateCase { Case = issue, Reason = "x" },
            new RevertEscalation { Case = issue, Reason = "x" }, new CompleteAction { Case = issue, Note = "x" }, new VerifyAction { Case = issue },
            World.Commit("mine"), World.Report("places", World.Of(3)), new CloseProgram { Reason = "x" },
        })
            _play.Refused(CasePlay.Council, command, RefusalCodes.RoleMissing);
    }

    private string Replied()
    {
        var id = _play.Raised(CasePlay.Council, CasePlay.Raise(CaseKind.Question, "2026-12", "la-lpb"));
        _play.Do(World.Lpb, new ReplyToCase { Case = id, Text = CasePlay.Words });
        return id;
    }

    private static ReopenCase Again(string id) => new() { Case = id, Reason = "chưa trả lời", Due = World.Date("2027-01") };
}
