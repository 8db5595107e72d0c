using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

public sealed class PublicReadingTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void An_entry_without_a_source_is_neither_shown_nor_counted_and_a_confirmed_one_with_a_source_is()
    {
        var journal = SmallNetwork.Begin();
        var uncited = SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 7, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var cited = Cite(journal, 20, SmallNetwork.Month(2025, 4));
        var open = Cite(journal, 5, SmallNetwork.Month(2025, 5));
        foreach (var entry in (string[])[uncited, cited])
            journal.Do(SmallNetwork.Scholarship, new ConfirmEntry { Entry = entry }, SmallNetwork.Lpb);

        var published = journal.Read().Published(Today);

        Assert.Null(published.Entry(SmallNetwork.Scholarship, uncited));
        Assert.Equal(EntryStatus.Confirmed, published.Entry(SmallNetwork.Scholarship, cited)!.Status);
        Assert.Equal(EntryStatus.Reported, published.Entry(SmallNetwork.Scholarship, open)!.Status);
        var figure = Assert.Single(published.Network(null, null, 200).Figures);
        var commitment = Assert.Single(published.Program(SmallNetwork.Scholarship.Id)!.Commitments);
        foreach (var cell in (PublicCell[])[figure.Overall, figure.Periods[0], commitment.Overall, commitment.Periods[0]])
        {
            Assert.Equal((20m, 5m, 2), (cell.Value!.Value, cell.Unconfirmed!.Value, cell.Entries));
            Assert.Equal("citedConfirmedEntries", cell.SumOf);
        }
        // Missing is not zero.
        Assert.Null(commitment.Periods[1].Value);
        Assert.True(commitment.Periods[1].NoData);
        Assert.Equal(30m, commitment.Periods[1].Target!.Value);
    }

    [Fact]
    public void A_book_or_a_commitment_without_a_source_is_not_there_whatever_its_entries_name()
    {
        var journal = SmallNetwork.Begin();
        var program = BookKey.Program("unsourced");
        journal.Do(program, new OpenProgram { Id = program.Id, Title = new() { En = "x" }, Parties = ["vn-db", "la-lpb"] }, SmallNetwork.Db);
        journal.Do(program, SmallNetwork.Places("places", ["la-lpb"]), SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship, SmallNetwork.Places("more", ["la-lpb"]) with { Sources = default }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship, new AgreeToCommitment { Commitment = "more", Revision = 1 }, SmallNetwork.Lpb);
        var hidden = Cite(journal, 3, SmallNetwork.Month(2025, 3), program);
        var other = Cite(journal, 3, SmallNetwork.Month(2025, 3), commitment: "more");
        journal.Do(BookKey.Agreement("draft"), new DraftAgreement
        {
            Id = "draft",
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-psl"],
            Text = new() { Title = new() { En = "draft" } },
        }, SmallNetwork.Db);

        var published = journal.Read().Published(Today);

        Assert.Null(published.Program(program.Id));
        Assert.Null(published.Agreement("draft"));
        Assert.Null(published.Entry(program, hidden));
        Assert.Null(published.Entry(SmallNetwork.Scholarship, other));
        Assert.Equal(["places"], published.Program(SmallNetwork.Scholarship.Id)!.Commitments.Select(one => one.Id));
        Assert.True(Assert.Single(published.Network(null, null, 200).Figures).Overall.NoData);
    }

    [Fact]
    public void Targets_that_were_set_since_name_no_source_and_are_left_out()
    {
        var journal = SmallNetwork.Begin();
        var target = new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2025), Amount = SmallNetwork.People(99) };
        journal.Do(SmallNetwork.Scholarship, target, SmallNetwork.Db);
        // What one side asks for says nothing yet.
        Assert.False(Assert.Single(journal.Read().Published(Today).Program(SmallNetwork.Scholarship.Id)!.Commitments).TargetsWithoutSource);
        journal.Do(SmallNetwork.Scholarship, target with { Revision = 2 }, SmallNetwork.Lpb);

        var published = journal.Read().Published(Today);

        var commitment = Assert.Single(published.Program(SmallNetwork.Scholarship.Id)!.Commitments);
        Assert.True(commitment.TargetsWithoutSource);
        Assert.Empty(commitment.Periods);
        Assert.DoesNotContain("99", Said(published, journal), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_follow_each_other_without_a_gap_and_names_are_those_of_the_parties()
    {
        var journal = SmallNetwork.Begin();
        foreach (var id in (string[])["b", "a", "c"])
            SmallNetwork.Open(journal, BookKey.Program("program-" + id), id, ["vn-db", "la-psl"], SmallNetwork.Db);
        var published = journal.Read().Published(Today);

        var (ids, after) = (new List<string>(), (string?)null);
        do
        {
            var page = published.Network(null, after, 2);
            ids.AddRange(page.Programs.Select(program => program.Book.Id));
            after = page.ProgramsNext;
            Assert.Equal("la-psl", Assert.Single(published.Program("program-a")!.Program.Parties, party => party.Id != "vn-db").Name!.En);
        }
        while (after is not null);

        Assert.Equal(["db-lpb-scholarship", "program-a", "program-b", "program-c"], ids);
    }

    [Fact]
    public void Every_figure_is_the_sum_anew_of_confirmed_entries_that_name_a_source_and_nobody_is_named() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            var published = journal.Read().Published(Today);
            var cited = journal.Rows.Where(row => row.Kind == "entryReported").Select(row => (EntryReported)EventCatalog.Read(row.Kind, row.Text))
                .Where(reported => !reported.Sources.IsEmpty).Select(reported => reported.Entry).ToHashSet();
            foreach (var program in (BookKey[])[SmallNetwork.Scholarship, SmallNetwork.Support])
                foreach (var shown in published.Program(program.Id)!.Commitments)
                {
                    var entries = journal.CommitmentsOf(program).Find(shown.Id)!.Entries.Values;
                    if (shown.Measure == Measure.Sum)
                    {
                        Assert.Equal(
                            Sum.Of(entries.Where(entry => Counts(entry, EntryStatus.Confirmed)).Select(entry => entry.Amount!)), shown.Overall.Value);
                        Assert.Equal(
                            Sum.Of(entries.Where(entry => Counts(entry, EntryStatus.Reported)).Select(entry => entry.Amount!)), shown.Overall.Unconfirmed);
                    }
                    Assert.All(entries.Where(entry => !cited.Contains(entry.Id)), entry => Assert.Null(published.Entry(program, entry.Id)));
                }
            var said = Said(published, journal);
            foreach (var word in (string[])["-office", "vn-db-a", "la-lpb-b", "said in passing", "secret", SmallNetwork.Secret.Id, "wish", "wrong",
                "another figure", "mend it", "pause", "settled", "the same"])
                Assert.DoesNotContain(word, said, StringComparison.Ordinal);

            bool Counts(EntryView entry, EntryStatus status) => cited.Contains(entry.Id) && entry.Status == status && entry.BreakdownOf is null
                && entry.Links?.Reverses is null && (status == EntryStatus.Confirmed || !entry.StandsBy);
        }));

    [Fact]
    public void A_view_that_was_kept_and_read_back_publishes_the_same()
    {
        var journal = RandomHistory.Of(Enumerable.Range(1, 60));
        var view = journal.Fold();
        var kept = view.Snapshot.Books.Values.Select(book =>
        {
            var (buffer, packed) = (new System.Buffers.ArrayBufferWriter<byte>(), new System.Buffers.ArrayBufferWriter<byte>());
            using (var writer = new Utf8JsonWriter(buffer))
                book.WriteWithoutEntries(writer);
            using (var writer = new Utf8JsonWriter(packed))
                PackedEntries.Write(writer, book.Commitments);
            return ViewBook.Read(book.Key, new(book.Version, book.At.UtcTicks, default), book.SnapshotSchema, buffer.WrittenSpan, packed.WrittenSpan,
                null, new())!;
        });
        var read = new ViewState(ViewSnapshot.From(kept, view.Snapshot.Position, 1, view.Snapshot.AsOf));

        var before = Said(journal.Read().Published(Today), journal);
        Assert.Contains("\"entries\":1", before, StringComparison.Ordinal);
        Assert.Equal(before, Said(new NetworkReading(read, () => (default, TimeSpan.Zero)).Published(Today), journal));
    }

    private static string Said(IPublished published, NetworkJournal journal) => JsonSerializer.Serialize(
        journal.Books.SelectMany(book => (object?[])
        [
            published.Network(null, null, 200), published.Agreement(book.Id), published.Program(book.Id), published.EntriesFrom(book),
            .. book.Kind == BookKind.Province ? [] : journal.CommitmentsOf(book).Ledgers.Values.SelectMany(ledger => ledger.Entries.Keys)
                .Order(StringComparer.Ordinal).Select(entry => published.Entry(book, entry)),
        ]), Observer.Written);

    private static string Cite(NetworkJournal journal, decimal people, Window when, BookKey? book = null, string commitment = "places")
    {
        var program = book ?? SmallNetwork.Scholarship;
        var before = journal.CommitmentsOf(program).Find(commitment)!.Entries;
        journal.Do(program, new ReportFulfilment
        {
            Commitment = commitment,
            Amount = SmallNetwork.People(people),
            Occurred = when,
            Sources = SmallNetwork.Story,
        }, SmallNetwork.Db);
        return journal.CommitmentsOf(program).Find(commitment)!.Entries.Keys.Single(id => !before.ContainsKey(id));
    }
}
