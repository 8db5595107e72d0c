using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ExchangeAndActionTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void An_exchange_is_sent_delivered_and_acknowledged_by_each_addressee_with_times()
    {
        var id = _play.Raised(World.Db, CasePlay.Raise(CaseKind.Exchange, null, "la-lpb", "la-psl") with { About = new() { Book = _play.Book, Commitment = "trade" } });
        Assert.Equal(CaseState.Sent, _play.Case(id).State);
        _play.Refused(World.Db, CasePlay.Raise(CaseKind.Exchange, null, "vn-db"), RefusalCodes.NotAParty, "/to/0/party");
        _play.Refused(World.Db, new DeliverCase { Case = id }, RefusalCodes.NotAddressed);
        var sent = _play.Now;
        _play.Now += TimeSpan.FromHours(2);
        _play.Do(World.Lpb, new DeliverCase { Case = id });
        _play.Refused(World.Lpb, new DeliverCase { Case = id }, RefusalCodes.AlreadyDelivered);
        Assert.Equal(CaseState.Sent, _play.Case(id).State);
        _play.Do(World.Psl, new DeliverCase { Case = id });
        Assert.Equal(CaseState.Delivered, _play.Case(id).State);
        _play.Now += TimeSpan.FromHours(1);
        _play.Do(World.Lpb, new AcknowledgeCase { Case = id, Note = "đã nhận" });
        Assert.Equal(CaseState.Delivered, _play.Case(id).State);
        _play.Refused(World.Lpb, new CloseCase { Case = id, Note = "xong" }, RefusalCodes.CaseKindWrong);
        _play.Do(World.Psl, new AcknowledgeCase { Case = id });
        var ended = _play.Case(id);
        Assert.Equal((CaseState.Acknowledged, false), (ended.State, _play.IsOpen(id)));
        Assert.All(ended.To, party => Assert.Equal((sent.AddHours(2), sent.AddHours(3)), (party.DeliveredAt, party.AcknowledgedAt)));
    }

    [Fact]
    public void What_is_acknowledged_has_arrived()
    {
        var id = _play.Raised(World.Db, CasePlay.Raise(CaseKind.Exchange, null, "la-lpb"));
        _play.Do(World.Lpb, new AcknowledgeCase { Case = id });
        Assert.Equal(_play.Now, _play.Case(id).To[0].DeliveredAt);
    }

    [Fact]
    public void An_action_point_of_one_side_is_verified_by_somebody_else()
    {
        var id = _play.Raised(World.Db, CasePlay.Raise(CaseKind.ActionPoint, "2026-12", "vn-db"));
        _play.Refused(World.Db, new VerifyAction { Case = id }, RefusalCodes.WrongState);
        _play.Refused(World.Lpb, new CompleteAction { Case = id, Note = "xong" }, RefusalCodes.NotAddressed);
        _play.Do(World.Db, new CompleteAction { Case = id, Note = "xong" });
        _play.Refused(World.Db, new VerifyAction { Case = id }, RefusalCodes.VerifierIsDoer);
        _play.Refused(World.Lpb, new VerifyAction { Case = id }, RefusalCodes.NotAddressed);
        var binh = World.Who("vn-db", user: "binh");
        _play.Do(binh, new ReopenCase { Case = id, Reason = "chưa xong" });
        _play.Do(World.Db, new CompleteAction { Case = id, Note = "xong" });
        _play.Do(binh, new VerifyAction { Case = id });
        Assert.Equal((CaseState.Verified, false), (_play.Case(id).State, _play.IsOpen(id)));
    }

    [Fact]
    public void One_of_both_sides_is_verified_by_the_other_side()
    {
        foreach (var raise in new[] { CasePlay.Raise(CaseKind.ActionPoint, null, "vn-db") with { TwoSided = true }, CasePlay.Raise(CaseKind.ActionPoint, null, "la-lpb") })
        {
            var id = _play.Raised(World.Db, raise);
            Assert.True(_play.Case(id).TwoSided);
            var (doer, other) = raise.To[0].Party == "vn-db" ? (World.Db, World.Psl) : (World.Lpb, World.Db);
            _play.Do(doer, new CompleteAction { Case = id, Note = "xong" });
            _play.Refused(World.Who(doer.Body, user: "binh"), new VerifyAction { Case = id }, RefusalCodes.OwnSide);
            _play.Do(other, new VerifyAction { Case = id });
        }
    }

    [Fact]
    public void What_one_addressee_says_does_not_make_younger_what_waits_for_the_others()
    {
        var start = _play.Now;
        var exchange = _play.Raised(World.Db, CasePlay.Raise(CaseKind.Exchange, null, "la-lpb", "la-psl"));
        var action = _play.Raised(World.Db, CasePlay.Raise(CaseKind.ActionPoint, null, "la-lpb"));
        var issue = _play.Raised(World.Db, CasePlay.Raise(CaseKind.Issue));
        _play.Now += TimeSpan.FromDays(3);
        var acknowledged = _play.Now;
        _play.Do(World.Lpb, new DeliverCase { Case = exchange });
        foreach (var id in new[] { exchange, action, issue })
            _play.Do(World.Lpb, new AcknowledgeCase { Case = id });
        Assert.Equal([start, start, acknowledged], Waiting());
        _play.Now += TimeSpan.FromDays(2);
        _play.Do(World.Psl, new DeliverCase { Case = exchange });
        _play.Do(World.Psl, new AcknowledgeCase { Case = issue });
        Assert.Equal([start, start, acknowledged], Waiting());
        Assert.Equal(_play.Now, _play.Case(exchange).Since);
        _play.Do(World.Lpb, new CompleteAction { Case = action, Note = "xong" });
        _play.Do(World.Psl, new ProposeResolution { Case = issue, Text = World.Vi("Thống nhất") });
        Assert.Equal([start, _play.Now, _play.Now], Waiting());

        DateTimeOffset[] Waiting() => [.. new[] { exchange, action, issue }.Select(id => CaseTimes.AskedSince(_play.Case(id)))];
    }

    [Fact]
    public void What_was_done_in_time_is_not_late_while_it_waits_for_the_verifier()
    {
        var (inTime, late) = (Raised("2026-11-22"), Raised("2026-11-22"));
        _play.Do(World.Db, new CompleteAction { Case = inTime, Note = "xong" });
        _play.Now += TimeSpan.FromDays(2);
        _play.Do(World.Db, new CompleteAction { Case = late, Note = "xong" });
        var later = CivilTime.DateOf(_play.Now.AddDays(30));
        Assert.Equal((false, true), (CaseTimes.IsLate(_play.Case(inTime), later), CaseTimes.IsLate(_play.Case(late), later)));
        _play.Do(World.Who("vn-db", user: "binh"), new ReopenCase { Case = inTime, Reason = "chưa xong" });
        Assert.True(CaseTimes.IsLate(_play.Case(inTime), later));

        string Raised(string due) => _play.Raised(World.Db, CasePlay.Raise(CaseKind.ActionPoint, due, "vn-db"));
    }

    [Fact]
    public void It_is_dropped_by_whoever_raised_it_or_by_both_sides()
    {
        var own = _play.Raised(World.Db, CasePlay.Raise(CaseKind.ActionPoint, null, "vn-db"));
        _play.Do(World.Db, new CloseCase { Case = own, Note = "không cần nữa" });
        var both = _play.Raised(World.Db, CasePlay.Raise(CaseKind.ActionPoint, null, "la-lpb"));
        _play.Do(World.Db, new CloseCase { Case = both, Note = "không cần nữa" });
        Assert.Equal(CaseState.AwaitingOtherSide, _play.Case(both).State);
        _play.Do(World.Lpb, new CloseCase { Case = both, Note = "đồng ý" });
        Assert.Equal([CaseState.Closed, CaseState.Closed], new[] { own, both }.Select(id => _play.Case(id).State));
    }
}
