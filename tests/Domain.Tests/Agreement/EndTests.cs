using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class EndTests
{
    private static readonly ExpireAgreement Word = new() { EndedOn = World.Date("2027-12-31") };
    private static readonly RevertEnd Wrong = new() { Reason = "nhầm" };

    [Fact]
    public void Time_brings_an_expiry_that_is_an_event_and_only_the_calendar_may_say_so()
    {
        var play = InForce();
        play.Refused(Actor.System, Word, RefusalCodes.AlreadyNoted);
        play.Now = World.At(2028, 1, 1);
        Assert.Equal(AgreementState.Expired, AgreementBook.StateOn(play.State, new(2028, 1, 1)));
        play.Refused(World.Db, Word, RefusalCodes.RoleMissing);
        play.Refused(Actor.System, new ExpireAgreement { EndedOn = World.Date("2027-12-30") }, RefusalCodes.AlreadyNoted);
        play.Do(Actor.System, Word);
        Assert.Equal(AgreementState.Expired, play.State.State);
        Assert.Null(EndRules.DueOn(play.State));
        play.Refused(Actor.System, Word, RefusalCodes.AlreadyNoted);
    }

    [Fact]
    public void An_instrument_entered_as_stated_expires_as_stated_and_one_without_an_end_never()
    {
        var play = new Play<AgreementBook>(BookKey.Agreement("old")).Do(World.Db, Books.Stated(World.Years(2022, 2024)));
        Assert.Equal(new DateOnly(2025, 1, 1), EndRules.DueOn(play.State));
        play.Do(Actor.System, new ExpireAgreement { EndedOn = World.Date("2024-12-31") });
        Assert.Equal(AgreementState.ExpiredAsStated, play.State.State);
        foreach (var term in (Window?[])[null, World.Span("2025", null), World.Span("2025", "9999")])
            Assert.Null(EndRules.DueOn(new Play<AgreementBook>(BookKey.Agreement("open")).Do(World.Db, Books.Stated(term)).State));
    }

    [Fact]
    public void Both_sides_revert_an_expiry_and_the_same_day_ends_it_no_more()
    {
        var play = Expired();
        play.Refused(World.Db, new RevertEnd { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Hanoi, Wrong, RefusalCodes.NotOfTheProvince);
        play.Do(World.Db, Wrong);
        Assert.Equal(AgreementState.Expired, play.State.State);
        Assert.Equal("vn-db", play.Refused(World.Db, Wrong, RefusalCodes.OtherSideHasToAgree).Detail("by"));
        play.Do(World.Psl, new RevertEnd { Reason = "đồng ý" });
        Assert.Equal(AgreementState.InForce, AgreementBook.StateOn(play.State, new(2028, 6, 1)));
        Assert.Null(EndRules.DueOn(play.State));
        play.Refused(Actor.System, Word, RefusalCodes.AlreadyNoted);
        var reverted = Assert.IsType<EndReverted>(play.History[^1]);
        Assert.Equal(("nhầm", "vn-db", "la-psl", "đồng ý"), (reverted.Ask.Reason, reverted.Ask.By, reverted.AgreedBy, reverted.Reason));
        // Nothing says any more when it ends: programs take entries on.
        Assert.Null(AgreementBook.Terms(play.State, play.Book, 1).Term!.Value.To);
        play.Do(World.Db, new TerminateAgreement { Reason = "x" }).Do(World.Psl, Wrong).Do(World.Db, Wrong);
        Assert.Equal(AgreementState.InForce, AgreementBook.StateOn(play.State, new(2028, 6, 1)));
    }

    [Fact]
    public void An_expiry_is_reverted_before_the_calendar_has_told_it_and_is_then_told_no_more()
    {
        var play = InForce();
        play.Now = World.At(2028, 1, 1);
        play.Do(World.Psl, Wrong).Do(World.Db, Wrong);
        Assert.Equal(AgreementState.InForce, AgreementBook.StateOn(play.State, new(2028, 1, 1)));
        play.Refused(Actor.System, Word, RefusalCodes.AlreadyNoted);
    }

    [Fact]
    public void A_withdrawn_draft_is_reverted_to_where_it_stood_and_nothing_else_is()
    {
        var play = Books.Agreement();
        play.Refused(World.Db, Wrong, RefusalCodes.WrongState);
        play.Do(World.Db, new AcceptText { Revision = 1 }).Do(World.Psl, new AcceptText { Revision = 1 });
        play.Do(World.Db, new WithdrawDraft { Reason = "x" }).Do(World.Db, Wrong).Do(World.Psl, Wrong);
        Assert.Equal((AgreementState.TextAgreed, 2), (play.State.State, play.State.AcceptedBy.Count));
        play.Refused(World.Db, Wrong, RefusalCodes.WrongState);
    }

    [Fact]
    public void A_suspended_agreement_stays_suspended_when_its_expiry_is_reverted()
    {
        var play = InForce().Do(World.Db, new SuspendAgreement { Reason = "lũ" });
        play.Now = World.At(2028, 1, 1);
        play.Do(Actor.System, Word).Do(World.Db, Wrong).Do(World.Psl, Wrong);
        Assert.Equal(AgreementState.Suspended, AgreementBook.StateOn(play.State, new(2028, 1, 1)));
        play.Do(World.Db, new ResumeAgreement { Reason = "x" });
        Assert.Equal(AgreementState.InForce, play.State.State);
    }

    [Fact]
    public void An_expired_agreement_takes_late_entries_of_its_term_and_none_behind_it()
    {
        var play = Expired().Do(World.Db, World.Commit("places", to: ["la-psl"]));
        play.Do(World.Db, World.Report("places", World.Of(30)));
        play.Refused(World.Db, World.Report("places", World.Of(30), "2028-01", "2028-01"), RefusalCodes.AgreementEnded);
    }

    [Fact]
    public void A_signature_names_the_office_holder_by_link_when_that_one_held_the_office()
    {
        var play = Books.Agreement().Do(World.Db, new AcceptText { Revision = 1 }).Do(World.Psl, new AcceptText { Revision = 1 });
        var chair = new OfficeHolder
        {
            Id = "chair",
            Person = "Lê Thành Đô",
            Office = World.Vi("Chủ tịch"),
            Validity = new() { From = World.Date("2021"), To = World.Date("2025") },
            Revision = 1,
        };
        var sign = Books.Signature with { Holder = "chair" };
        play.Refused(World.Db, sign, RefusalCodes.ReferenceUnknown, "/holder");
        play.Refused(World.Db, sign with { Found = chair, DatedOn = World.Date("2026-01-02") }, RefusalCodes.HolderNotInOffice, "/holder");
        play.Do(World.Db, sign with { Found = chair });
        Assert.Equal("chair", play.State.Signatures[0].Holder);
    }

    private static Play<AgreementBook> InForce() =>
        Books.Agreement().Do(World.Db, new AcceptText { Revision = 1 }).Do(World.Psl, new AcceptText { Revision = 1 })
            .Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);

    private static Play<AgreementBook> Expired()
    {
        var play = InForce();
        play.Now = World.At(2028, 1, 1);
        return play.Do(Actor.System, Word);
    }
}
