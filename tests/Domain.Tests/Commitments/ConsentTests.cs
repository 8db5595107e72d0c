using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ConsentTests
{
    private static readonly AddCommitment Own = World.Commit("own") with
    {
        Sources = default,
        Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) },
    };

    private readonly Play<ProgramBook> _play = Books.Program().Do(World.Db, Own);

    [Fact]
    public void What_one_side_enters_without_a_source_is_a_proposal_that_counts_once_the_other_agrees()
    {
        var view = _play.View("own");
        Assert.Equal((CommitmentState.Proposed, (StatusLight?)null, false), (view.Commitment.State, view.Light, view.Periods[0].Overdue));
        var asked = Assert.Single(view.Commitment.Asked);
        Assert.Equal((CommitmentAskKind.Agreement, "vn-db", World.Now), (asked.Kind, asked.By.Body, asked.At));
        _play.Refused(World.Lpb, World.Report("own", World.Of(1)), RefusalCodes.CommitmentNotActive);

        _play.Refused(World.Db, Agree("own", 1), RefusalCodes.OtherSideHasToAgree);
        _play.Refused(World.Hanoi, Agree("own", 1), RefusalCodes.OtherSideHasToAgree);
        _play.Refused(World.Psl, Agree("own", 1), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Who("la-lpb", Roles.Recorder | Roles.Confirmer), Agree("own", 1), RefusalCodes.RoleMissing);
        _play.Refused(World.Lpb, Agree("none", 1), RefusalCodes.CommitmentUnknown);
        _play.Refused(World.Lpb, Agree("own", 2), RefusalCodes.RevisionStale);
        _play.Do(World.Lpb, Agree("own", 1));

        view = _play.View("own");
        Assert.Equal((CommitmentState.Active, 2, StatusLight.Grey), (view.Commitment.State, view.Commitment.Revision, view.Light));
        Assert.Empty(view.Commitment.Asked);
        var agreed = Assert.IsType<CommitmentAgreed>(_play.History[^1]);
        Assert.Equal(("vn-db", "la-lpb"), (agreed.Proposed.Body, agreed.By.Body));
        _play.Do(World.Lpb, World.Report("own", World.Of(1)));
        _play.Refused(World.Lpb, Agree("own", 2), RefusalCodes.NothingChanges);
    }

    [Fact]
    public void A_source_and_nothing_else_makes_one_sides_word_binding()
    {
        Assert.Equal(CommitmentState.Active, StateOf(Own with { Id = "stated", Sources = World.Story }));
        Assert.Equal(CommitmentState.Proposed, StateOf(World.Commit("wish") with { Basis = new() { Kind = BasisKind.Proposal } }));
        _play.Refused(World.Db, Own with { Id = "x1", Sources = [new() { Source = " " }] }, RefusalCodes.TextMissing, "/sources/0/source");
    }

    [Fact]
    public void Whoever_changes_a_proposal_waits_for_the_other_side()
    {
        _play.Do(World.Lpb, Target("own", 2027, 20, 1));
        var commitment = _play.View("own").Commitment;
        Assert.Equal((20m, 2, "la-lpb"), (commitment.Targets[2].Amount!.Value, commitment.Revision, Assert.Single(commitment.Asked).By.Body));
        _play.Refused(World.Lpb, Agree("own", 2), RefusalCodes.OtherSideHasToAgree);
        _play.Refused(World.Db, Agree("own", 1), RefusalCodes.RevisionStale);
        _play.Do(World.Db, Agree("own", 2));
        Assert.Equal(CommitmentState.Active, _play.View("own").Commitment.State);
    }

    [Fact]
    public void Of_a_proposal_whose_author_nobody_noted_both_sides_say_a_word()
    {
        var added = (CommitmentAdded)_play.Try(World.Db, Own with { Id = "old" }).Events[0];
        _play.Fold([added with { Commitment = added.Commitment with { Asked = default } }]);
        _play.Do(World.Db, Agree("old", 1));
        Assert.Equal(CommitmentState.Proposed, _play.View("old").Commitment.State);
        _play.Do(World.Vientiane, Agree("old", 2));
        Assert.Equal(CommitmentState.Active, _play.View("old").Commitment.State);
    }

    [Fact]
    public void A_target_of_what_is_agreed_changes_when_both_sides_have_set_the_same()
    {
        _play.Do(World.Db, Target("places", 2025, 1, 1));
        Assert.Equal((30m, 2), (TargetOf(2025), _play.View("places").Commitment.Revision));
        var asked = Assert.Single(_play.View("places").Commitment.Asked);
        Assert.Equal((CommitmentAskKind.Target, World.Of(1), "vn-db"), (asked.Kind, asked.Target!.Amount, asked.By.Body));
        _play.Refused(World.Db, Target("places", 2025, 1, 2), RefusalCodes.OtherSideHasToAgree);
        _play.Refused(World.Lpb, Target("places", 2025, 1, 1), RefusalCodes.RevisionStale);
        // Another figure asks in turn.
        _play.Do(World.Lpb, Target("places", 2025, 20, 2));
        Assert.Equal((30m, "la-lpb"), (TargetOf(2025), Assert.Single(_play.View("places").Commitment.Asked).By.Body));
        _play.Do(World.Db, Target("places", 2025, 20, 3));
        Assert.Equal((20m, 4), (TargetOf(2025), _play.View("places").Commitment.Revision));
        Assert.Empty(_play.View("places").Commitment.Asked);
        var set = Assert.IsType<TargetSet>(_play.History[^1]);
        Assert.Equal((30m, 20m), (set.Before!.Amount!.Value, set.Target.Amount!.Value));
    }

    [Fact]
    public void A_target_that_is_asked_for_where_there_was_none_is_dropped_by_none()
    {
        var none = Target("places", 2024, 40, 1) with { Amount = null };
        _play.Refused(World.Db, none, RefusalCodes.TargetNotTaken);
        _play.Do(World.Db, Target("places", 2024, 40, 1));
        _play.Do(World.Lpb, none with { Revision = _play.View("places").Commitment.Revision });
        Assert.IsType<TargetAskDropped>(_play.History[^1]);
        Assert.Empty(_play.View("places").Commitment.Asked);
    }

    [Fact]
    public void An_agreement_takes_every_target_that_the_other_side_asks_for_and_what_holds_drops_one()
    {
        _play.Do(World.Db, Target("places", 2026, 40, 1)).Do(World.Db, Target("places", 2027, 50, 2)).Do(World.Lpb, Target("places", 2025, 10, 3));
        _play.Refused(World.Db, World.Commit("x") with { Id = "places" }, RefusalCodes.AlreadyExists);
        _play.Do(World.Lpb, Target("places", 2026, 30, 4));
        Assert.IsType<TargetAskDropped>(_play.History[^1]);
        _play.Do(World.Lpb, Agree("places", 5));
        Assert.Equal((30m, 30m, 50m, 6), (TargetOf(2025), TargetOf(2026), TargetOf(2027), _play.View("places").Commitment.Revision));
        _play.Refused(World.Lpb, Agree("places", 6), RefusalCodes.OtherSideHasToAgree);
        _play.Do(World.Db, Agree("places", 6));
        Assert.Equal(10m, TargetOf(2025));
    }

    [Fact]
    public void Targets_that_are_asked_for_do_not_overlap_either_and_stand_on_a_party_of_the_commitment()
    {
        var play = Books.Program();
        var half = new SetTarget { Commitment = "support", Revision = 1, Period = World.Span("2025-01", "2025-06"), Amount = World.Of(1, "VND") };
        play.Do(World.Db, half);
        play.Refused(World.Lpb, half with { Revision = 2, Period = Window.Year(2025) }, RefusalCodes.PeriodsOverlap, "/period");
        play.Refused(World.Psl, Target("places", 2025, 1, 1), RefusalCodes.NotOfTheProvince);
        play.Do(World.Vientiane, half with { Revision = 2 });
        Assert.Single(play.View("support").Commitment.Targets);
    }

    [Fact]
    public void A_proposal_is_dropped_or_refused_by_one_side()
    {
        _play.Refused(World.Lpb, Cancel("own", " "), RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Psl, Cancel("own"), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Db, Cancel("none"), RefusalCodes.CommitmentUnknown);
        _play.Do(World.Db, Own with { Id = "other" });
        foreach (var (by, commitment) in (ReadOnlySpan<(Actor, string)>)[(World.Lpb, "own"), (World.Db, "other")])
        {
            _play.Do(by, Cancel(commitment));
            Assert.Equal(CommitmentState.Cancelled, _play.View(commitment).Commitment.State);
            Assert.Empty(_play.View(commitment).Commitment.Asked);
            _play.Refused(World.Lpb, Agree(commitment, 2), RefusalCodes.CommitmentNotActive);
            _play.Refused(World.Lpb, Cancel(commitment), RefusalCodes.CommitmentNotActive);
            _play.Refused(World.Db, Target(commitment, 2027, 1, 2), RefusalCodes.CommitmentNotActive);
        }
    }

    [Fact]
    public void What_is_agreed_is_given_up_by_both_sides_and_keeps_its_entries()
    {
        var confirmed = _play.Report(World.Db, World.Report("places", World.Of(12)));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = confirmed });
        var disputed = _play.Report(World.Db, World.Report("places", World.Of(5), "2026-01", "2026-02"));
        _play.Do(World.Lpb, new DisputeEntry { Entry = disputed, OwnFigure = World.Of(4), Reason = "khác" });
        _play.Do(World.Db, Cancel("places")).Refused(World.Db, Cancel("places"), RefusalCodes.OtherSideHasToAgree);
        Assert.Equal(CommitmentState.Active, _play.View("places").Commitment.State);
        Assert.Equal("không làm nữa", Assert.Single(_play.View("places").Commitment.Asked).Reason);
        _play.Do(World.Lpb, Cancel("places"));
        var view = _play.View("places");
        Assert.Equal((CommitmentState.Cancelled, (StatusLight?)null, World.Of(12)), (view.Commitment.State, view.Light, view.Overall.Confirmed));
        Assert.DoesNotContain(view.Periods, period => period.Overdue);
        _play.Refused(World.Db, World.Report("places", World.Of(1)), RefusalCodes.CommitmentNotActive);
        // What was in dispute is still settled.
        _play.Do(World.Db, World.Report("places", World.Of(4), "2026-01", "2026-02") with { Corrects = disputed });
    }

    [Fact]
    public void No_target_reaches_beyond_the_term_which_the_refusal_names()
    {
        var beyond = _play.Refused(World.Db, Own with { Id = "long", Yearly = new() { From = 2025, To = 2028, Amount = World.Of(1) } },
            RefusalCodes.TargetBeyondTerm, "/yearly/to");
        Assert.Equal("2027", beyond.Detail("ended"));
        foreach (var to in (string[])["2028", "2028-01"])
            _play.Refused(World.Db, Target("places", 0, 1, 1) with { Period = World.Span("2027-12", to) }, RefusalCodes.TargetBeyondTerm, "/period/to");
        var draft = Books.Agreement("vn-db", "la-lpb").Do(World.Db, Own);
        draft.Refused(World.Db, Target("own", 2028, 1, 1), RefusalCodes.TargetBeyondTerm, "/period/to");
        // Without a term, and in a province's own book, nothing ends.
        Books.Province().Do(World.Db, Own with { Yearly = new() { From = 2025, To = 2040, Amount = World.Of(1) } });
    }

    private CommitmentState StateOf(AddCommitment add) => _play.Do(World.Db, add).View(add.Id!).Commitment.State;

    private decimal TargetOf(int year) =>
        _play.View("places").Commitment.Targets.Single(target => target.Period == Window.Year(year)).Amount!.Value;

    private static AgreeToCommitment Agree(string commitment, int revision) => new() { Commitment = commitment, Revision = revision };

    private static CancelCommitment Cancel(string commitment, string reason = "không làm nữa") => new() { Commitment = commitment, Reason = reason };

    private static SetTarget Target(string commitment, int year, decimal people, int revision) =>
        new() { Commitment = commitment, Revision = revision, Period = Window.Year(year == 0 ? 2000 : year), Amount = World.Of(people) };
}
