using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ProgramTests
{
    private static readonly SuspendProgram Suspend = new() { Reason = "dịch bệnh" };
    private static readonly ResumeProgram Resume = new() { Reason = "hết dịch" };
    private static readonly CloseProgram Close = new()
    {
        Reason = "chuyển sang giai đoạn mới",
        Successor = BookKey.Program("db-north-2028"),
        SuccessorIsSeen = true,
        SuccessorParties = ["vn-db", "la-lpb"],
    };

    [Theory]
    [InlineData("open", "programSuspended", "wrongState", "programClosed")]
    [InlineData("suspended", "wrongState", "programResumed", "programClosed")]
    [InlineData("closed", "wrongState", "programResumed", "wrongState")]
    public void Every_move_happens_or_is_refused_by_name(string state, string suspend, string resume, string close)
    {
        foreach (var (command, expected) in (ReadOnlySpan<(Command, string)>)[(Suspend, suspend), (Resume, resume), (Close, close)])
        {
            var play = In(state);
            var decision = play.Try(World.Psl, command);
            Assert.Equal(expected, decision.Refusal?.Code ?? EventCatalog.NameOf(decision.Events.Single()));
            if (decision.Refusal is { } refused)
                Assert.Equal(state, refused.Detail("state"));
        }
    }

    [Theory]
    [InlineData("suspended", "")]
    [InlineData("closed", "program/db-north-2028")]
    public void A_program_that_is_not_open_takes_no_entries_and_names_its_successor(string state, string successor)
    {
        var refused = In(state).Refused(World.Db, World.Report("places", World.Of(30)), RefusalCodes.ProgramNotOpen);
        Assert.Equal((state, successor), (refused.Detail("state"), refused.Detail("successor")));
    }

    [Fact]
    public void A_dispute_is_settled_even_after_the_program_was_closed()
    {
        var play = In("open");
        var entry = play.Report(World.Db, World.Report("places", World.Of(30)));
        play.Do(World.Lpb, new DisputeEntry { Entry = entry, OwnFigure = World.Of(28), Reason = "hai người chưa đến" });
        play.Do(World.Db, Close);
        var correction = World.Report("places", World.Of(28)) with { Corrects = entry };
        play.Refused(World.Db, correction with { Occurred = World.Years(2026, 2026) }, RefusalCodes.ProgramNotOpen);
        play.Do(World.Db, correction);
    }

    [Fact]
    public void A_closed_program_takes_no_new_commitments_and_no_new_targets()
    {
        In("closed").Refused(World.Db, World.Commit("more"), RefusalCodes.ProgramNotOpen);
        In("closed").Refused(World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(1) },
            RefusalCodes.ProgramNotOpen);
    }

    [Fact]
    public void A_program_is_followed_by_another_program()
    {
        In("open").Refused(World.Db, Close with { Successor = BookKey.Agreement("x1") }, RefusalCodes.IdInvalid, "/successor");
        In("open").Refused(World.Db, Close with { Successor = BookKey.Program("db-north") }, RefusalCodes.IdInvalid, "/successor");
        In("open").Do(World.Db, Close with { Successor = null });
    }

    [Fact]
    public void A_program_is_followed_by_one_with_a_party_of_each_side_in_common()
    {
        foreach (var others in (ValueList<string>[])[default, ["vn-db"], ["vn-db", "la-bko"], ["vn-sl", "la-psl"], ["vn", "la"]])
            Assert.Equal("program/db-north-2028", In("open").Refused(
                World.Db, Close with { SuccessorParties = others }, RefusalCodes.SuccessorOfOthers, "/successor").Detail("successor"));
        In("open").Do(World.Db, Close with { SuccessorParties = ["vn-db", "la-bko", "la-odx"] });
    }

    [Fact]
    public void A_closed_program_is_opened_again_and_takes_what_it_refused()
    {
        var play = In("closed");
        var target = new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(1) };
        play.Refused(World.Db, World.Report("places", World.Of(30)), RefusalCodes.ProgramNotOpen);
        play.Refused(World.Db, target, RefusalCodes.ProgramNotOpen);
        play.Refused(World.Psl, Resume with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Bokeo, Resume, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Who("la-psl", Roles.Recorder), Resume, RefusalCodes.RoleMissing);
        play.Do(World.Psl, Resume);
        Assert.Equal((ProgramState.Open, null), (play.State.State, play.State.Successor));
        play.Do(World.Db, World.Report("places", World.Of(30))).Do(World.Db, target).Do(World.Db, World.Commit("more"));
        play.Refused(World.Psl, Resume, RefusalCodes.WrongState);
        play.Do(World.Db, Close);
    }

    [Fact]
    public void A_closed_program_stays_closed_when_its_agreement_is_over_or_its_successor_carries_it_on()
    {
        foreach (var state in (AgreementState[])[AgreementState.Withdrawn, AgreementState.Terminated, AgreementState.Expired, AgreementState.ExpiredAsStated])
            Assert.Equal(EnumCodes.Of(state), Noted(World.Terms with { State = state }).Refused(World.Psl, Resume, RefusalCodes.AgreementNotInForce).Detail("state"));
        Noted(World.Terms with { FrozenOn = World.Date("2026-10-01") }).Refused(World.Psl, Resume, RefusalCodes.TermFrozen);
        var play = In("closed");
        Assert.Equal("program/db-north-2028",
            play.Refused(World.Psl, Resume with { CarriedOnBy = Close.Successor }, RefusalCodes.ProgramCarriedOn).Detail("successor"));
        play.Now = World.At(2028, 1, 1);
        Assert.Equal("expired", play.Refused(World.Psl, Resume, RefusalCodes.AgreementNotInForce).Detail("state"));
        // Set aside for a time it is taken up whatever came of its agreement, as before.
        In("suspended").Do(World.Psl, Resume);

        static Play<ProgramBook> Noted(AgreementTerms terms) =>
            In("closed").Do(Actor.System, new NoteAgreement { Terms = terms with { Version = 8 } });
    }

    [Theory]
    [InlineData("2027-11", "2027-12", null)]
    [InlineData("2027-12", "2028-01", "agreementEnded")]
    [InlineData("2028-01", "2028-02", "agreementEnded")]
    [InlineData("2025-03", null, "agreementEnded")]
    [InlineData("2022-08", "2024-08", null)]
    public void After_the_agreements_end_only_earlier_windows_are_taken(string from, string? to, string? code)
    {
        var play = In("open");
        play.Now = World.At(2028, 6, 1);
        var report = World.Report("places", World.Of(30), from, to);
        if (code is null)
            play.Do(World.Db, report);
        else
            Assert.Equal("agreement/db-north-2028-2030", play.Refused(World.Db, report, code).Detail("successor"));
    }

    [Fact]
    public void A_window_open_to_the_report_date_is_taken_while_the_agreement_runs() =>
        In("open").Do(World.Db, World.Report("duty", null, "2025-03", null));

    [Theory]
    [InlineData(AgreementState.Draft, "agreementNotInForce")]
    [InlineData(AgreementState.TextAgreed, "agreementNotInForce")]
    [InlineData(AgreementState.PartlySigned, "agreementNotInForce")]
    [InlineData(AgreementState.InForce, null)]
    [InlineData(AgreementState.Suspended, "agreementNotInForce")]
    [InlineData(AgreementState.Terminated, null)]
    [InlineData(AgreementState.Withdrawn, "agreementNotInForce")]
    [InlineData(AgreementState.InForceAsStated, null)]
    [InlineData(AgreementState.TermNotStated, null)]
    public void Entries_wait_for_an_agreement_in_force(AgreementState state, string? code)
    {
        var play = In("open");
        play.Do(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 8, State = state } });
        if (code is null)
            play.Do(World.Db, World.Report("places", World.Of(30)));
        else
            Assert.Equal(state.ToString(), play.Refused(World.Db, World.Report("places", World.Of(30)), code).Detail("state"), ignoreCase: true);
    }

    [Theory]
    [InlineData("2025-03", "2026-10", null)]
    [InlineData("2026-10", "2026-11-21", null)]
    [InlineData("2026-11", "2026-12", "agreementEnded")]
    [InlineData("2025-03", null, "agreementEnded")]
    public void What_occurred_before_an_agreement_of_no_stated_term_was_terminated_is_taken(string from, string? to, string? code)
    {
        var agreement = new Play<AgreementBook>(World.Terms.Agreement).Do(World.Db, Books.Stated(null))
            .Do(World.Db, World.Commit("own") with { Beneficiaries = ["la-psl"] })
            .Do(World.Db, new TerminateAgreement { Reason = "ended" });
        var play = In("open");
        play.Do(Actor.System, new NoteAgreement { Terms = AgreementBook.Terms(agreement.State, agreement.Book, 8) });
        play.Now = agreement.Now = World.At(2027, 2, 1);
        if (code is null)
        {
            play.Do(World.Db, World.Report("places", World.Of(30), from, to));
            agreement.Do(World.Db, World.Report("own", World.Of(30), from, to));
            return;
        }
        Assert.Equal("2026-11-21", play.Refused(World.Db, World.Report("places", World.Of(30), from, to), code).Detail("ended"));
        agreement.Refused(World.Db, World.Report("own", World.Of(30), from, to), code);
    }

    [Fact]
    public void Older_news_of_the_agreement_is_dropped()
    {
        var play = In("open");
        play.Refused(Actor.System, new NoteAgreement { Terms = World.Terms }, RefusalCodes.AlreadyNoted);
        play.Refused(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 6 } }, RefusalCodes.AlreadyNoted);
        play.Refused(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 9, Agreement = BookKey.Agreement("other") } }, RefusalCodes.AgreementUnknown);
        play.Refused(World.Db, new NoteAgreement { Terms = World.Terms with { Version = 9 } }, RefusalCodes.RoleMissing);
    }

    [Fact]
    public void An_open_program_under_a_restricted_agreement_is_refused_and_tells_the_uncleared_nothing()
    {
        var restricted = World.Terms with { Restricted = true };
        var open = new OpenProgram { Title = World.Vi("Biên giới"), Agreement = restricted.Agreement, Parties = ["vn-db", "la-psl"] };
        var openly = new Play<ProgramBook>(BookKey.Program("border")) { Agreement = restricted };
        var cleared = World.Who("vn-db", cleared: true);
        var hidden = openly.Refused(World.Db, open, RefusalCodes.AgreementUnknown, "/agreement");
        Assert.Equal(hidden, new Play<ProgramBook>(BookKey.Program("border")).Refused(World.Db, open, RefusalCodes.AgreementUnknown));
        openly.Refused(cleared, open, RefusalCodes.MustBeRestricted, "/restricted");
        var play = new Play<ProgramBook>(BookKey.Program("r-0123")) { Agreement = restricted };
        play.Refused(World.Db, open with { Restricted = true }, RefusalCodes.ClearanceMissing);
        play.Refused(cleared, open with { Restricted = true, Id = "border" }, RefusalCodes.RestrictedIdNotTaken, "/id");
        play.Do(cleared, open with { Restricted = true });
        play.Refused(World.Db, Suspend, RefusalCodes.Unknown);
        play.Refused(World.Who("la-lpb", cleared: true), Suspend, RefusalCodes.Unknown);
    }

    [Fact]
    public void An_open_program_neither_looks_like_a_restricted_one_nor_names_one_as_its_successor()
    {
        var open = new OpenProgram { Title = World.Vi("Học bổng"), Parties = ["vn-db", "la-psl"] };
        new Play<ProgramBook>(BookKey.Program("r-0123")).Refused(World.Db, open, RefusalCodes.RestrictedIdNotTaken, "/id");
        var play = new Play<ProgramBook>(BookKey.Program("new"));
        play.Do(World.Db, open);
        var close = Close with { Successor = BookKey.Program("r-0123"), SuccessorParties = ["vn-db", "la-psl"] };
        play.Refused(World.Db, close, RefusalCodes.MustBeRestricted, "/successor");
        foreach (var unseen in (BookKey[])[BookKey.Program("next"), BookKey.Program("r-0123")])
            play.Refused(
                World.Db, close with { Successor = unseen, SuccessorIsSeen = false }, RefusalCodes.SuccessorUnknown, "/successor");
        play.Do(World.Db, close with { Successor = BookKey.Program("next") });
    }

    [Fact]
    public void A_program_stands_under_an_agreement_of_its_parties_that_has_not_ended()
    {
        var open = new OpenProgram { Title = World.Vi("Học bổng"), Agreement = World.Terms.Agreement, Parties = ["vn-db", "la-bko"] };
        var play = new Play<ProgramBook>(BookKey.Program("new")) { Agreement = World.Terms };
        play.Refused(World.Db, open, RefusalCodes.NotAParty, "/parties");
        play.Refused(World.Bokeo, open with { Parties = ["vn-db", "la-psl"] }, RefusalCodes.NotOfTheProvince);
        play.Agreement = World.Terms with { State = AgreementState.Withdrawn };
        play.Refused(World.Db, open with { Parties = ["vn-db", "la-psl"] }, RefusalCodes.WrongState);
        play.Agreement = World.Terms with { Agreement = BookKey.Agreement("other") };
        play.Refused(World.Db, open with { Parties = ["vn-db", "la-psl"] }, RefusalCodes.AgreementUnknown, "/agreement");
    }

    [Fact]
    public void A_program_under_practice_names_no_agreement_even_when_one_was_read()
    {
        var play = new Play<ProgramBook>(BookKey.Program("new")) { Agreement = World.Terms };
        play.Do(World.Db, new OpenProgram { Title = World.Vi("Giao lưu"), Parties = ["vn-db", "la-psl"] });
        Assert.Null(play.State.Agreement);
    }

    private static Play<ProgramBook> In(string state)
    {
        var play = Books.Program();
        return state switch { "suspended" => play.Do(World.Db, Suspend), "closed" => play.Do(World.Db, Close), _ => play };
    }
}
