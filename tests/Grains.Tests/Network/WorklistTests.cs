using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>However it is kept, the work list is what a look at every entry, target and agreement gives.</summary>
public sealed class WorklistTests
{
    [Fact]
    public void It_equals_a_recount_for_every_agency_however_the_rows_came() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            RandomAgreements.Agree(journal, steps);
            var row = new ViewState(ViewSnapshot.Empty);
            row.Begin(ViewSnapshot.Empty);
            foreach (var one in journal.Rows)
                row.Apply([one]);
            var rest = new ViewState(ViewSnapshot.Empty);
            rest.Apply(journal.Rows.Take(journal.Rows.Count / 2));
            rest.Begin(rest.Snapshot);
            rest.Apply(journal.Rows.Skip(journal.Rows.Count / 2));
            var kept = new ViewState(ViewSnapshot.Empty);
            kept.Begin(Restarted(rest.Snapshot));
            foreach (var reader in Readers())
                foreach (var view in (ViewState[])[row, rest, journal.Fold(), kept])
                    Compare(journal, new NetworkReading(view, () => (default, TimeSpan.Zero)).Worklist(reader, journal.Now), reader);
        }));

    [Fact]
    public void What_overseers_look_for_is_what_a_look_at_every_entry_and_target_gives() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            var view = new ViewState(ViewSnapshot.Empty);
            view.Begin(ViewSnapshot.Empty);
            foreach (var row in journal.Rows)
                view.Apply([row]);
            var (reading, today) = (new NetworkReading(view, () => (default, TimeSpan.Zero)), CivilTime.DateOf(journal.Now));
            foreach (var reader in (Actor[])[NetworkJournal.User("la", roles: Roles.Overseer), SmallNetwork.ClearedDb])
            {
                var ledgers = journal.Books.Where(key => journal.IsSeen(key, reader))
                    .SelectMany(key => journal.CommitmentsOf(key).Ledgers.Values, (key, ledger) => (Key: key, Ledger: ledger)).ToList();
                foreach (var (what, status) in new[] { (OversightOf.Unconfirmed, EntryStatus.Reported), (OversightOf.Disputed, EntryStatus.Disputed) })
                    Assert.Equal(
                        ledgers.SelectMany(held => held.Ledger.Entries.Values)
                            .Where(entry => entry.Status == status && (status == EntryStatus.Reported || entry.CorrectedBy is null))
                            .Select(entry => (entry.Since, entry.Id)).Order(),
                        reading.Oversight(what, reader, journal.Now, limit: 5_000).Items.Select(item => (item.Since, item.Entry!)).Order());
                Assert.Equal(
                    ledgers.SelectMany(held => Enumerable.Range(0, held.Ledger.Commitment.Targets.Count)
                        .Select(i => FiguresOf.Period(held.Ledger, i, today)).Where(figures => figures.Overdue)
                        .Select(figures => $"{held.Key} {held.Ledger.Commitment.Id} {figures.Period}")).Order(),
                    reading.Oversight(OversightOf.Overdue, reader, journal.Now, limit: 5_000).Items
                        .Select(item => $"{item.Book} {item.Commitment} {item.Period}").Order());
            }
        }));

    [Fact]
    public void Page_by_page_it_is_the_whole_list_each_item_once() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(15),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            var reading = journal.Read();
            foreach (var reader in Readers())
            {
                var whole = reading.Worklist(reader, journal.Now, limit: 5_000);
                var items = new List<WorkItem>();
                for (string? after = null; ;)
                {
                    var page = reading.Worklist(reader, journal.Now, after, 3);
                    Assert.Equal(whole.Total, page.Total);
                    items.AddRange(page.Items);
                    if (page.Next is null)
                        break;
                    after = page.Next;
                }
                Assert.Equal(whole.Items, items);
                Assert.Null(whole.Next);
            }
        }));

    [Fact]
    public void An_agency_is_shown_what_one_of_its_users_has_a_role_for()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 30, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        Assert.Contains(WorkKind.Confirm, Kinds(Roles.Confirmer));
        Assert.Equal([WorkKind.Report], Kinds(Roles.Recorder));
        Assert.Empty(Kinds(Roles.Coordinator | Roles.Overseer));

        journal.Do(BookKey.Province("la-lpb"), new RegisterAgency { Id = "la-lpb-office", Name = new() { En = "Office" } },
            NetworkJournal.Operator);
        journal.Do(BookKey.Province("la-lpb"), new AppointUser
        {
            Agency = "la-lpb-office",
            User = "noy",
            Roles = Roles.Coordinator | Roles.Confirmer,
        }, NetworkJournal.Operator);
        Assert.Equal([WorkKind.Confirm, WorkKind.Report], Kinds(Roles.Recorder));

        IEnumerable<WorkKind> Kinds(Roles roles) => journal.Read()
            .Worklist(NetworkJournal.User("la-lpb", roles: roles), journal.Now).Items.Select(item => item.Kind).Distinct().Order();
    }

    [Fact]
    public void Cases_ask_those_who_are_to_act_next_and_an_agency_alone_where_it_is_responsible()
    {
        var (journal, text) = (SmallNetwork.Begin(), new LocalizedText { En = "text" });
        var council = NetworkJournal.User("la", roles: Roles.Overseer);
        var (db, lpb) = (NetworkJournal.User("vn-db", roles: Roles.Coordinator), NetworkJournal.User("la-lpb", roles: Roles.Coordinator));
        var trade = lpb with { Agency = "la-lpb-trade" };

        Raise(CaseKind.ActionPoint, SmallNetwork.Db, new() { Party = "la-lpb", Agency = "la-lpb-trade" });
        Assert.Equal<WorkKind[]>([[], [], [WorkKind.Do]], [Kinds(db), Kinds(lpb), Kinds(trade)]);
        Do(new CompleteAction { Case = Last(), Note = "done" }, trade);
        Assert.Equal<WorkKind[]>([[WorkKind.Verify], [], []], [Kinds(db), Kinds(lpb), Kinds(trade)]);
        Do(new VerifyAction { Case = Last() }, db);

        Raise(CaseKind.Issue, SmallNetwork.Lpb, null);
        Do(new EscalateCase { Case = Last(), Reason = "silence" }, lpb);
        Assert.Equal<WorkKind[]>([[WorkKind.Acknowledge], [WorkKind.Unanswered], [WorkKind.Escalated]], [Kinds(db), Kinds(lpb), Kinds(council)]);
        Do(new AcknowledgeCase { Case = Last() }, db);
        Assert.Equal<WorkKind[]>([[WorkKind.Resolve], [WorkKind.Resolve], []], [Kinds(db), Kinds(lpb), Kinds(council)]);
        Do(new ProposeResolution { Case = Last(), Text = text }, db);
        Do(new CloseCase { Case = Last(), Note = "done" }, db);
        Assert.Equal<WorkKind[]>([[], [WorkKind.Close]], [Kinds(db), Kinds(lpb)]);
        Do(new CloseCase { Case = Last(), Note = "done" }, lpb);

        Raise(CaseKind.Question, council, new() { Party = "vn-db" });
        Assert.Equal<WorkKind[]>([[WorkKind.Answer], [], [WorkKind.Unanswered]], [Kinds(db), Kinds(lpb), Kinds(council)]);
        Assert.False(Item().Late);
        journal.Now += TimeSpan.FromDays(365);
        Assert.True(Item().Late);
        var asked = Last();
        Do(new ReplyToCase { Case = asked, Text = text }, db);
        Assert.Equal((false, true), Seen() is { } replied ? (replied.Open, replied.Late) : default);

        CaseView? Seen() => journal.Read().Case(SmallNetwork.Scholarship, asked, db, CivilTime.DateOf(journal.Now.AddDays(900)));
        string Last() => journal.StateOf<ProgramBook>(SmallNetwork.Scholarship).Cases!.Open[^1].Id;
        void Do(Command command, Actor actor) => journal.Do(SmallNetwork.Scholarship, command, actor);
        WorkItem Item() => journal.Read().Worklist(db, journal.Now).Items.Single(item => item.Case is not null);
        WorkKind[] Kinds(Actor reader) =>
            [.. journal.Read().Worklist(reader, journal.Now).Items.Where(item => item.Case is not null).Select(item => item.Kind)];
        void Raise(CaseKind kind, Actor actor, CaseParty? to) => Do(new RaiseCase
        {
            Kind = kind,
            Title = text,
            Text = text,
            To = to is null ? default : [to],
            Due = PartialDate.OfYear(2026),
        }, actor);
    }

    [Fact]
    public void What_waits_in_an_agreement_is_as_old_as_what_made_it_wait_and_in_old_rows_as_the_last_event()
    {
        var journal = new NetworkJournal();
        RandomAgreements.Agree(journal, []);
        journal.Now += TimeSpan.FromHours(1);
        journal.Do(RandomAgreements.Books[1], new DraftMinutes { Number = 1, Revision = 1, Minutes = new() { En = "minutes" } }, SmallNetwork.Db);
        journal.Now += TimeSpan.FromDays(3);
        foreach (var draft in RandomAgreements.Books)
            journal.Do(draft, RandomAgreements.Unrelated(1), SmallNetwork.Db);
        journal.Now += TimeSpan.FromDays(2);
        journal.Do(RandomAgreements.Books[0], RandomAgreements.Unrelated(2), SmallNetwork.Db);
        Assert.Equal([(WorkKind.Accept, 5), (WorkKind.SignMinutes, 5)], Ages());

        for (var i = 0; i < journal.Rows.Count; i++)
            journal.Rows[i] = journal.Rows[i] with { Text = Regex.Replace(journal.Rows[i].Text, ",\"at\":\"[^\"]*\"", "") };
        Assert.Equal([(WorkKind.SignMinutes, 2), (WorkKind.Accept, 0)], Ages());

        IEnumerable<(WorkKind, int)> Ages() => journal.Read()
            .Worklist(SmallNetwork.Psl, journal.Now).Items.Select(item => (item.Kind, item.AgeDays));
    }

    [Fact]
    public void What_talks_left_to_be_done_by_a_day_waits_for_the_parties_coordinators_and_is_late_after_it()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, new PlanTalks { On = PartialDate.OfYear(2026), Host = "vn-db" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new HoldTalks { Number = 1, On = PartialDate.OfYear(2026) }, SmallNetwork.Db);
        foreach (var (id, due) in new[] { ("road", PartialDate.Of(new(2026, 11, 30))), ("school", (PartialDate?)null) })
            journal.Do(SmallNetwork.Agreement, new RecordOutcome
            {
                Number = 1,
                Outcome = new() { Id = id, Title = new() { En = id }, Due = due },
            }, SmallNetwork.Db);
        journal.Now += TimeSpan.FromDays(9);
        Assert.Equal(["settleOutcome talks/1/outcomes/road 9 2026-11-30 False"], Items(SmallNetwork.Lpb));
        journal.Now += TimeSpan.FromDays(1);
        Assert.Equal(["settleOutcome talks/1/outcomes/road 10 2026-11-30 True"], Items(SmallNetwork.Db));
        Assert.Empty(Items(SmallNetwork.Psl));
        Assert.Empty(Items(NetworkJournal.User("la-lpb", roles: Roles.Recorder)));
        journal.Do(SmallNetwork.Agreement, new SettleOutcome { Number = 1, Outcome = "road", Done = true, Note = "built" }, SmallNetwork.Lpb);
        Assert.Empty(Items(SmallNetwork.Db));

        IEnumerable<string> Items(Actor reader) => journal.Read().Worklist(reader, journal.Now).Items
            .Where(item => item.Kind == WorkKind.SettleOutcome)
            .Select(item => $"{ViewBook.Named(item.Kind)} {item.Item} {item.AgeDays} {item.Due} {item.Late}");
    }

    [Fact]
    public void Sources_that_disagree_wait_for_the_coordinators_of_the_books_parties()
    {
        var journal = SmallNetwork.Begin();
        var reading = new Reading { Text = new() { En = "thirty" }, Sources = [new() { Source = "S0", Quote = "30" }] };
        var raise = new RaiseConflict { Id = "students", Title = new() { En = "how many" }, Readings = [reading, reading] };
        foreach (var book in (BookKey[])[SmallNetwork.Scholarship, BookKey.Province("vn-db")])
            journal.Do(book, raise, SmallNetwork.Db);
        Assert.Equal(["program/db-lpb-scholarship conflicts/students", "province/vn-db conflicts/students"], Items(SmallNetwork.Db));
        Assert.Equal(["program/db-lpb-scholarship conflicts/students"], Items(SmallNetwork.Lpb));
        Assert.Empty(Items(SmallNetwork.Psl));
        Assert.Empty(Items(NetworkJournal.User("la-lpb", roles: Roles.Recorder | Roles.Confirmer)));
        journal.Do(SmallNetwork.Scholarship, new ResolveConflict { Conflict = "students", Reason = "the minutes say so" }, SmallNetwork.Lpb);
        Assert.Equal(["province/vn-db conflicts/students"], Items(SmallNetwork.Db));

        IEnumerable<string> Items(Actor reader) => journal.Read().Worklist(reader, journal.Now).Items
            .Where(item => item.Kind == WorkKind.SettleConflict).Select(item => $"{item.Book} {item.Item}");
    }

    [Fact]
    public void A_report_that_a_locked_period_refuses_is_not_asked_for_until_it_is_unlocked()
    {
        var journal = SmallNetwork.Begin();
        Assert.Contains("2025", Periods());
        Do(new LockPeriod { Commitment = "places", Period = SmallNetwork.Month(2025, 1), Reason = "settled" }, SmallNetwork.Db);
        Assert.Contains("2025", Periods());
        var rest = new Window { From = new() { Year = 2025, Month = 2 }, To = new() { Year = 2025, Month = 12 } };
        Do(new LockPeriod { Commitment = "places", Period = rest, Reason = "settled" }, SmallNetwork.Db);
        Assert.DoesNotContain("2025", Periods());
        Assert.Contains("2026", Periods());
        var until = PartialDate.Of(CivilTime.DateOf(journal.Now));
        foreach (var side in (Actor[])[SmallNetwork.Db, SmallNetwork.Lpb])
            Do(new UnlockPeriod { Commitment = "places", Lock = "2025-02..2025-12", Reason = "more", Until = until }, side);
        Assert.Contains("2025", Periods());
        journal.Now += TimeSpan.FromDays(1);
        Assert.DoesNotContain("2025", Periods());

        void Do(Command command, Actor actor) => journal.Do(SmallNetwork.Scholarship, command, actor);
        IEnumerable<string?> Periods() => journal.Read().Worklist(SmallNetwork.Lpb, journal.Now).Items
            .Where(item => item is { Kind: WorkKind.Report, Commitment: "places" } && item.Book == SmallNetwork.Scholarship).Select(item => item.Period);
    }

    [Fact]
    public void A_book_that_cannot_be_read_leaves_the_work_lists()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 30, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship, new SuspendProgram { Reason = "flood" }, SmallNetwork.Db);
        journal.Rows[^1] = journal.Rows[^1] with { Text = "{}" };
        Assert.Equal(0, journal.Read().Worklist(SmallNetwork.Lpb, journal.Now).Total);
    }

    [Fact]
    public void The_oldest_two_hundred_of_many_are_shown_and_all_are_counted()
    {
        var journal = SmallNetwork.Begin();
        var entries = new List<string>();
        for (var i = 0; i < 700; i++)
        {
            journal.Now += TimeSpan.FromSeconds(1);
            entries.Add(SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 1, SmallNetwork.Month(2025, 3), SmallNetwork.Db));
        }
        foreach (var entry in entries.Take(100))
            journal.Do(SmallNetwork.Scholarship, new ConfirmEntry { Entry = entry }, SmallNetwork.Lpb);
        var work = journal.Read().Worklist(SmallNetwork.Lpb, journal.Now);
        Assert.Equal(601, work.Total);
        Assert.Equal((WorkKind.Report, "2026"), (work.Items[0].Kind, work.Items[0].Period));
        Assert.Equal(entries.Skip(100).Take(199), work.Items.Skip(1).Select(item => item.Entry));
    }

    private static IEnumerable<Actor> Readers() =>
        from body in SmallNetwork.Bodies.Append("vn").Append("la")
        from roles in (Roles[])[Roles.Recorder, Roles.Confirmer, Roles.Overseer, Roles.Coordinator | Roles.Recorder | Roles.Confirmer]
        from cleared in (bool[])[false, true]
        select NetworkJournal.User(body, cleared, roles: roles);

    // What a process that starts from the checkpoint of another knows.
    private static ViewSnapshot Restarted(ViewSnapshot snapshot) =>
        ViewCheckpoints.Read(new(snapshot.Position, snapshot.Epoch, ViewCheckpoints.TextOf(snapshot)))!;

    private static void Compare(NetworkJournal journal, Worklist work, Actor reader)
    {
        var due = WorkRecount.Of(journal, reader).OrderBy(item => item.Since).ThenBy(item => item.Book.ToString(), StringComparer.Ordinal)
            .ThenBy(item => item.About, StringComparer.Ordinal).ThenBy(item => item.Kind).ToList();
        Assert.Equal(due.Count, work.Total);
        Assert.Equal(due.Take(200), work.Items.Select(item => (
            item.Since, item.Book, item.Entry ?? item.Case ?? item.Commitment ?? item.Item ?? "", item.Kind, item.Period ?? "")));
    }
}
