using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class AmendmentTests
{
    private static readonly NewTextChange Longer = new() { Field = "term", Term = World.Years(2025, 2028) };
    private static readonly NewTextChange Renamed = new() { Field = "title", Text = World.Vi("Biên bản mới") };
    private static readonly NewTextChange Added = new() { Field = "clauses/c1", Text = World.Vi("Điều 1") };

    private static readonly SignAmendment Sign =
        new() { Number = 1, SignedBy = "Lê Thành Đô", Office = World.Vi("Chủ tịch UBND tỉnh"), DatedOn = World.Date("2026-01-02") };

    [Fact]
    public void It_shows_each_field_before_and_after_and_changes_the_text_once_all_have_signed()
    {
        var play = InForce().Do(World.Db, Propose(1, Longer, Added));
        var proposed = Assert.Single(play.State.Amendments);
        Assert.Equal(
            [new() { Field = "term", Before = new() { Term = World.Years(2025, 2027) }, After = new() { Term = World.Years(2025, 2028) } },
             new() { Field = "clauses/c1", After = new() { Text = World.Vi("Điều 1") } }], proposed.Changes);
        play.Refused(World.Db, new AcceptAmendment { Number = 1 }, RefusalCodes.AlreadyAccepted);
        play.Refused(World.Db, Sign, RefusalCodes.WrongState);
        play.Refused(World.Psl, new AcceptAmendment { Number = 2 }, RefusalCodes.ItemUnknown);
        play.Do(World.Psl, new AcceptAmendment { Number = 1 }).Do(World.Db, Sign);
        Assert.Equal(World.Years(2025, 2027), play.State.Text!.Term);
        play.Refused(World.Db, Sign, RefusalCodes.AlreadySigned);
        play.Do(World.Psl, Sign);
        Assert.Equal((World.Years(2025, 2028), 2, AgreementState.InForce), (play.State.Text!.Term!.Value, play.State.Revision, play.State.State));
        Assert.Equal("c1", Assert.Single(play.State.Text.Clauses).Id);
        Assert.Empty(play.State.Amendments);
        Assert.Equal(["term", "clauses/c1"], Assert.Single(play.State.Amended).Fields);
        Assert.IsType<AmendmentApplied>(play.History[^1]);
        play.Refused(World.Psl, Sign, RefusalCodes.ItemUnknown);
        var view = AgreementBook.View(play.State, play.Book, 1, CivilTime.DateOf(play.Now));
        Assert.Equal(AmendmentState.Applied, Assert.Single(view.Amendments).State);
    }

    [Fact]
    public void One_over_a_field_that_changed_meanwhile_is_refused_naming_it_and_others_are_merged()
    {
        var play = InForce().Do(World.Db, Propose(1, Longer)).Do(World.Psl, Propose(1, new() { Field = "term", Removed = true }, Renamed))
            .Do(World.Psl, Propose(1, Renamed));
        Apply(play, 1, World.Psl);
        foreach (var refused in (Command[])[new AcceptAmendment { Number = 2 }, Sign with { Number = 2 }])
            Assert.Equal("term", play.Refused(World.Db, refused, RefusalCodes.AmendmentConflict).Detail("fields"));
        var view = AgreementBook.View(play.State, play.Book, 1, CivilTime.DateOf(play.Now));
        Assert.Equal(["term"], view.Amendments[1].Conflicts);
        Apply(play, 3, World.Db);
        Assert.Equal(("Biên bản mới", World.Years(2025, 2028), 3), (play.State.Text!.Title.Vi, play.State.Text.Term!.Value, play.State.Revision));
        play.Do(World.Db, new WithdrawAmendment { Number = 2, Reason = "thôi" });
        Assert.Empty(play.State.Amendments);
    }

    [Fact]
    public void Neither_a_draft_nor_an_amendment_takes_from_a_commitment_its_clause_or_the_days_of_its_targets()
    {
        var clauses = (ValueList<Clause>)[new() { Id = "c1", Text = World.Vi("Điều 1") }, new() { Id = "c2", Text = World.Vi("Điều 2") }];
        var text = Books.Text("Biên bản", World.Years(2025, 2027)) with { Clauses = clauses };
        var places = World.Commit("places", to: ["la-psl"]) with { Basis = new() { Kind = BasisKind.Clause, Clause = "c1" } };
        var play = new Play<AgreementBook>(World.Terms.Agreement).Do(World.Db, Books.Draft(["vn-db", "la-psl"]) with { Text = text })
            .Do(World.Db, places with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) } });
        Refused(new EditText { Revision = 2, Text = text with { Clauses = [clauses[1]] } }, "/text/clauses", "clauses/c1");
        Refused(new EditText { Revision = 2, Text = text with { Term = World.Years(2025, 2026) } }, "/text/term/to", "term");
        var more = clauses.Add(new() { Id = "c3", Text = World.Vi("x") });
        play.Do(World.Db, new EditText { Revision = 2, Text = text with { Term = World.Years(2025, 2028), Clauses = more } });
        play.Do(World.Db, new EditText { Revision = 3, Text = text });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, new AcceptText { Revision = 4 });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, Books.Signature);
        var shorter = new NewTextChange { Field = "term", Term = World.Years(2025, 2026) };
        var without = new NewTextChange { Field = "clauses/c1", Removed = true };
        Refused(Propose(4, Renamed, without), "/changes/1", "clauses/c1");
        Refused(Propose(4, shorter), "/changes/0", "term");

        // What came to need it meanwhile is a conflict, as a field is that has changed.
        play.Do(World.Db, Propose(4, new NewTextChange { Field = "clauses/c2", Removed = true })).Do(World.Psl, new AcceptAmendment { Number = 1 });
        play.Do(World.Db, Sign).Do(World.Db, places with { Id = "more", Basis = places.Basis with { Clause = "c2" } });
        var needed = play.Refused(World.Psl, Sign, RefusalCodes.NeededByCommitment);
        Assert.Equal(("clauses/c2", "more"), (needed.Detail("field"), needed.Detail("commitment")));
        Assert.Equal(["clauses/c2"], Assert.Single(AgreementBook.View(play.State, play.Book, 1, CivilTime.DateOf(play.Now)).Amendments).Conflicts);
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, new CancelCommitment { Commitment = "more", Reason = "thôi" });
        play.Do(World.Psl, Sign);
        Assert.Equal(["c1"], play.State.Text!.Clauses.Select(clause => clause.Id));

        void Refused(Command change, string pointer, string field)
        {
            var refusal = play.Refused(World.Db, change, RefusalCodes.NeededByCommitment, pointer);
            Assert.Equal(("places", field), (refusal.Detail("commitment"), refusal.Detail("field")));
        }
    }

    [Fact]
    public void A_target_that_one_side_asked_for_is_not_set_beyond_a_term_that_became_shorter()
    {
        var play = new Play<AgreementBook>(World.Terms.Agreement).Do(World.Db, Books.Draft(["vn-db", "la-psl"]))
            .Do(World.Db, World.Commit("places", to: ["la-psl"]));
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, new AcceptText { Revision = 2 });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, Books.Signature);
        play.Do(World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(3) })
            .Do(World.Db, Propose(2, new NewTextChange { Field = "term", Term = World.Years(2025, 2026) }));
        Apply(play, 1, World.Psl);
        play.Refused(World.Psl, new AgreeToCommitment { Commitment = "places", Revision = 2 }, RefusalCodes.TargetBeyondTerm);
    }

    [Fact]
    public void A_stale_revision_is_refused_only_where_the_same_field_changed_since()
    {
        var play = InForce().Do(World.Db, Propose(1, Longer));
        Apply(play, 1, World.Psl);
        var shorter = new NewTextChange { Field = "term", Term = World.Years(2025, 2026) };
        Assert.Equal("term", play.Refused(World.Db, Propose(1, shorter, Renamed), RefusalCodes.RevisionStale).Detail("fields"));
        play.Refused(World.Db, Propose(3, Renamed), RefusalCodes.RevisionStale);
        play.Refused(World.Db, Propose(0, Renamed), RefusalCodes.RevisionStale);
        play.Do(World.Db, Propose(1, Renamed)).Do(World.Db, Propose(2, shorter));
    }

    [Fact]
    public void A_change_names_a_field_and_a_value_of_its_kind()
    {
        var play = InForce();
        foreach (var wrong in (NewTextChange[])
            [new() { Field = "parties" }, new() { Field = "title", Removed = true }, new() { Field = "title", Term = World.Years(2025, 2026) },
             new() { Field = "term" }, new() { Field = "term", Term = World.Years(2024, 2027) }, new() { Field = "clauses/c9", Removed = true },
             new() { Field = "clauses/!", Text = World.Vi("x") }])
            play.Refused(World.Db, Propose(1, wrong), RefusalCodes.ChangeInvalid, "/changes/0");
        play.Refused(World.Db, Propose(1, new NewTextChange { Field = "term", Term = World.Years(2025, 2024) }), RefusalCodes.TermInvalid, "/changes/0/term");
        play.Refused(World.Db, Propose(1, new NewTextChange { Field = "title", Text = World.Vi(" ") }), RefusalCodes.TextMissing, "/changes/0/text");
        play.Refused(World.Db, Propose(1, new NewTextChange { Field = "title", Text = World.Vi("Biên bản hợp tác") }), RefusalCodes.NothingChanges, "/changes/0");
        play.Refused(World.Db, Propose(1, Renamed, Renamed), RefusalCodes.ReferencesTwice, "/changes/1/field");
        play.Refused(World.Db, Propose(1), RefusalCodes.TooManyItems, "/changes");
        play.Refused(World.Db, Propose(1, Renamed) with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Hanoi, Propose(1, Renamed), RefusalCodes.NotOfTheProvince);
    }

    [Fact]
    public void Only_a_text_in_force_is_amended_and_only_so_many_wait()
    {
        Books.Agreement().Refused(World.Db, Propose(1, Renamed), RefusalCodes.WrongState);
        var play = InForce();
        for (var i = 0; i < 20; i++)
            play.Do(World.Db, Propose(1, Renamed));
        play.Refused(World.Db, Propose(1, Renamed), RefusalCodes.TooManyItems);
        play.Now = World.At(2028, 1, 1);
        play.Refused(World.Psl, new AcceptAmendment { Number = 1 }, RefusalCodes.WrongState);
        play.Do(World.Psl, new WithdrawAmendment { Number = 1, Reason = "hết hạn" });
    }

    [Fact]
    public void An_instrument_without_a_stated_term_is_in_force_as_stated_once_an_amendment_gives_it_one()
    {
        var play = new Play<AgreementBook>(BookKey.Agreement("mou")).Do(World.Db, Books.Stated(null));
        play.Do(World.Db, Propose(1, new NewTextChange { Field = "term", Term = World.Years(2026, 2028) }));
        Apply(play, 1, World.Psl);
        Assert.Equal((AgreementState.InForceAsStated, new DateOnly(2029, 1, 1)), (play.State.State, EndRules.DueOn(play.State)));
    }

    [Fact]
    public void A_longer_term_puts_the_expiry_off()
    {
        var play = InForce().Do(World.Db, Propose(1, Longer));
        Apply(play, 1, World.Psl);
        Assert.Equal(new DateOnly(2029, 1, 1), EndRules.DueOn(play.State));
    }

    private static ProposeAmendment Propose(int revision, params ReadOnlySpan<NewTextChange> changes) =>
        new() { Revision = revision, Changes = ValueList.Create(changes), Reason = "gia hạn" };

    private static void Apply(Play<AgreementBook> play, int number, Actor other) => play
        .Do(other, new AcceptAmendment { Number = number }).Do(World.Db, Sign with { Number = number }).Do(World.Psl, Sign with { Number = number });

    private static Play<AgreementBook> InForce() =>
        Books.Agreement().Do(World.Db, new AcceptText { Revision = 1 }).Do(World.Psl, new AcceptText { Revision = 1 })
            .Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);
}
