using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Whoever asks the other side for something about an agreement takes it back as long as that has not agreed.</summary>
public sealed class TakenBackAskTests
{
    private static readonly SignOffReview Reviewed = new() { Findings = "đã tổng kết" };
    private static readonly ReopenReview Again = new() { Reason = "thiếu số liệu" };
    private static readonly RevertEnd Wrong = new() { Reason = "nhầm" };
    private static readonly WithdrawSignOff SignOffBack = new() { Reason = "còn thiếu một lớp" };
    private static readonly WithdrawReopening ReopeningBack = new() { Reason = "đã đủ" };
    private static readonly WithdrawReversion ReversionBack = new() { Reason = "đúng là hết hạn" };

    private readonly Play<AgreementBook> _play = new Play<AgreementBook>(BookKey.Agreement("db-psl-2025-2027"))
        .Do(World.Db, Books.Stated(World.Years(2025, 2027)) with { Parties = ["vn-db", "la-psl", "la-odx"] });

    [Fact]
    public void A_first_signature_under_the_closing_review_is_taken_back_and_what_follows_is_a_first_one_again()
    {
        _play.Refused(World.Db, SignOffBack, RefusalCodes.NothingAsked);
        _play.Do(World.Psl, Reviewed);
        _play.Refused(World.Psl, SignOffBack with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Hanoi, SignOffBack, RefusalCodes.NotOfTheProvince);
        Assert.Equal("la-psl", _play.Refused(World.Odx, SignOffBack, RefusalCodes.NotTheAsker).Detail("by"));
        _play.Refused(World.Db, SignOffBack, RefusalCodes.NotTheAsker);
        _play.Do(World.Psl, SignOffBack);
        Assert.Null(_play.State.Review);
        Assert.Equal(("đã tổng kết", "còn thiếu một lớp"), Assert.IsType<SignOffDropped>(_play.History[^1]) is var dropped
            ? (dropped.Ask.Reason, dropped.Dropped.Reason)
            : default);
        _play.Do(World.Db, Reviewed);
        Assert.Null(_play.State.Review!.On);
        _play.Do(World.Psl, Reviewed);
        // Signed off by both: what was asked has come about, and takes both to be undone.
        _play.Refused(World.Db, SignOffBack, RefusalCodes.TermFrozen);
    }

    [Fact]
    public void An_asked_reopening_is_taken_back_and_the_term_stays_frozen()
    {
        _play.Refused(World.Db, ReopeningBack, RefusalCodes.NothingAsked);
        _play.Do(World.Db, Reviewed).Do(World.Psl, Reviewed);
        _play.Refused(World.Db, ReopeningBack, RefusalCodes.NothingAsked);
        _play.Do(World.Db, Again).Refused(World.Psl, ReopeningBack, RefusalCodes.NotTheAsker);
        _play.Do(World.Db, ReopeningBack);
        Assert.Equal((true, true), (_play.State.Review!.On is not null, _play.State.Review.Reopening is null));
        Assert.IsType<ReopeningAskDropped>(_play.History[^1]);
        _play.Do(World.Odx, Again);
        Assert.Equal("la-odx", _play.State.Review.Reopening!.By);
        _play.Do(World.Db, Again).Refused(World.Odx, ReopeningBack, RefusalCodes.NothingAsked);
        Assert.Null(_play.State.Review);
    }

    [Fact]
    public void An_asked_reversion_is_taken_back_and_the_end_stands()
    {
        _play.Refused(World.Db, ReversionBack, RefusalCodes.NothingAsked);
        _play.Do(World.Db, new TerminateAgreement { Reason = "x" }).Do(World.Db, Wrong);
        _play.Refused(World.Psl, ReversionBack, RefusalCodes.NotTheAsker);
        _play.Do(World.Db, ReversionBack);
        Assert.Equal((AgreementState.Terminated, (TwoSidedAsk?)null), (_play.State.State, _play.State.Reversion));
        Assert.IsType<ReversionAskDropped>(_play.History[^1]);
        _play.Do(World.Psl, Wrong).Refused(World.Odx, ReversionBack, RefusalCodes.NotTheAsker);
        _play.Do(World.Db, Wrong).Refused(World.Psl, ReversionBack, RefusalCodes.NothingAsked);
        Assert.Equal(AgreementState.InForceAsStated, _play.State.State);
    }
}
