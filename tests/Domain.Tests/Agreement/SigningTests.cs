using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class SigningTests
{
    [Fact]
    public void Four_parties_in_every_order_bring_it_into_force_once_with_the_last_signature()
    {
        Actor[] parties = [World.Db, World.Psl, World.Odx, World.Lpb];
        foreach (var order in Orders(parties))
        {
            var play = Books.Agreement("vn-db", "la-psl", "la-odx", "la-lpb");
            foreach (var party in parties)
                play.Do(party, new AcceptText { Revision = 1 });
            foreach (var party in order)
            {
                Assert.DoesNotContain(play.History, happened => happened is AgreementEnteredIntoForce);
                play.Do(party, Books.Signature);
                play.Refused(party, Books.Signature, RefusalCodes.AlreadySigned);
            }
            Assert.IsType<AgreementEnteredIntoForce>(play.History[^1]);
            Assert.Single(play.History.OfType<AgreementEnteredIntoForce>());
            Assert.Equal(AgreementState.InForce, play.State.State);
            Assert.Equal(order.Select(party => party.Body), play.State.Signatures.Select(signature => signature.Party));
        }
    }

    [Fact]
    public void It_enters_into_force_on_the_civil_date_of_both_countries()
    {
        var play = Agreed();
        play.Do(World.Db, Books.Signature);
        play.Now = new(2026, 11, 20, 17, 30, 0, TimeSpan.Zero);
        play.Do(World.Psl, Books.Signature);
        Assert.Equal("2026-11-21", Assert.IsType<AgreementEnteredIntoForce>(play.History[^1]).On.ToString());
    }

    [Fact]
    public void An_accepted_text_cannot_be_edited_until_an_unlock_clears_every_acceptance()
    {
        var play = Books.Agreement();
        var edit = new EditText { Revision = 1, Text = Books.Text("Biên bản sửa") };
        play.Do(World.Psl, new AcceptText { Revision = 1 });
        Assert.Equal("la-psl", play.Refused(World.Db, edit, RefusalCodes.TextIsAccepted).Detail("by"));
        play.Do(World.Db, new AcceptText { Revision = 1 });
        play.Refused(World.Db, edit, RefusalCodes.TextIsAccepted);
        play.Do(World.Db, new UnlockText { Reason = "sai ngày" });
        Assert.Empty(play.State.AcceptedBy);
        Assert.Equal(AgreementState.Draft, play.State.State);
        play.Do(World.Db, edit);
        play.Refused(World.Psl, new AcceptText { Revision = 1 }, RefusalCodes.RevisionStale);
        play.Do(World.Psl, new AcceptText { Revision = 2 });
        Assert.Equal(AgreementState.Draft, play.State.State);
        play.Do(World.Db, new AcceptText { Revision = 2 });
        Assert.Equal(AgreementState.TextAgreed, play.State.State);
    }

    [Fact]
    public void A_partly_signed_text_is_unlocked_and_every_signature_is_void()
    {
        var play = Agreed().Do(World.Db, Books.Signature);
        play.Refused(World.Db, new EditText { Revision = 1, Text = Books.Text("Biên bản sửa") }, RefusalCodes.TextIsAccepted);
        play.Do(World.Psl, new UnlockText { Reason = "sai ngày" });
        Assert.Equal((AgreementState.Draft, 0, 0), (play.State.State, play.State.Signatures.Count, play.State.AcceptedBy.Count));
        play.Refused(World.Psl, Books.Signature, RefusalCodes.WrongState);
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, new AcceptText { Revision = 1 });
        play.Do(World.Psl, Books.Signature);
        Assert.DoesNotContain(play.History, happened => happened is AgreementEnteredIntoForce);
        play.Do(World.Db, Books.Signature);
        Assert.Equal(AgreementState.InForce, play.State.State);
    }

    [Fact]
    public void The_last_signature_and_a_withdrawal_do_not_both_happen()
    {
        foreach (var away in (Command[])[new WithdrawDraft { Reason = "thôi" }, new UnlockText { Reason = "sửa" }])
        {
            Agreed().Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature).Refused(World.Db, away, RefusalCodes.WrongState);
            Agreed().Do(World.Db, Books.Signature).Do(World.Db, away).Refused(World.Psl, Books.Signature, RefusalCodes.WrongState);
        }
        var needed = Agreed().Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature)
            .Refused(World.Db, new WithdrawDraft { Reason = "thôi" }, RefusalCodes.WrongState).Detail("needed");
        Assert.Equal("draft, textAgreed, partlySigned", needed);
    }

    [Fact]
    public void A_signature_of_a_registered_holder_bears_the_holders_name()
    {
        var holder = new OfficeHolder
        {
            Id = "chair",
            Person = "Lê Thành Đô",
            Office = World.Vi("Chủ tịch UBND tỉnh"),
            Validity = Validity.NotStated,
            Revision = 1,
        };
        var sign = Books.Signature with { Holder = "chair", Found = holder };
        var another = Agreed().Refused(World.Db, sign with { SignedBy = "Someone Else" }, RefusalCodes.SignerIsAnother, "/signedBy");
        Assert.Equal(("chair", "Lê Thành Đô"), (another.Detail("id"), another.Detail("person")));
        Agreed().Do(World.Db, sign with { SignedBy = "LE THANH DO" });
    }

    [Fact]
    public void A_text_of_invisible_characters_alone_is_empty()
    {
        foreach (var empty in (string[])["\u200b", " \u200d\ufeff ", "\u2060"])
            Agreed().Refused(World.Db, Books.Signature with { SignedBy = empty }, RefusalCodes.TextMissing, "/signedBy");
    }

    [Fact]
    public void A_stale_edit_names_the_fields_that_differ()
    {
        var play = Books.Agreement();
        play.Do(World.Db, new EditText { Revision = 1, Text = Books.Text("Biên bản hợp tác", World.Years(2025, 2028)) });
        var stale = play.Refused(World.Psl, new EditText { Revision = 1, Text = Books.Text("Tên khác") }, RefusalCodes.RevisionStale);
        Assert.Equal(("2", "1", "text.title, text.term"), (stale.Detail("revision"), stale.Detail("given"), stale.Detail("fields")));
        play.Refused(World.Psl, new EditText { Revision = 2, Text = play.State.Text! }, RefusalCodes.NothingChanges);
    }

    [Fact]
    public void A_signature_dated_in_the_future_is_refused() => Agreed().Refused(
        World.Db, Books.Signature with { DatedOn = World.Date("2026-11-22") }, RefusalCodes.DateInFuture, "/datedOn");

    [Fact]
    public void A_signature_names_the_office_holder_and_the_office()
    {
        Agreed().Refused(World.Db, Books.Signature with { SignedBy = " " }, RefusalCodes.TextMissing, "/signedBy");
        Agreed().Refused(World.Db, Books.Signature with { Office = new() }, RefusalCodes.TextMissing, "/office");
    }

    [Fact]
    public void Parties_are_of_both_countries_named_once_and_include_the_drafter()
    {
        var play = new Play<AgreementBook>(BookKey.Agreement("new"));
        foreach (var parties in (ValueList<string>[])[["vn-db"], ["vn-db", "vn-sl"], ["vn-db", "la-psl", "la-psl"], ["vn-db", "Phongsaly"], ["vn-db", "th-cm"], []])
            play.Refused(World.Db, Books.Draft(parties), RefusalCodes.PartiesInvalid, "/parties");
        play.Refused(World.Lpb, Books.Draft(["vn-db", "la-psl"]), RefusalCodes.NotOfTheProvince);
    }

    private static Play<AgreementBook> Agreed() =>
        Books.Agreement().Do(World.Psl, new AcceptText { Revision = 1 }).Do(World.Db, new AcceptText { Revision = 1 });

    private static IEnumerable<Actor[]> Orders(Actor[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Orders([.. rest.Where(other => other != first)]).Select(tail => (Actor[])[first, .. tail]));
}
