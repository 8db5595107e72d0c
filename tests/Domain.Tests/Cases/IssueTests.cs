using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class IssueTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void It_goes_from_raised_over_acknowledged_and_proposed_to_closed_by_both_sides()
    {
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue));
        Assert.Equal(["vn-db"], _play.Case(id).To.Select(party => party.Party));
        _play.Refused(World.Db, new ProposeResolution { Case = id, Text = CasePlay.Words }, RefusalCodes.WrongState);
        _play.Refused(World.Odx, new AcknowledgeCase { Case = id }, RefusalCodes.NotAddressed);
        _play.Do(World.Db, new AcknowledgeCase { Case = id });
        _play.Refused(World.Db, new AcknowledgeCase { Case = id }, RefusalCodes.AlreadyAcknowledged);
        _play.Refused(World.Db, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.WrongState);
        _play.Do(World.Db, new ProposeResolution { Case = id, Text = CasePlay.Words });
        _play.Do(World.Odx, new ProposeResolution { Case = id, Text = CasePlay.Words });
        _play.Do(World.Odx, new CloseCase { Case = id, Note = "đồng ý" });
        Assert.Equal(CaseState.AwaitingOtherSide, _play.Case(id).State);
        Assert.Equal("LA", _play.Refused(World.Odx, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.AlreadyClosed).Detail("party"));
        _play.Do(World.Hanoi, new CloseCase { Case = id, Note = "xong" });
        Assert.False(_play.IsOpen(id));
        Assert.Equal((CaseState.Closed, 6), (_play.Case(id).State, _play.Case(id).Steps));
        _play.Refused(World.Odx, new ReopenCase { Case = id, Reason = "chưa" }, RefusalCodes.WrongState);
    }

    [Fact]
    public void Either_side_opens_it_again_with_a_reason_until_both_have_closed_it()
    {
        var id = Proposed();
        _play.Do(World.Odx, new CloseCase { Case = id, Note = "xong" });
        _play.Refused(World.Db, new ReopenCase { Case = id, Reason = " " }, RefusalCodes.TextMissing, "/reason");
        _play.Do(World.Db, new ReopenCase { Case = id, Reason = "vẫn chậm" });
        Assert.Equal((CaseState.Acknowledged, 0), (_play.Case(id).State, _play.Case(id).ClosedBy.Count));
        _play.Refused(World.Odx, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.WrongState);
    }

    [Fact]
    public void Only_those_between_whom_it_is_settle_it_and_nobody_closes_for_a_side_who_has_none()
    {
        var id = Proposed();
        foreach (var stranger in new[] { World.Psl, World.Bokeo })
            _play.Refused(stranger, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.NotAddressed);
        foreach (var nobody in new[] { Actor.System, World.Operator, CasePlay.Council })
        {
            _play.Refused(nobody, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.RoleMissing);
            _play.Refused(nobody, new ProposeResolution { Case = id, Text = CasePlay.Words }, RefusalCodes.RoleMissing);
            _play.Refused(nobody, CasePlay.Raise(CaseKind.Issue), RefusalCodes.RoleMissing);
        }
        _play.Refused(World.Bokeo, CasePlay.Raise(CaseKind.Issue), RefusalCodes.NotOfTheProvince);
    }

    [Fact]
    public void It_goes_to_parties_of_the_other_side_and_to_an_agency_that_is_theirs()
    {
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue, null, "la-psl"), RefusalCodes.NotAParty, "/to/0/party");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue, null, "vn-db", "vn-db"), RefusalCodes.AddresseesInvalid, "/to");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { To = [new() { Party = "vn-db", Agency = "la-odx-trade" }] },
            RefusalCodes.ReferenceUnknown, "/to/0/agency");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { SilenceDays = 0 }, RefusalCodes.SilenceInvalid, "/silenceDays");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { TwoSided = true }, RefusalCodes.CaseKindWrong, "/twoSided");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue, "2026-11-20"), RefusalCodes.DueInPast, "/due");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { Title = new() }, RefusalCodes.TextMissing, "/title");
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue) with { To = [new() { Party = "vn-db", Agency = "vn-db-trade" }] });
        var other = World.Who("vn-db", Roles.Recorder);
        Assert.Equal("vn-db-trade", _play.Refused(other, new AcknowledgeCase { Case = id }, RefusalCodes.NotAddressed).Detail("party"));
        _play.Do(World.Who("vn-db", Roles.Recorder, agency: "trade"), new AcknowledgeCase { Case = id });
    }

    [Fact]
    public void What_it_is_about_has_to_be_there()
    {
        var about = new CaseObject { Book = _play.Book, Commitment = "none" };
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { About = about }, RefusalCodes.ReferenceUnknown, "/about");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { About = about with { Commitment = "trade", Case = "k" } },
            RefusalCodes.ReferenceUnknown, "/about");
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue) with { Missing = [new() { Pointer = "/about", Id = "agreement/x" }] },
            RefusalCodes.ReferenceUnknown, "/about");
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue) with { About = about with { Commitment = "trade" } });
        _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue) with { About = new() { Book = _play.Book, Case = id } });
    }

    [Fact]
    public void A_book_has_room_for_five_hundred_open_cases_and_remembers_the_last_hundred_that_ended()
    {
        for (var i = 0; i < 500; i++)
            _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Exchange, null, "vn-db"));
        _play.Refused(World.Odx, CasePlay.Raise(CaseKind.Issue), RefusalCodes.TooManyItems);
        foreach (var one in _play.State.Cases!.Open.Take(150).ToList())
            _play.Do(World.Db, new AcknowledgeCase { Case = one.Id });
        Assert.Equal((350, 100, 500), (_play.State.Cases.Open.Count, _play.State.Cases.Ended.Count, _play.State.Cases.Taken));
        Assert.Equal(Enumerable.Range(51, 100), _play.State.Cases.Ended.Select(one => one.Number));
    }

    private string Proposed()
    {
        var id = _play.Raised(World.Odx, CasePlay.Raise(CaseKind.Issue));
        _play.Do(World.Db, new AcknowledgeCase { Case = id }).Do(World.Db, new ProposeResolution { Case = id, Text = CasePlay.Words });
        return id;
    }
}
