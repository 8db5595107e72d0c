using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class InstrumentTests
{
    private static readonly BookKey Key = BookKey.Agreement("db-psl");

    [Theory]
    [InlineData(2025, 2027, AgreementState.InForceAsStated, 405)]
    [InlineData(2022, 2024, AgreementState.ExpiredAsStated, null)]
    [InlineData(0, 0, AgreementState.TermNotStated, null)]
    public void A_registered_instrument_stands_as_stated_and_pretends_no_signature(int from, int to, AgreementState state, int? daysLeft)
    {
        var play = new Play<AgreementBook>(Key).Do(World.Db, Books.Stated(from == 0 ? null : World.Years(from, to)));
        var view = AgreementBook.View(play.State, Key, 1, CivilTime.DateOf(play.Now));
        Assert.Equal((state, daysLeft, daysLeft is not null), (view.State, view.DaysLeft, view.ExpiringSoon));
        Assert.Empty(view.Signatures);
        Assert.Empty(view.AcceptedBy);
        Assert.DoesNotContain(play.History, happened => happened is AgreementSigned or AgreementEnteredIntoForce);
        Assert.True(view.SignedOn!.Value.YearInferred);
    }

    [Fact]
    public void A_suspended_instrument_whose_stated_term_is_over_has_expired_as_stated()
    {
        var play = new Play<AgreementBook>(Key).Do(World.Db, Books.Stated(World.Years(2025, 2027))).Do(World.Db, new SuspendAgreement { Reason = "dịch" });
        Assert.Equal(AgreementState.ExpiredAsStated, AgreementBook.StateOn(play.State, new(2028, 1, 1)));
    }

    [Fact]
    public void It_is_read_from_somewhere()
    {
        var play = new Play<AgreementBook>(Key);
        play.Refused(World.Db, Books.Stated(null) with { Sources = default }, RefusalCodes.SourcesMissing, "/sources");
        play.Refused(World.Db, Books.Stated(null) with { SignedOn = World.Date("2027") }, RefusalCodes.DateInFuture, "/signedOn");
        play.Do(World.Db, Books.Stated(null)).Refused(World.Db, Books.Stated(null), RefusalCodes.AlreadyExists);
        play.Refused(World.Db, Books.Draft(["vn-db", "la-psl"]), RefusalCodes.AlreadyExists);
    }

    [Fact]
    public void Its_term_does_not_end_before_it_begins() => new Play<AgreementBook>(Key).Refused(
        World.Db, Books.Stated(World.Years(2027, 2025)), RefusalCodes.TermInvalid, "/text/term");

    [Fact]
    public void A_successor_begins_after_its_predecessor_began()
    {
        var play = new Play<AgreementBook>(Key) { Predecessor = World.Terms };
        var draft = Books.Draft(["vn-db", "la-psl"]) with { Predecessor = World.Terms.Agreement };
        play.Refused(World.Db, draft, RefusalCodes.TermBeforePredecessor, "/text/term/from");
        play.Do(World.Db, draft with { Text = Books.Text("Biên bản mới", World.Years(2028, 2030)) });
        new Play<AgreementBook>(Key).Refused(World.Db, draft, RefusalCodes.PredecessorUnknown, "/predecessor");
    }

    [Fact]
    public void A_successor_goes_on_with_what_parties_of_both_sides_made_and_had_in_force()
    {
        var after = World.Years(2028, 2030);
        foreach (var (of, state, code) in (ReadOnlySpan<(ValueList<string>, AgreementState, string?)>)[
            (["vn-db", "la-psl", "la-odx"], AgreementState.ExpiredAsStated, null),
            (["vn-db", "la-psl"], AgreementState.Suspended, null),
            (["vn-db", "la-psl"], AgreementState.Terminated, null),
            (["vn-db", "la-psl"], AgreementState.TermNotStated, null),
            (["vn-db", "la-lpb"], AgreementState.InForce, RefusalCodes.PredecessorOfOthers),
            (["vn-sl", "la-psl"], AgreementState.InForce, RefusalCodes.PredecessorOfOthers),
            (["vn-db", "la-psl"], AgreementState.Draft, RefusalCodes.PredecessorNeverInForce),
            (["vn-db", "la-psl"], AgreementState.TextAgreed, RefusalCodes.PredecessorNeverInForce),
            (["vn-db", "la-psl"], AgreementState.PartlySigned, RefusalCodes.PredecessorNeverInForce),
            (["vn-db", "la-psl"], AgreementState.Withdrawn, RefusalCodes.PredecessorNeverInForce)])
            foreach (var begin in (Command[])
                [Books.Draft(["vn-db", "la-psl"]) with { Predecessor = World.Terms.Agreement, Text = Books.Text("Mới", after) },
                 Books.Stated(after) with { Predecessor = World.Terms.Agreement }])
            {
                var play = new Play<AgreementBook>(Key) { Predecessor = World.Terms with { Parties = of, State = state } };
                if (code is null)
                    play.Do(World.Db, begin);
                else
                    play.Refused(World.Db, begin, code, "/predecessor");
            }
    }

    [Fact]
    public void No_amendment_lets_it_begin_before_its_predecessor()
    {
        var (follows, earlier) = (World.Terms.Agreement, World.Terms with { Parties = ["vn-db", "la-psl"] });
        var drafted = new Play<AgreementBook>(Key) { Predecessor = earlier }
            .Do(World.Db, Books.Draft(["vn-db", "la-psl"]) with { Predecessor = follows, Text = Books.Text("Mới") with { Term = null } });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            drafted.Do(party, new AcceptText { Revision = 1 });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            drafted.Do(party, Books.Signature);
        var stated = new Play<AgreementBook>(Key) { Predecessor = earlier }.Do(World.Db, Books.Stated(null) with { Predecessor = follows });
        foreach (var play in (Play<AgreementBook>[])[drafted, stated])
        {
            var propose = new ProposeAmendment { Revision = 1, Reason = "x", Changes = [new() { Field = "term", Term = World.Years(2025, 2030) }] };
            Assert.Equal("2025", play.Refused(World.Db, propose, RefusalCodes.TermBeforePredecessor, "/changes/0/term/from").Detail("began"));
            play.Do(World.Db, propose with { Changes = [new() { Field = "term", Term = World.Years(2026, 2030) }] });
        }
    }

    [Fact]
    public void What_follows_a_restricted_instrument_is_restricted_and_the_uncleared_learn_nothing_of_it()
    {
        var play = new Play<AgreementBook>(Key) { Predecessor = World.Terms with { Restricted = true } };
        var draft = Books.Draft(["vn-db", "la-psl"]) with { Predecessor = World.Terms.Agreement, Text = Books.Text("Mới", World.Years(2028, 2030)) };
        var cleared = World.Who("vn-db", cleared: true);
        play.Refused(World.Db, draft, RefusalCodes.PredecessorUnknown, "/predecessor");
        play.Refused(cleared, draft, RefusalCodes.MustBeRestricted, "/restricted");
        play.Refused(cleared, Books.Stated(World.Years(2028, 2030)) with { Predecessor = World.Terms.Agreement }, RefusalCodes.MustBeRestricted, "/predecessor");
        play.Do(cleared, draft with { Restricted = true });
    }

    [Fact]
    public void What_stands_above_an_instrument_is_one_that_its_drafter_sees_and_restricted_only_if_it_is_so_itself()
    {
        var draft = Books.Draft(["vn-db", "la-psl"]) with { Parent = World.Terms.Agreement };
        var stated = Books.Stated(null) with { Parent = World.Terms.Agreement };
        var cleared = World.Who("vn-db", cleared: true);
        var unknown = new Play<AgreementBook>(Key);
        var hidden = new Play<AgreementBook>(Key) { Agreement = World.Terms with { Restricted = true } };
        foreach (var command in (Command[])[draft, stated])
        {
            var refused = unknown.Refused(World.Db, command, RefusalCodes.ParentUnknown, "/parent");
            Assert.Equal(refused, hidden.Refused(World.Db, command, RefusalCodes.ParentUnknown, "/parent"));
            hidden.Refused(cleared, command, RefusalCodes.MustBeRestricted, command == draft ? "/restricted" : "/parent");
            new Play<AgreementBook>(Key) { Agreement = World.Terms }.Do(World.Db, command);
        }
        unknown.Refused(World.Db, draft with { Parent = Key }, RefusalCodes.ParentUnknown, "/parent");
        unknown.Refused(World.Db, draft with { Parent = BookKey.Program("db-north") }, RefusalCodes.ParentUnknown, "/parent");
        hidden.Do(cleared, draft with { Restricted = true });
    }

    [Fact]
    public void A_restricted_agreement_is_unknown_to_everyone_but_its_cleared_parties()
    {
        var cleared = World.Who("vn-db", cleared: true);
        var draft = Books.Draft(["vn-db", "la-psl"]) with { Restricted = true };
        var play = new Play<AgreementBook>(BookKey.Agreement("r-0123"));
        play.Refused(World.Db, draft, RefusalCodes.ClearanceMissing);
        play.Refused(cleared, draft with { Id = "readable" }, RefusalCodes.RestrictedIdNotTaken, "/id");
        play.Do(cleared, draft);
        foreach (var outsider in (Actor[])[World.Db, World.Psl, World.Who("la-lpb", cleared: true), World.Operator, World.Who("vn", Roles.Overseer)])
            foreach (var command in (Command[])[new AcceptText { Revision = 1 }, new NoteSuccessor { Successor = Key }, World.Report("c", null), World.Commit("c")])
                play.Refused(outsider, command, RefusalCodes.Unknown);
        play.Do(World.Who("la-psl", cleared: true), new AcceptText { Revision = 1 });
    }

    [Fact]
    public void Only_the_courier_names_successors_and_each_once()
    {
        var play = new Play<AgreementBook>(Key).Do(World.Db, Books.Stated(null));
        var note = new NoteSuccessor { Successor = World.Terms.Agreement };
        play.Refused(World.Db, note, RefusalCodes.RoleMissing);
        play.Do(Actor.System, note).Refused(Actor.System, note, RefusalCodes.AlreadyNoted);
        Assert.Equal([World.Terms.Agreement], play.State.RenewedBy);
    }
}
