using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Of a commitment that names several on one side, none is bound without a word of its own or of its national body.</summary>
public sealed class SharedConsentTests
{
    private static readonly ValueList<string> Three = ["la-psl", "la-odx", "la-lpb"];
    private static readonly Window Year = Window.Year(2026);

    private readonly Play<ProgramBook> _play = Books.Program()
        .Do(World.Db, World.Commit("own", unit: "VND", cadence: Cadence.Once, to: Three) with { Sources = default });

    [Fact]
    public void A_proposal_counts_once_every_body_that_it_names_has_agreed()
    {
        Assert.Equal(["la-psl", "la-odx", "la-lpb"], Awaited("own"));
        _play.Refused(World.Bokeo, Agree("own"), RefusalCodes.NotOfTheProvince);
        _play.Do(World.Lpb, Agree("own"));
        var commitment = _play.View("own").Commitment;
        Assert.Equal((CommitmentState.Proposed, 1), (commitment.State, commitment.Revision));
        Assert.Equal(("la-lpb", World.Now), (commitment.Asked[0].Agreed[0].By.Body, commitment.Asked[0].Agreed[0].At));
        Assert.Equal(["la-psl", "la-odx"], Awaited("own"));
        _play.Refused(World.Db, World.Report("own", World.Of(1, "VND")), RefusalCodes.CommitmentNotActive);

        var again = _play.Refused(World.Lpb, Agree("own"), RefusalCodes.AlreadyAgreed);
        Assert.Equal(("la-lpb", "la-psl, la-odx"), (again.Detail("party"), again.Detail("awaited")));
        _play.Refused(World.Db, Agree("own"), RefusalCodes.OtherSideHasToAgree);
        _play.Do(World.Psl, Agree("own")).Do(World.Odx, Agree("own"));
        commitment = _play.View("own").Commitment;
        Assert.Equal((CommitmentState.Active, 2, 0, 0), (commitment.State, commitment.Revision, commitment.Asked.Count, _play.View("own").Awaited.Count));
        Assert.Equal("la-odx", Assert.IsType<CommitmentAgreed>(_play.History[^1]).By.Body);
    }

    [Fact]
    public void A_national_body_agrees_for_all_of_its_own_side_and_for_no_other()
    {
        _play.Do(World.Lpb, Agree("own")).Do(World.Vientiane, Agree("own"));
        Assert.Equal(CommitmentState.Active, _play.View("own").Commitment.State);
        _play.Do(World.Vientiane, Target(20));
        Assert.Equal(["vn-db"], Awaited("support"));
        _play.Refused(World.Psl, Target(20, 2), RefusalCodes.OtherSideHasToAgree);
        _play.Do(World.Hanoi, Target(20, 2));
        Assert.Equal(20, Assert.Single(_play.View("support").Commitment.Targets).Amount!.Value);
    }

    [Fact]
    public void Two_of_four_do_not_set_a_target_that_the_others_have_not_agreed_to()
    {
        _play.Do(World.Db, Target(1)).Do(World.Lpb, Target(1, 2));
        Assert.Empty(_play.View("support").Commitment.Targets);
        Assert.Equal(["la-psl", "la-odx"], Awaited("support"));
        // By the figure, or by an agreement to whatever is asked for.
        _play.Refused(World.Lpb, Target(1, 2), RefusalCodes.AlreadyAgreed);
        _play.Refused(World.Lpb, Agree("support", 2), RefusalCodes.AlreadyAgreed);
        _play.Do(World.Odx, Agree("support", 2)).Do(World.Psl, Target(1, 2));
        Assert.Equal((1m, 3), (Assert.Single(_play.View("support").Commitment.Targets).Amount!.Value, _play.View("support").Commitment.Revision));
    }

    [Fact]
    public void Another_figure_by_anybody_asks_anew_and_all_have_to_agree_to_that()
    {
        _play.Do(World.Db, Target(1)).Do(World.Lpb, Target(1, 2)).Do(World.Psl, Target(2, 2));
        var asked = Assert.Single(_play.View("support").Commitment.Asked);
        Assert.Equal((2m, "la-psl", 0), (asked.Target!.Amount!.Value, asked.By.Body, asked.Agreed.Count));
        Assert.Equal(["vn-db", "la-odx", "la-lpb"], Awaited("support"));
        _play.Refused(World.Lpb, Agree("support", 2), RefusalCodes.RevisionStale);
        _play.Do(World.Lpb, Agree("support", 3)).Do(World.Db, Agree("support", 3)).Do(World.Odx, Agree("support", 3));
        Assert.Equal(2, Assert.Single(_play.View("support").Commitment.Targets).Amount!.Value);
    }

    [Fact]
    public void What_holds_drops_the_ask_whoever_has_agreed_to_it()
    {
        _play.Do(World.Db, Target(1)).Do(World.Vientiane, Target(1, 2));
        _play.Do(World.Db, Target(5, 3)).Do(World.Lpb, Target(5, 4)).Do(World.Psl, Target(1, 4));
        Assert.IsType<TargetAskDropped>(_play.History[^1]);
        Assert.Empty(_play.View("support").Commitment.Asked);
    }

    [Fact]
    public void A_commitment_is_given_up_by_all_whom_it_names()
    {
        var cancel = new CancelCommitment { Commitment = "support", Reason = "hết nguồn" };
        _play.Do(World.Psl, cancel).Do(World.Db, cancel);
        Assert.Equal(CommitmentState.Active, _play.View("support").Commitment.State);
        Assert.Equal("hết nguồn", Assert.IsType<CommitmentAskJoined>(_play.History[^1]).Reason);
        _play.Refused(World.Db, cancel, RefusalCodes.OtherSideHasToAgree);
        _play.Refused(World.Psl, cancel, RefusalCodes.AlreadyAgreed);
        _play.Do(World.Odx, cancel).Do(World.Lpb, cancel);
        Assert.Equal(CommitmentState.Cancelled, _play.View("support").Commitment.State);
        Assert.Equal(["vn-db", "la-odx"],
            Assert.IsType<CommitmentCancelled>(_play.History[^1]).Asked!.Agreed.Select(agreed => agreed.By.Body));
    }

    [Fact]
    public void Whoever_stands_beside_a_commitment_has_no_word_in_it()
    {
        // Named by the program, and not by the commitment.
        _play.Do(World.Db, World.Commit("alone") with { Sources = default });
        _play.Refused(World.Psl, Agree("alone"), RefusalCodes.NotOfTheProvince);
        _play.Do(World.Lpb, Agree("alone"));
        Assert.Equal(CommitmentState.Active, _play.View("alone").Commitment.State);
    }

    [Fact]
    public void Nobody_joins_what_would_change_a_locked_period()
    {
        _play.Do(World.Db, Target(1)).Do(World.Psl, new LockPeriod { Commitment = "support", Period = Year, Reason = "đã chốt" });
        _play.Refused(World.Lpb, Agree("support", 2), RefusalCodes.PeriodLocked);
        _play.Refused(World.Lpb, Target(1, 2), RefusalCodes.PeriodLocked);
    }

    private IEnumerable<string> Awaited(string commitment) => Assert.Single(_play.View(commitment).Awaited).By;

    private static AgreeToCommitment Agree(string commitment, int revision = 1) => new() { Commitment = commitment, Revision = revision };

    private static SetTarget Target(decimal value, int revision = 1) =>
        new() { Commitment = "support", Revision = revision, Period = Year, Amount = World.Of(value, "VND") };
}
