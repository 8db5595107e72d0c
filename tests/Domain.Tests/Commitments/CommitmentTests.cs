using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class CommitmentTests
{
    [Fact]
    public void Thirty_a_year_for_2025_to_2027_is_three_targets()
    {
        var targets = Books.Program().View("places").Commitment.Targets;
        Assert.Equal(["2025", "2026", "2027"], targets.Select(target => target.Period.ToString()));
        Assert.All(targets, target => Assert.Equal(World.Of(30), target.Amount));
    }

    [Fact]
    public void Changing_2027_leaves_2025_and_2026_untouched()
    {
        var play = Books.Program();
        play.DoBoth(World.Lpb, World.Db, Target("places", 2027, World.Of(40)));
        Assert.Equal([30, 30, 40], play.View("places").Commitment.Targets.Select(target => target.Amount!.Value));
        Assert.Equal(3, play.View("places").Commitment.Revision);
        var set = Assert.IsType<TargetSet>(play.History[^1]);
        Assert.Equal((30m, 40m), (set.Before!.Amount!.Value, set.Target.Amount!.Value));
    }

    [Fact]
    public void A_stale_target_names_the_field_and_its_value()
    {
        var play = Books.Program().DoBoth(World.Db, World.Lpb, Target("places", 2027, World.Of(40)));
        var stale = play.Refused(World.Lpb, Target("places", 2027, World.Of(50)), RefusalCodes.RevisionStale);
        Assert.Equal(("3", "1", "targets[2027]", "40 person"),
            (stale.Detail("revision"), stale.Detail("given"), stale.Detail("fields"), stale.Detail("current")));
        play.Refused(World.Lpb, Target("places", 2027, World.Of(40)) with { Revision = 3 }, RefusalCodes.NothingChanges);
    }

    [Theory]
    [InlineData("2027-01", "2027-06")]
    [InlineData("2026-12-31", "2027-06")]
    [InlineData("2024", "2025")]
    [InlineData("2025?", "2025?")]
    public void Target_periods_never_overlap(string from, string to) => Books.Program().Refused(
        World.Db, Target("places", 0, World.Of(1)) with { Period = World.Span(from, to) }, RefusalCodes.PeriodsOverlap, "/period");

    [Fact]
    public void A_target_period_ends()
    {
        Books.Program().Refused(World.Db, Target("places", 0, World.Of(1)) with { Period = World.Span("2028", null) }, RefusalCodes.WindowInvalid, "/period/to");
        Books.Program().Refused(World.Db, Target("places", 0, World.Of(1)) with { Period = World.Span("2029", "2028") }, RefusalCodes.WindowInvalid, "/period");
    }

    [Fact]
    public void A_per_course_target_is_undefined_until_courses_exist_and_then_counts_them()
    {
        var play = Books.Program();
        Assert.All(play.View("courses").Periods, period => Assert.Null(period.Target));
        play.Refused(World.Db, Target("courses", 2025, World.Of(30)), RefusalCodes.TargetNotTaken);
        play.Refused(World.Db, Target("courses", 2025, null), RefusalCodes.TargetNotTaken);
        play.DoBoth(World.Db, World.Lpb, Target("courses", 2025, null) with { Courses = 2 });
        Assert.Equal([World.Of(30), null, null], play.View("courses").Periods.Select(period => period.Target));
        play.DoBoth(World.Db, World.Lpb, Target("courses", 2025, null) with { Courses = 0, Revision = 3 });
        Assert.Null(play.View("courses").Periods[0].Target);
    }

    [Fact]
    public void Each_cadence_takes_its_own_kind_of_target()
    {
        var play = Books.Program();
        foreach (var cadence in (Cadence[])[Cadence.PerCourse, Cadence.PerCoursePerYear])
        {
            var add = World.Commit("c1", cadence: cadence) with { Rate = World.Of(15) };
            play.Refused(World.Db, add with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) } }, RefusalCodes.TargetNotTaken, "/yearly/amount");
            Assert.Null(play.Try(World.Db, add with { Yearly = new() { From = 2025, To = 2027 } }).Refusal);
        }
        foreach (var cadence in (Cadence[])[Cadence.Yearly, Cadence.Once, Cadence.Standing, Cadence.Alternating])
            play.Refused(World.Db, World.Commit("c1", cadence: cadence) with { Yearly = new() { From = 2025, To = 2027 } }, RefusalCodes.TargetNotTaken);
        play.Refused(World.Db, Target("places", 2028, null) with { Courses = 2 }, RefusalCodes.TargetNotTaken);
        play.Refused(World.Db, Target("duty", 2025, World.Of(1)), RefusalCodes.AttestationNotMeasured);
        foreach (var courses in (int[])[-1, 10_001])
            play.Refused(World.Db, Target("courses", 2025, null) with { Courses = courses }, RefusalCodes.CoursesInvalid, "/courses");
    }

    [Theory]
    [InlineData("persons", "person")]
    [InlineData("usd", "USD")]
    [InlineData("Vnd", "VND")]
    [InlineData("kilometer", "kilometre")]
    [InlineData("đồng", "VND")]
    [InlineData("Học sinh", "person")]
    [InlineData("", "")]
    public void A_unit_that_is_none_is_refused_with_the_nearest_that_is_one(string unit, string nearest)
    {
        var play = Books.Program();
        Assert.Equal(nearest, play.Refused(World.Db, World.Commit("c1", unit: unit), RefusalCodes.UnitUnknown, "/unit").Detail("nearest"));
        play.Refused(World.Db, World.Report("places", World.Of(1, unit)), RefusalCodes.UnitUnknown, "/amount/unit");
    }

    [Fact]
    public void What_is_no_commitment_is_refused_where_it_is_wrong()
    {
        var play = Books.Program();
        var add = World.Commit("c1");
        foreach (var (wrong, code, pointer) in (ReadOnlySpan<(AddCommitment, string, string?)>)[
            (add with { Id = "C1" }, RefusalCodes.IdInvalid, "/id"),
            (add with { Title = new() }, RefusalCodes.TextMissing, "/title"),
            (add with { Givers = [] }, RefusalCodes.PartiesInvalid, "/givers"),
            (add with { Beneficiaries = ["la-lpb", "la-lpb"] }, RefusalCodes.PartiesInvalid, "/beneficiaries"),
            (add with { Beneficiaries = ["la-bko"] }, RefusalCodes.NotAParty, "/beneficiaries"),
            (add with { Givers = ["la-psl"] }, RefusalCodes.PartiesInvalid, "/beneficiaries"),
            (add with { Indicator = "Học sinh" }, RefusalCodes.IdInvalid, "/indicator"),
            (add with { Unit = null }, RefusalCodes.UnitUnknown, "/unit"),
            (add with { Unit = "XAU" }, RefusalCodes.UnitUnknown, "/unit"),
            (add with { Unit = "apples" }, RefusalCodes.UnitUnknown, "/unit"),
            (add with { Measure = Measure.Attestation }, RefusalCodes.AttestationNotMeasured, "/unit"),
            (add with { Measure = Measure.Attestation, Unit = null, Rate = World.Of(1) }, RefusalCodes.AttestationNotMeasured, "/rate"),
            (add with { Measure = Measure.Attestation, Unit = null, Yearly = new() { From = 2025, To = 2025 } }, RefusalCodes.AttestationNotMeasured, "/yearly"),
            (add with { Rate = World.Of(1, "VND") }, RefusalCodes.UnitMismatch, "/rate/unit"),
            (add with { Rate = World.Of(1.5m) }, RefusalCodes.AmountScale, "/rate/value"),
            (add with { Yearly = new() { From = 2027, To = 2025, Amount = World.Of(1) } }, RefusalCodes.WindowInvalid, "/yearly"),
            (add with { Yearly = new() { From = 2000, To = 2200, Amount = World.Of(1) } }, RefusalCodes.WindowInvalid, "/yearly"),
            (add with { Yearly = new() { From = 2025, To = 2025, Amount = World.Of(-1) } }, RefusalCodes.AmountNegative, "/yearly/amount/value"),
            (add with { Id = "places" }, RefusalCodes.AlreadyExists, null)])
            play.Refused(World.Db, wrong, code, pointer);
        play.Refused(World.Bokeo, add, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Hanoi, add, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Who("vn-db", Roles.Recorder | Roles.Confirmer), add, RefusalCodes.RoleMissing);
    }

    [Fact]
    public void Too_many_targets_are_called_so()
    {
        var play = Books.Program().Do(World.Db, World.Commit("long") with { Yearly = new() { From = 1968, To = 2027, Amount = World.Of(1) } });
        play.Refused(World.Db, Target("long", 1967, World.Of(1)), RefusalCodes.TooManyItems, "/period");
    }

    [Fact]
    public void A_commitment_rests_on_a_clause_that_the_agreement_has_or_as_stated_where_the_text_lists_none()
    {
        var wrong = World.Commit("clause", to: ["la-psl"]) with { Basis = new() { Kind = BasisKind.Clause, Clause = "zzz" } };
        var unsourced = wrong with { Sources = default };
        ValueList<Clause> clauses = [new() { Id = "c3", Text = World.Vi("Học bổng") }];
        var draft = new Play<AgreementBook>(World.Terms.Agreement).Do(World.Db, Books.Draft(["vn-db", "la-psl"]) with { Text = Books.Text("Biên bản") with { Clauses = clauses } });
        Assert.Equal(["c3"], AgreementBook.Terms(draft.State, draft.Book, 1).Clauses);
        var program = new Play<ProgramBook>(BookKey.Program("db-north")) { Agreement = World.Terms with { Clauses = ["c3"] } };
        program.Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network });
        Assert.Equal("zzz", draft.Refused(World.Db, wrong, RefusalCodes.ReferenceUnknown, "/basis/clause").Detail("id"));
        program.Refused(World.Db, wrong, RefusalCodes.ReferenceUnknown, "/basis/clause");
        draft.Do(World.Db, wrong with { Basis = new() { Kind = BasisKind.Clause, Clause = "c3" } });
        program.Do(World.Db, unsourced with { Basis = new() { Kind = BasisKind.Clause, Clause = "c3" } });

        var stated = new Play<AgreementBook>(World.Terms.Agreement).Do(World.Db, Books.Stated(World.Years(2025, 2027)));
        var loose = new Play<ProgramBook>(BookKey.Program("loose")).Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Parties = World.Network });
        stated.Refused(World.Db, unsourced, RefusalCodes.ReferenceUnknown, "/basis/clause");
        loose.Refused(World.Db, unsourced, RefusalCodes.ReferenceUnknown, "/basis/clause");
        Books.Province().Refused(World.Db, unsourced, RefusalCodes.ReferenceUnknown, "/basis/clause");
        stated.Do(World.Db, wrong);
        loose.Do(World.Db, wrong);
    }

    [Fact]
    public void A_proposal_never_enters_progress()
    {
        var play = Books.Program().Do(World.Db, World.Commit("wish") with { Basis = new() { Kind = BasisKind.Proposal } });
        Assert.Equal(CommitmentState.Proposed, play.View("wish").Commitment.State);
        Assert.Equal("proposed", play.Refused(World.Db, World.Report("wish", World.Of(1)), RefusalCodes.CommitmentNotActive).Detail("state"));
    }

    [Fact]
    public void A_commitment_without_an_id_gets_one_that_follows_from_its_operation()
    {
        var play = Books.Program();
        var add = World.Commit("x1") with { Id = null };
        Assert.Equal(play.Try(World.Db, add).Events, play.Try(World.Db, add).Events);
    }

    private static SetTarget Target(string commitment, int year, Amount? amount) =>
        new() { Commitment = commitment, Revision = 1, Period = year == 0 ? default : Window.Year(year), Amount = amount };
}
