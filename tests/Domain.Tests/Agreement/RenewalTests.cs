using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class RenewalTests
{
    private static readonly BookKey Old = BookKey.Agreement("db-psl-2025-2027");
    private static readonly BookKey New = BookKey.Agreement("db-psl-2028-2030");
    private static readonly CommitmentRef OfOld = new() { Book = Old, Commitment = "places" };
    private static readonly CommitmentRef OfProgram = new() { Book = BookKey.Program("db-psl-training"), Commitment = "courses" };
    private static readonly AgreementTerms Terms = World.Terms with { Agreement = Old, Parties = ["vn-db", "la-psl"] };
    private static readonly SignOffReview Reviewed = new() { Findings = "đã tổng kết" };
    private static readonly ReopenReview Again = new() { Reason = "thiếu số liệu" };

    [Fact]
    public void The_draft_begins_with_the_chosen_commitments_and_targets_of_its_own()
    {
        var play = new Play<AgreementBook>(New) { Predecessor = Terms };
        play.Do(World.Db, Renew(OfOld, OfProgram));
        var view = AgreementBook.View(play.State, New, 1, CivilTime.DateOf(play.Now));
        Assert.Equal((Old, AgreementState.Draft), (view.Predecessor!.Value, view.State));
        Assert.Equal(["vn-db", "la-psl"], view.Parties);
        Assert.Equal([OfOld, OfProgram], view.Carries);
        // That of the program waits for a program of the new term.
        var carried = Assert.Single(view.Commitments).Commitment;
        Assert.Equal((OfOld, "places", 1, CommitmentState.Drafted), (carried.CarriedFrom, carried.Id, carried.Revision, carried.State));
        Assert.Empty(carried.Targets);
        Assert.Equal(1, view.Revision);
        play.Do(World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2028), Amount = World.Of(40) });
        // It was drafted after its predecessor began, and is not edited to begin before.
        play.Refused(World.Db, new EditText { Revision = 1, Text = Books.Text("Mới", World.Years(2025, 2030)) }, RefusalCodes.TermBeforePredecessor,
            "/text/term/from");
        Assert.Equal(2, play.State.Revision);
    }

    [Fact]
    public void What_it_carries_exists_is_active_and_of_its_parties()
    {
        var play = new Play<AgreementBook>(New) { Predecessor = Terms };
        play.Refused(World.Db, Renew(OfOld) with { Found = default }, RefusalCodes.ReferenceUnknown, "/carry/0");
        play.Refused(World.Db, Renew(OfOld, OfOld), RefusalCodes.ReferencesTwice, "/carry");
        var proposed = Found(OfOld);
        play.Refused(World.Db, Renew(OfOld) with { Found = [proposed with { Commitment = proposed.Commitment with { State = CommitmentState.Proposed } }] },
            RefusalCodes.CommitmentNotActive, "/carry/0");
        var more = new Play<AgreementBook>(New) { Predecessor = Terms with { Parties = ["vn-db", "la-psl", "la-lpb"] } };
        more.Refused(World.Db, Renew(OfOld) with { Parties = ["vn-db", "la-lpb"] }, RefusalCodes.NotAParty, "/carry/0");
        play.Refused(World.Db, Renew(OfOld) with { Text = Books.Text("Mới", World.Years(2025, 2030)) }, RefusalCodes.TermBeforePredecessor);
        new Play<AgreementBook>(New).Refused(World.Db, Renew(OfOld) with { Parties = ["vn-db", "la-psl"] }, RefusalCodes.PredecessorUnknown, "/predecessor");
        play.Refused(World.Hanoi, Renew(OfOld), RefusalCodes.NotOfTheProvince);
    }

    [Fact]
    public void The_review_signed_off_by_both_sides_freezes_the_term_until_both_reopen_it()
    {
        var play = InForce();
        var entry = play.Report(World.Db, World.Report("places", World.Of(12)));
        play.Refused(World.Db, new SignOffReview { Findings = " " }, RefusalCodes.TextMissing, "/findings");
        play.Refused(World.Hanoi, Reviewed, RefusalCodes.NotOfTheProvince);
        play.Do(World.Db, Reviewed).Refused(World.Db, Reviewed, RefusalCodes.OtherSideHasToAgree);
        play.Do(World.Psl, Reviewed);
        Assert.Equal(World.Date("2026-11-21"), AgreementBook.Terms(play.State, Old, 9).FrozenOn);
        foreach (var change in (Command[])
            [Reviewed, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(1) }, World.Commit("more", to: ["la-psl"]),
             World.Report("places", World.Of(3)),
             new ProposeAmendment { Revision = 1, Reason = "x", Changes = [new() { Field = "title", Text = World.Vi("x") }] }])
            play.Refused(World.Db, change, RefusalCodes.TermFrozen);
        // What was reported before is still answered.
        play.Do(World.Psl, new ConfirmEntry { Entry = entry });
        play.Do(World.Psl, Again).Refused(World.Psl, Again, RefusalCodes.OtherSideHasToAgree);
        play.Do(World.Db, Again).Do(World.Db, World.Report("places", World.Of(3)));
        play.Refused(World.Db, Again, RefusalCodes.WrongState);
        play.Do(World.Psl, Reviewed).Do(World.Db, Reviewed);
        Books.Agreement().Refused(World.Db, Reviewed, RefusalCodes.WrongState);
    }

    [Fact]
    public void A_program_under_a_frozen_term_takes_neither_targets_nor_entries_and_names_the_successor()
    {
        var play = Books.Program();
        var entry = play.Report(World.Db, World.Report("places", World.Of(12)));
        play.Do(World.Lpb, new DisputeEntry { Entry = entry, OwnFigure = World.Of(10), Reason = "x" });
        play.Do(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 8, FrozenOn = World.Date("2026-11-21") } });
        var refusal = play.Refused(World.Db, World.Report("places", World.Of(1)), RefusalCodes.TermFrozen);
        Assert.Equal("agreement/db-north-2028-2030", refusal.Detail("successor"));
        play.Refused(World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(1) }, RefusalCodes.TermFrozen);
        play.Do(World.Db, World.Report("places", World.Of(11)) with { Corrects = entry });
    }

    [Fact]
    public void A_commitment_is_carried_once_for_each_successor_and_its_unfinished_quota_is_listed_once()
    {
        var play = InForce();
        var entry = play.Report(World.Db, World.Report("places", World.Of(30)));
        play.Do(World.Psl, new ConfirmEntry { Entry = entry });
        play.Do(World.Psl, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(12), "2026-01", "2026-02")) });
        var carry = new CarryForward { Commitment = "places", Successor = New, To = new() { Book = New, Commitment = "places" } };
        play.Refused(World.Db, carry, RefusalCodes.RoleMissing);
        play.Refused(Actor.System, carry with { Commitment = "none" }, RefusalCodes.CommitmentUnknown);
        play.Do(Actor.System, carry).Refused(Actor.System, carry, RefusalCodes.AlreadyNoted);
        play.Refused(Actor.System, carry with { To = null }, RefusalCodes.AlreadyNoted);
        play.Do(Actor.System, carry with { Successor = BookKey.Agreement("db-lpb-2028-2030"), To = null });
        var commitment = play.State.Commitments.Find("places")!.Commitment;
        Assert.Equal((CommitmentState.CarriedForward, 2), (commitment.State, commitment.CarriedTo.Count));
        Assert.Equal(
            [(Window.Year(2026), World.Of(12), World.Of(18)), (Window.Year(2027), null, World.Of(30))],
            commitment.CarriedTo[0].Unfinished.Select(left => (left.Period, left.Confirmed, left.Remaining)));
        Assert.Empty(commitment.CarriedTo[1].Unfinished);
        Assert.DoesNotContain(play.View("places").Periods, figures => figures.Overdue);
    }

    [Fact]
    public void A_successor_carries_on_once_whatever_asks_for_it_and_names_what_does()
    {
        var next = new Play<ProgramBook>(BookKey.Program("next")) { Agreement = World.Terms };
        next.Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network });
        var before = Found(OfOld).Commitment;
        var add = World.Commit("again") with { Sources = default, CarriedFrom = OfOld, Found = new() { Commitment = before, Successor = New, Chosen = false } };
        next.Do(World.Db, add).Refused(World.Db, add with { Id = "twice" }, RefusalCodes.AlreadyCarried, "/carriedFrom");
        next.Do(World.Lpb, new CancelCommitment { Commitment = "again", Reason = "khác" });
        var elsewhere = new CommitmentRef { Book = BookKey.Program("other"), Commitment = "places" };
        Assert.Equal("program/other/commitments/places", next.Refused(
            World.Db, add with { Id = "twice", Found = add.Found with { By = elsewhere } }, RefusalCodes.AlreadyCarried, "/carriedFrom").Detail("commitment"));
        var known = before with { CarriedTo = [new() { Successor = New, To = elsewhere, On = World.Date("2026-11-21") }] };
        next.Refused(World.Db, add with { Id = "twice", Found = add.Found with { Commitment = known } }, RefusalCodes.AlreadyCarried, "/carriedFrom");
        next.Refused(World.Db, add with { Id = "gone", Found = add.Found with { Commitment = before with { State = CommitmentState.Cancelled } } },
            RefusalCodes.CommitmentNotActive, "/carriedFrom");
        // Nor does what was given up.
        next.Do(World.Db, add with { Id = "anew", Found = add.Found with { Commitment = known, GivenUp = elsewhere } });
        next.Do(World.Db, new CancelCommitment { Commitment = "anew", Reason = "khác" });
        // Another successor's record, or one that names nothing, stands in nobody's way.
        var others = before with
        {
            CarriedTo = [new() { Successor = Old, To = elsewhere, On = World.Date("2026-11-21") }, new() { Successor = New, On = World.Date("2026-11-21") }],
        };
        next.Do(World.Db, add with { Id = "twice", Found = add.Found with { Commitment = others } });
    }

    [Fact]
    public void What_both_sides_chose_is_carried_on_at_once_when_it_is_unchanged_and_brings_no_targets()
    {
        var next = new Play<ProgramBook>(BookKey.Program("next")) { Agreement = World.Terms };
        next.Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network });
        var before = Found(OfOld).Commitment;
        foreach (var (id, chosen, change, state) in (ReadOnlySpan<(string, bool, Func<AddCommitment, AddCommitment>, CommitmentState)>)[
            ("chosen", true, add => add, CommitmentState.Active),
            ("not-chosen", false, add => add, CommitmentState.Proposed),
            ("more", true, add => add with { Beneficiaries = ["la-psl", "la-lpb"] }, CommitmentState.Proposed),
            ("other", true, add => add with { Rate = World.Of(90) }, CommitmentState.Proposed),
            ("title", true, add => add with { Title = World.Vi("300 suất") }, CommitmentState.Proposed),
            ("areas", true, add => add with { Areas = ["security"] }, CommitmentState.Proposed),
            ("targets", true, add => add with { Yearly = new() { From = 2026, To = 2027, Amount = World.Of(90) } }, CommitmentState.Proposed)])
        {
            var same = World.Commit(id, to: ["la-psl"]) with { Title = before.Title, Areas = before.Areas, Basis = before.Basis };
            var add = change(same) with { Sources = default, CarriedFrom = OfOld with { Commitment = id } };
            next.Do(World.Db, add with { Found = new() { Commitment = before, Successor = New, Chosen = chosen } });
            Assert.Equal((id, state), (id, next.View(id).Commitment.State));
        }
    }

    [Fact]
    public void Whatever_carries_it_on_is_named_when_it_is_found_later()
    {
        var play = InForce();
        var carry = new CarryForward { Commitment = "places", Successor = New };
        play.Do(Actor.System, carry).Refused(Actor.System, carry, RefusalCodes.AlreadyNoted);
        play.Do(Actor.System, carry with { To = OfProgram });
        Assert.IsType<CarryNamed>(play.History[^1]);
        var record = Assert.Single(play.View("places").Commitment.CarriedTo);
        Assert.Equal((New, OfProgram, 3), (record.Successor, record.To, record.Unfinished.Count));
        play.Refused(Actor.System, carry with { To = OfOld }, RefusalCodes.AlreadyNoted);
    }

    [Fact]
    public void A_reopened_review_lets_commitments_run_again_until_they_are_carried_on_anew()
    {
        var play = InForce().Do(World.Db, Reviewed).Do(World.Psl, Reviewed);
        var carry = new CarryForward { Commitment = "places", Successor = New };
        play.Do(Actor.System, carry).Do(World.Db, Again).Do(World.Psl, Again);
        Assert.Equal([nameof(ReviewReopened), nameof(CarryReverted)], play.History[^2..].Select(happened => happened.GetType().Name));
        var view = play.View("places");
        Assert.Equal((CommitmentState.Active, 0, true), (view.Commitment.State, view.Commitment.CarriedTo.Count, view.Periods[0].Overdue));
        Assert.Equal(StatusLight.Grey, view.Light);
        play.Do(World.Psl, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(30))) });
        play.Do(World.Db, Reviewed).Do(World.Psl, Reviewed).Do(Actor.System, carry);
        Assert.Equal([Window.Year(2026), Window.Year(2027)], Assert.Single(play.View("places").Commitment.CarriedTo).Unfinished.Select(left => left.Period));
    }

    [Fact]
    public void A_program_that_hears_of_the_reopening_lets_its_commitments_run_again()
    {
        var play = Books.Program();
        var frozen = World.Terms with { Version = 8, FrozenOn = World.Date("2026-11-21") };
        play.Do(Actor.System, new NoteAgreement { Terms = frozen });
        play.Do(Actor.System, new CarryForward { Commitment = "places", Successor = New });
        play.Do(Actor.System, new NoteAgreement { Terms = frozen with { Version = 9 } });
        Assert.Equal(CommitmentState.CarriedForward, play.View("places").Commitment.State);
        play.Do(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 10 } });
        Assert.Equal((CommitmentState.Active, CommitmentState.Active), (play.View("places").Commitment.State, play.View("support").Commitment.State));
        Assert.Single(play.History.OfType<CarryReverted>());
    }

    [Fact]
    public void What_a_bound_or_an_estimate_leaves_open_is_no_number()
    {
        var play = InForce();
        play.Do(World.Psl, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(20, estimate: true))) });
        play.Do(World.Psl, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(31, bound: Bound.AtLeast), "2026-01", "2026-02")) });
        var left = CarryRules.Unfinished(play.State.Commitments.Find("places")!, CivilTime.DateOf(play.Now));
        Assert.Equal([(Window.Year(2025), null), (Window.Year(2027), World.Of(30))], left.Select(one => (one.Period, one.Remaining)));
    }

    private static RenewAgreement Renew(params ReadOnlySpan<CommitmentRef> carry)
    {
        var all = ValueList.Create(carry);
        return new()
        {
            Id = New.Id,
            Type = InstrumentType.MinutesOfCooperation,
            Text = Books.Text("Biên bản mới", World.Years(2028, 2030)),
            Predecessor = Old,
            Carry = all,
            Found = all.Select(Found).ToValueList(),
        };
    }

    private static FoundCommitment Found(CommitmentRef of) =>
        new() { Ref = of, Commitment = InForce().State.Commitments.Find("places")!.Commitment with { Id = of.Commitment } };

    private static Play<AgreementBook> InForce() =>
        new Play<AgreementBook>(Old).Do(World.Db, Books.Draft(["vn-db", "la-psl"]))
            .Do(World.Db, World.Commit("places", to: ["la-psl"]) with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) } })
            .Do(World.Db, new AcceptText { Revision = 2 }).Do(World.Psl, new AcceptText { Revision = 2 })
            .Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);
}
