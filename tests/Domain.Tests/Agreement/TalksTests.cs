using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Talks: agenda, minutes, outcomes, and what moves on.</summary>
public sealed class TalksTests
{
    [Fact]
    public void Talks_go_from_plan_to_signed_minutes()
    {
        var play = Planned();
        play.Do(World.Psl, new ShareAgenda { Number = 1, Revision = 1, Agenda = [Item("trade")] });
        play.Refused(World.Db, new DraftMinutes { Number = 1, Revision = 2, Minutes = World.Vi("x") }, RefusalCodes.WrongState);
        play.Do(World.Db, Held).Do(World.Db, new DraftMinutes { Number = 1, Revision = 2, Minutes = World.Vi("Biên bản") });
        play.Refused(World.Db, Sign(2), RefusalCodes.RevisionStale);
        play.Do(World.Db, Sign(3)).Refused(World.Db, Sign(3), RefusalCodes.AlreadySigned);
        play.Do(World.Psl, new DraftMinutes { Number = 1, Revision = 3, Minutes = World.Vi("Sửa") });
        Assert.Equal((TalksState.MinutesDrafted, 0), (play.State.Talks[0].State, play.State.Talks[0].Signatures.Count));
        Assert.Equal("Biên bản", Assert.IsType<MinutesDrafted>(play.History[^1]).Before!.Vi);
        Assert.Equal("Sửa", play.Refused(World.Db, Sign(3), RefusalCodes.RevisionStale).Detail("current"));
        play.Do(World.Db, Sign(4)).Do(World.Psl, Sign(4));
        play.Refused(World.Psl, new DraftMinutes { Number = 1, Revision = 4, Minutes = World.Vi("Khác") }, RefusalCodes.WrongState);
        Assert.Equal(TalksState.MinutesSigned, play.State.Talks[0].State);
        Assert.Single(play.History.OfType<MinutesSigned>(), signed => signed.Complete);
    }

    [Fact]
    public void An_outcome_beside_half_signed_minutes_voids_the_signatures_and_signed_minutes_take_none()
    {
        var play = Planned().Do(World.Db, Held).Do(World.Db, Record("road"));
        Assert.Equal(1, play.State.Talks[0].Revision);
        play.Do(World.Db, new DraftMinutes { Number = 1, Revision = 1, Minutes = World.Vi("Biên bản") }).Do(World.Db, Sign(2));
        play.Do(World.Db, Record("school"));
        Assert.Equal((3, 0), (play.State.Talks[0].Revision, play.State.Talks[0].Signatures.Count));
        play.Refused(World.Psl, Sign(2), RefusalCodes.RevisionStale);
        play.Do(World.Psl, Sign(3)).Do(World.Db, Sign(3));
        play.Refused(World.Db, Record("clinic"), RefusalCodes.WrongState);
        play.Do(World.Psl, new SettleOutcome { Number = 1, Outcome = "road", Done = true, Note = "xong" });
        Assert.Equal((TalksState.MinutesSigned, 2), (play.State.Talks[0].State, play.State.Talks[0].Signatures.Count));
    }

    [Fact]
    public void Talks_are_the_affair_of_the_parties_coordinators()
    {
        var play = Planned();
        foreach (var command in (Command[])[Plan("2027"), Held, Sign(1), new CancelTalks { Number = 1, Reason = "x" }])
        {
            play.Refused(World.Lpb, command, RefusalCodes.NotOfTheProvince);
            play.Refused(World.Who("vn-db", Roles.Recorder), command, RefusalCodes.RoleMissing);
        }
        play.Refused(World.Db, Plan("2027") with { Host = "la-lpb" }, RefusalCodes.NotAParty, "/host");
        play.Refused(World.Db, Held with { Number = 9 }, RefusalCodes.ItemUnknown);
        play.Refused(World.Db, Held with { On = World.Date("2027") }, RefusalCodes.DateInFuture, "/on");
        play.Refused(World.Db, Held with { Chairs = [new() { Party = "la-lpb", Person = "x" }] }, RefusalCodes.NotAParty, "/chairs/0/party");
    }

    [Fact]
    public void An_unfinished_outcome_moves_to_the_next_talks_and_a_settled_one_does_not()
    {
        var play = Planned().Do(World.Db, Held);
        foreach (var id in (string[])["road", "school", "clinic"])
            play.Do(World.Db, Record(id));
        play.Do(World.Psl, new SettleOutcome { Number = 1, Outcome = "school", Done = true, Note = "xong" });
        play.Refused(World.Psl, new SettleOutcome { Number = 1, Outcome = "school", Done = false, Note = "thôi" }, RefusalCodes.WrongState);
        play.Do(World.Psl, Plan("2027") with { Agenda = [Item("trade")] });
        var next = play.State.Talks[1];
        Assert.Equal(["road", "clinic"], next.Agenda.Where(item => item.CarriedFrom is not null).Select(item => item.CarriedFrom!.Outcome));
        Assert.Equal((OutcomeState.Carried, 2), (play.State.Talks[0].Outcomes[0].State, play.State.Talks[0].Outcomes[0].CarriedTo!.Number));
        play.Do(World.Db, new ShareAgenda { Number = 2, Revision = 1, Agenda = [Item("health")] });
        Assert.Equal([true, true, false], play.State.Talks[1].Agenda.Select(item => item.CarriedFrom is not null));
    }

    [Fact]
    public void However_much_is_unfinished_the_next_talks_can_be_planned_and_what_finds_no_room_moves_to_those_after()
    {
        var play = Planned().Do(World.Db, Held);
        for (var i = 0; i < 120; i++)
            play.Do(World.Db, Record($"outcome-{i}"));
        play.Do(World.Db, Plan("2027") with { Agenda = [Item("trade")] }).Do(World.Db, Plan("2028"));
        Assert.Equal((101, 20), (play.State.Talks[1].Agenda.Count, play.State.Talks[2].Agenda.Count));
        play.Do(World.Db, new ShareAgenda { Number = 2, Revision = 1, Agenda = [Item("health")] });
    }

    [Fact]
    public void What_cancelled_talks_were_to_talk_about_and_what_held_ones_left_open_moves_on_once()
    {
        var play = Planned().Do(World.Db, Held).Do(World.Db, Record("road")).Do(World.Db, Plan("2026-12"));
        play.Do(World.Db, Plan("2027"));
        Assert.Empty(play.State.Talks[2].Agenda); // it stands on the agenda of the talks before
        play.Do(World.Db, new CancelTalks { Number = 2, Reason = "lũ" }).Do(World.Db, Plan("2028"));
        Assert.Equal("road", Assert.Single(play.State.Talks[3].Agenda).CarriedFrom!.Outcome);
        play.Do(World.Db, Held with { Number = 4 }).Do(World.Db, Plan("2029"));
        var again = Assert.Single(play.State.Talks[4].Agenda);
        play.Do(World.Db, Held with { Number = 5 }).Do(World.Db, Record("bridge", again.Id) with { Number = 5 }).Do(World.Db, Plan("2030"));
        Assert.Equal("bridge", Assert.Single(play.State.Talks[5].Agenda).CarriedFrom!.Outcome);
    }

    [Fact]
    public void An_agenda_item_without_an_outcome_moves_to_the_next_talks_until_it_has_one()
    {
        var play = Planned().Do(World.Db, new ShareAgenda { Number = 1, Revision = 1, Agenda = [Item("trade"), Item("health")] });
        play.Do(World.Db, Held).Do(World.Db, Record("clinic", "health")).Do(World.Db, new SettleOutcome { Number = 1, Outcome = "clinic", Done = true, Note = "xong" });
        play.Do(World.Db, Plan("2027"));
        var item = Assert.Single(play.State.Talks[1].Agenda);
        Assert.Equal(("trade", null, 1), (item.CarriedFrom!.Item, item.CarriedFrom.Outcome, item.CarriedFrom.Number));
        Assert.Equal("db-north-2025-2027/talks/1/agenda/trade", item.CarriedFrom.ToString().Replace("agreement/", "", StringComparison.Ordinal));
        play.Do(World.Db, Plan("2028"));
        Assert.Empty(play.State.Talks[2].Agenda);
        play.Do(World.Db, Held with { Number = 2 }).Do(World.Db, Plan("2029"));
        Assert.Equal("trade", Assert.Single(play.State.Talks[3].Agenda).CarriedFrom!.Item);
        play.Do(World.Db, Held with { Number = 4 }).Do(World.Db, Record("post", item.Id) with { Number = 4 });
        play.Do(World.Db, new SettleOutcome { Number = 4, Outcome = "post", Done = true, Note = "xong" }).Do(World.Db, Plan("2030"));
        Assert.Empty(play.State.Talks[4].Agenda);
    }

    [Fact]
    public void Talks_are_planned_and_put_off_to_days_that_are_not_over()
    {
        var play = Planned();
        foreach (var over in (string[])["2026-11-20", "2026-10", "2025"])
        {
            play.Refused(World.Db, Plan(over), RefusalCodes.TalksInPast, "/on");
            play.Refused(World.Db, new PostponeTalks { Number = 1, To = World.Date(over), Reason = "lũ" }, RefusalCodes.TalksInPast, "/to");
        }
        play.Do(World.Db, Plan("2026-11-21")).Do(World.Db, new PostponeTalks { Number = 1, To = World.Date("2026-11"), Reason = "lũ" });
    }

    [Fact]
    public void Talks_are_planned_put_off_and_held_within_the_term()
    {
        var play = Books.Agreement().Do(World.Db, Plan("2026-12"));
        foreach (var outside in (string[])["2028", "2028-01-01"])
        {
            var refused = play.Refused(World.Db, Plan(outside), RefusalCodes.TalksOutsideTerm, "/on");
            Assert.Equal(("2025", "2027"), (refused.Detail("began"), refused.Detail("ended")));
            play.Refused(World.Db, new PostponeTalks { Number = 1, To = World.Date(outside), Reason = "lũ" }, RefusalCodes.TalksOutsideTerm, "/to");
        }
        play.Refused(World.Db, Held with { On = World.Date("2019-06-01") }, RefusalCodes.TalksOutsideTerm, "/on");
        play.Do(World.Db, Plan("2027-12-31")).Do(World.Db, Held with { On = World.Date("2025-01-01") });
        // Of a term that nobody states nothing is outside.
        var open = new Play<AgreementBook>(play.Book)
            .Do(World.Db, Books.Draft(["vn-db", "la-psl"]) with { Text = new() { Title = World.Vi("Biên bản") } });
        open.Do(World.Db, Plan("2040")).Do(World.Db, Held with { On = World.Date("2019") });
        // Once it has ended early, so has what talks are about.
        var ended = Books.Agreement();
        foreach (var party in (Actor[])[World.Db, World.Psl])
            ended.Do(party, new AcceptText { Revision = 1 });
        ended.Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature)
            .Do(World.Db, new TerminateAgreement { Reason = "thôi" });
        ended.Refused(World.Db, Plan("2026-12"), RefusalCodes.TalksOutsideTerm, "/on");
    }

    [Fact]
    public void Talks_are_held_in_the_order_in_which_they_were_planned()
    {
        var play = Planned().Do(World.Db, Plan("2026-12")).Do(World.Db, Plan("2027"));
        play.Do(World.Db, Held with { Number = 2, On = World.Date("2026-11-10") });
        var refused = play.Refused(World.Db, Held with { Number = 3, On = World.Date("2026-11-09") }, RefusalCodes.TalksOutOfOrder, "/on");
        Assert.Equal(("2", "2026-11-10"), (refused.Detail("id"), refused.Detail("on")));
        play.Do(World.Db, Held with { Number = 3, On = World.Date("2026-11") });
        // What is recorded late happened before.
        refused = play.Refused(World.Db, Held with { Number = 1, On = World.Date("2026-11-11") }, RefusalCodes.TalksOutOfOrder, "/on");
        Assert.Equal("2", refused.Detail("id"));
        play.Do(World.Db, Held with { Number = 1, On = World.Date("2026-03-01") });
        play.Refused(World.Db, Held with { Number = 1, On = World.Date("2026-11-11"), Reason = "nhầm" }, RefusalCodes.TalksOutOfOrder, "/on");
    }

    [Fact]
    public void A_wrong_day_is_corrected_with_a_reason_until_somebody_has_signed_the_minutes()
    {
        var play = Planned().Do(World.Psl, Held);
        var right = new HoldTalks { Number = 1, On = World.Date("2026-10-05"), Reason = "gõ nhầm tháng" };
        play.Refused(World.Db, right with { Reason = null }, RefusalCodes.WrongState);
        play.Refused(World.Db, right with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Db, right with { On = Held.On }, RefusalCodes.NothingChanges);
        play.Refused(World.Db, right with { On = World.Date("2024-10-05") }, RefusalCodes.TalksOutsideTerm, "/on");
        play.Refused(World.Lpb, right, RefusalCodes.NotOfTheProvince);
        play.Do(World.Db, right);
        var held = Assert.IsType<TalksHeld>(play.History[^1]);
        Assert.Equal((World.Date("2026-11"), "gõ nhầm tháng", 0), (held.Before, held.Reason, held.Revision));
        var talks = play.State.Talks[0];
        Assert.Equal((TalksState.Held, World.Date("2026-10-05"), "Lê Thành Đô", 1), (talks.State, talks.On, talks.Chairs[0].Person, talks.Revision));
        // Beside drafted minutes it moves what is signed.
        play.Do(World.Db, new DraftMinutes { Number = 1, Revision = 1, Minutes = World.Vi("Biên bản") });
        play.Do(World.Psl, right with { On = World.Date("2026-10-06") });
        Assert.Equal((TalksState.MinutesDrafted, 3), (play.State.Talks[0].State, play.State.Talks[0].Revision));
        play.Refused(World.Db, Sign(2), RefusalCodes.RevisionStale);
        play.Do(World.Db, Sign(3)).Refused(World.Psl, right, RefusalCodes.WrongState);
        play.Do(World.Psl, Sign(3)).Refused(World.Psl, right, RefusalCodes.WrongState);
        Planned().Refused(World.Db, right, RefusalCodes.WrongState);
    }

    [Fact]
    public void A_changed_agenda_says_what_it_was_and_a_stale_one_what_it_is()
    {
        var play = Planned().Do(World.Db, new ShareAgenda { Number = 1, Revision = 1, Agenda = [Item("trade"), Item("health")] });
        var change = new ShareAgenda { Number = 1, Revision = 2, Agenda = [Item("health")] };
        Assert.Equal("trade, health", play.Refused(World.Psl, change with { Revision = 1 }, RefusalCodes.RevisionStale).Detail("current"));
        play.Do(World.Psl, change);
        Assert.Equal(["trade", "health"], Assert.IsType<AgendaShared>(play.History[^1]).Before.Select(item => item.Id));
    }

    [Fact]
    public void What_an_earlier_instrument_left_unfinished_comes_onto_the_first_agenda_only()
    {
        var before = new TalksRef { Agreement = BookKey.Agreement("db-psl-2022"), Number = 1, Outcome = "road" };
        var plan = Plan("2026") with { Unfinished = [new() { From = before, Title = World.Vi("Đường") }] };
        var play = Long().Do(World.Db, plan).Do(World.Db, plan with { On = World.Date("2027") });
        Assert.Equal(before, Assert.Single(play.State.Talks[0].Agenda).CarriedFrom);
        Assert.Empty(play.State.Talks[1].Agenda);
    }

    [Fact]
    public void Registered_talks_are_held_as_stated_with_sources()
    {
        var register = new RegisterTalks
        {
            On = World.Date("2024?-12-25"),
            Host = "vn-db",
            Agenda = [Item("review")],
            Outcomes = [new() { Id = "term", Title = World.Vi("Ký kết"), AgendaItem = "review", Done = true, Instruments = [BookKey.Agreement("next")] }],
            Sources = [new() { Source = "S2", Line = 2 }],
        };
        var play = Books.Agreement();
        play.Refused(World.Db, register with { Sources = default }, RefusalCodes.SourcesMissing, "/sources");
        play.Refused(World.Db, register with { On = World.Date("2027") }, RefusalCodes.DateInFuture, "/on");
        play.Refused(World.Db, register with { Outcomes = [register.Outcomes[0] with { AgendaItem = "x1" }] },
            RefusalCodes.ReferenceUnknown, "/outcomes/0/agendaItem");
        play.Refused(World.Db, register with { Outcomes = [register.Outcomes[0], register.Outcomes[0]] }, RefusalCodes.AlreadyExists);
        play.Do(World.Db, register);
        Assert.Equal((TalksState.Held, OutcomeState.Done), (play.State.Talks[0].State, play.State.Talks[0].Outcomes[0].State));
    }

    [Fact]
    public void The_courier_alone_tells_of_commitments_and_each_once()
    {
        var play = Planned().Do(World.Db, Held).Do(World.Db, Record("road"));
        var note = new NoteOutcome
        {
            Outcome = new() { Agreement = play.Book, Number = 1, Outcome = "road" },
            Commitment = new() { Book = BookKey.Program("roads"), Commitment = "c1" },
        };
        play.Refused(World.Db, note, RefusalCodes.RoleMissing);
        play.Refused(Actor.System, note with { Outcome = note.Outcome with { Outcome = "none" } }, RefusalCodes.ItemUnknown);
        play.Do(Actor.System, note).Refused(Actor.System, note, RefusalCodes.AlreadyNoted);
        Assert.Equal(note.Commitment, Assert.Single(play.State.Talks[0].Outcomes[0].Commitments));
        var carried = note with { Commitment = null, CarriedTo = new() { Agreement = BookKey.Agreement("next"), Number = 1 } };
        play.Do(Actor.System, carried).Refused(Actor.System, carried, RefusalCodes.AlreadyNoted);
        Assert.Equal(OutcomeState.Carried, play.State.Talks[0].Outcomes[0].State);
    }

    [Fact]
    public void A_commitment_names_the_talks_that_created_it_when_they_were_found()
    {
        var talks = new TalksRef { Agreement = BookKey.Agreement("db-psl"), Number = 1, Outcome = "road" };
        var play = Books.Program();
        var missing = new MissingReference { Pointer = "/talks", Id = talks.ToString() };
        play.Refused(World.Db, World.Commit("road") with { Talks = talks, Missing = [missing] }, RefusalCodes.ReferenceUnknown, "/talks");
        play.Do(World.Db, World.Commit("road") with { Talks = talks });
        Assert.Equal(talks, play.State.Commitments.Find("road")!.Commitment.Talks);
    }

    private static HoldTalks Held { get; } = new() { Number = 1, On = World.Date("2026-11"), Chairs = [new() { Party = "vn-db", Person = "Lê Thành Đô" }] };

    // A long term: what moves from talks to talks takes years.
    private static Play<AgreementBook> Long() => new Play<AgreementBook>(BookKey.Agreement("db-north-2025-2027"))
        .Do(World.Db, Books.Draft(["vn-db", "la-psl"]) with { Text = Books.Text("Biên bản hợp tác", World.Years(2025, 2035)) });

    private static Play<AgreementBook> Planned() => Long().Do(World.Db, Plan("2026"));

    private static PlanTalks Plan(string on) => new() { On = World.Date(on), Host = "la-psl" };

    private static NewAgendaItem Item(string id) => new() { Id = id, Title = World.Vi(id) };

    private static RecordOutcome Record(string id, string? item = null) =>
        new() { Number = 1, Outcome = new() { Id = id, Title = World.Vi(id), AgendaItem = item } };

    private static SignMinutes Sign(int revision) => new()
    {
        Number = 1,
        Revision = revision,
        SignedBy = "Lê Thành Đô",
        Office = World.Vi("Chủ tịch UBND tỉnh"),
        DatedOn = World.Date("2026-11"),
    };
}
