using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Whoever asks something about a commitment takes it back as long as it has not come about.</summary>
public sealed class TakenBackTests
{
    private static readonly CancelCommitment Over = new() { Commitment = "support", Reason = "hết nguồn" };
    private static readonly WithdrawCancellation Back = new() { Commitment = "support", Reason = "đã có nguồn" };
    private static readonly WithdrawUnlock LockedStill = new() { Commitment = "support", Lock = "2026", Reason = "đủ rồi" };

    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void An_asked_cancellation_is_taken_back_by_whoever_asked_and_then_asked_anew()
    {
        _play.Refused(World.Db, Back, RefusalCodes.NothingAsked);
        _play.Do(World.Db, Over);
        _play.Refused(World.Db, Back with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        Assert.Equal("vn-db", _play.Refused(World.Lpb, Back, RefusalCodes.NotTheAsker).Detail("by"));
        _play.Refused(World.Who("vn-db", Roles.Recorder), Back, RefusalCodes.RoleMissing);
        _play.Refused(World.Bokeo, Back, RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Db, Back with { Commitment = "none" }, RefusalCodes.CommitmentUnknown);
        _play.Do(World.Who("vn-db", user: "chi", agency: "vn-db-other"), Back);

        var commitment = _play.View("support").Commitment;
        Assert.Equal((CommitmentState.Active, 0, 3), (commitment.State, commitment.Asked.Count, commitment.Revision));
        var dropped = Assert.IsType<CommitmentAskDropped>(_play.History[^1]);
        Assert.Equal(("vn-db", "hết nguồn", "chi", "đã có nguồn"), (dropped.Asked.By.Body, dropped.Asked.Reason, dropped.By.User, dropped.Reason));
        // The other side's word is an ask of its own now, and no consent.
        _play.Refused(World.Db, Back, RefusalCodes.NothingAsked);
        _play.Do(World.Vientiane, Over);
        Assert.Equal((CommitmentState.Active, "la"), (_play.View("support").Commitment.State, Assert.Single(_play.View("support").Commitment.Asked).By.Body));
    }

    [Fact]
    public void What_some_have_agreed_to_is_taken_back_until_the_last_has()
    {
        _play.Do(World.Psl, Over).Do(World.Db, Over);
        _play.Refused(World.Db, Back, RefusalCodes.NotTheAsker);
        // A national body speaks for its side, and no province for it.
        _play.Do(World.Vientiane, Back);
        Assert.Equal("vn-db", Assert.Single(Assert.IsType<CommitmentAskDropped>(_play.History[^1]).Asked.Agreed).By.Body);
        _play.Do(World.Vientiane, Over).Refused(World.Psl, Back, RefusalCodes.NotTheAsker);
        _play.Do(World.Db, Over).Refused(World.Vientiane, Back, RefusalCodes.CommitmentNotActive);
        Assert.Equal(CommitmentState.Cancelled, _play.View("support").Commitment.State);
    }

    [Fact]
    public void Other_asks_about_the_commitment_stay()
    {
        _play.Do(World.Db, new SetTarget { Commitment = "support", Revision = 1, Period = Window.Year(2026), Amount = World.Of(1, "VND") });
        _play.Refused(World.Db, Back, RefusalCodes.NothingAsked);
        _play.Do(World.Db, Over).Do(World.Db, Back);
        Assert.Equal(CommitmentAskKind.Target, Assert.Single(_play.View("support").Commitment.Asked).Kind);
    }

    [Fact]
    public void An_asked_unlock_is_taken_back_by_whoever_asked_while_the_period_is_locked()
    {
        _play.Refused(World.Db, LockedStill, RefusalCodes.ItemUnknown);
        _play.Do(World.Db, new LockPeriod { Commitment = "support", Period = Window.Year(2026), Reason = "đã chốt" });
        _play.Refused(World.Db, LockedStill, RefusalCodes.NothingAsked);
        _play.Do(World.Db, Unlock("2026-12-01"));
        _play.Refused(World.Lpb, LockedStill, RefusalCodes.NotTheAsker);
        _play.Refused(World.Db, LockedStill with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Do(World.Db, LockedStill);
        Assert.Empty(Known().Unlocking);
        Assert.Equal(("vn-db", "thiếu một lớp"), Assert.IsType<UnlockAskDropped>(_play.History[^1]) is var dropped
            ? (dropped.By.Body, dropped.Consent.Reason)
            : default);
        // Alone, the other side's consent unlocks nothing.
        _play.Do(World.Lpb, Unlock("2026-11-21"));
        Assert.Equal((1, (PartialDate?)null), (Known().Unlocking.Count, Known().UnlockedUntil));
        // A consent whose day is over is none any more.
        _play.Now = World.At(2026, 11, 22);
        _play.Refused(World.Lpb, LockedStill, RefusalCodes.NothingAsked);
        _play.Do(World.Lpb, Unlock("2026-12-01")).Do(World.Db, Unlock("2026-12-01"));
        _play.Refused(World.Db, LockedStill, RefusalCodes.WrongState);
    }

    private PeriodLock Known() => Assert.Single(_play.View("support").Locks);

    private static UnlockPeriod Unlock(string until) =>
        new() { Commitment = "support", Lock = "2026", Reason = "thiếu một lớp", Until = World.Date(until) };
}
