using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>What a comparison lists is the difference of the two states, as its reader sees them, and names who made it.</summary>
public sealed class ComparisonTests
{
    private static readonly DateOnly On = new(2026, 11, 21);

    [Fact]
    public void A_comparison_of_two_points_is_the_difference_of_the_two() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (steps, seed) =>
        {
            var history = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            var chance = new Random(seed);
            foreach (var reader in (Actor[])[SmallNetwork.Db, SmallNetwork.ClearedDb, SmallNetwork.Psl])
            {
                var (one, other) = (chance.Next(history.Rows.Count + 1), chance.Next(history.Rows.Count + 1));
                var (from, to) = (history.Prefix(Math.Min(one, other)).Snapshot, history.Prefix(Math.Max(one, other)).Snapshot);
                var (fromOn, toOn) = (On.AddYears(-chance.Next(2)), On);
                var listed = Items(new(from, fromOn, to, toOn, reader));
                Assert.Equal(
                    Differences(from, fromOn, to, toOn, reader).Order(StringComparer.Ordinal),
                    listed.Select(item => Words(item.Book, item.Commitment, item.Before, item.After, item.BookBefore, item.BookAfter)).Order(StringComparer.Ordinal));
                Assert.Empty(Items(new(to, toOn, to, toOn, reader)));
            }
        }));

    [Fact]
    public void Pages_of_any_size_give_the_same_list() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(1, 4)), (steps, size) =>
        {
            var history = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            var comparison = new Comparison(ViewSnapshot.Empty, On, history.Live.Snapshot, On, SmallNetwork.ClearedDb);
            var paged = new List<string>();
            for (string? after = null; ;)
            {
                var page = comparison.Items(after).Take(size).ToList();
                if (page.Count == 0)
                    break;
                paged.AddRange(page.Select(item => item.Key));
                after = page[^1].Key;
            }
            Assert.Equal(comparison.Items(null).Select(item => item.Key), paged);
            Assert.Distinct(paged);
        }));

    [Fact]
    public void Who_changed_it_are_the_rows_about_it_between_the_points() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (steps, seed) =>
        {
            var history = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            var start = new Random(seed).Next(history.Rows.Count);
            var comparison = new Comparison(history.Prefix(start).Snapshot, On, history.Live.Snapshot, On, SmallNetwork.ClearedDb);
            var who = new WhoChanged(history.Store);
            foreach (var (item, _, before, after) in comparison.Items(null).ToList())
            {
                var told = who.WithChangesAsync(item, before, after, default).GetAwaiter().GetResult();
                // What ends or begins a book may change each of its commitments.
                var rows = history.Rows.Skip(start).Where(row => row.BookKey == item.Book.ToString()
                    && EventCatalog.Read(row.Kind, row.Text) is var happened && (LedgerChange.IsAboutAll(happened)
                        || LedgerChange.About(after.Commitments, happened).Commitment == item.Commitment)).ToList();
                Assert.NotEmpty(told.Changes);
                Assert.Equal(rows.TakeLast(20).Select(row => (row.Sequence, row.Kind, row.Actor, row.Agency)),
                    told.Changes.Select(change => (change.Sequence, change.Event, change.User, change.Agency)));
                Assert.Equal(rows.Count > 20, told.EarlierLeftOut);
            }
        }));

    [Fact]
    public void What_happens_in_a_restricted_book_changes_no_comparison_of_who_may_not_see_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (steps, seed) =>
        {
            var all = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            var open = PastHistory.OfAsync(all.Rows.Where(row => row.BookKey != SmallNetwork.Secret.ToString())
                .Select((row, i) => row with { Position = i + 1 })).GetAwaiter().GetResult();
            var instants = all.Rows.Select(row => row.RecordedAt).Distinct().ToList();
            var from = instants[new Random(seed).Next(instants.Count)];
            Assert.Equal(ItemsSince(open, from), ItemsSince(all, from));
        }));

    [Fact]
    public async Task What_was_recorded_and_what_was_taken_back_is_named()
    {
        var journal = SmallNetwork.Begin();
        var (book, from) = (BookKey.Province("vn-db"), journal.Rows.Count);
        foreach (var id in (string[])["visit", "gift"])
            journal.Do(book, new RecordOccasion
            {
                Id = id,
                Kind = OccasionKind.Visit,
                Title = new() { En = id },
                On = PartialDate.OfYear(2025),
                Parties = ["vn-db"],
            }, SmallNetwork.Db);
        journal.Do(book, new RetractOccasion { Occasion = "visit", Reason = "twice" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new PlanTalks { On = PartialDate.OfYear(2026), Host = "vn-db" }, SmallNetwork.Db);
        var history = await PastHistory.OfAsync(journal.Rows);
        var who = new WhoChanged(history.Store);
        var told = new List<string>();
        foreach (var (item, _, before, after) in
            new Comparison(history.Prefix(from).Snapshot, On, history.Live.Snapshot, On, SmallNetwork.Db).Items(null))
            told.AddRange((await who.WithChangesAsync(item, before, after, default)).Changes.Select(change => $"{item.Book} {change.Event} {change.Item}"));
        Assert.Equal(
        [
            "agreement/db-lpb-2025-2027 talksPlanned talks/1",
            "province/vn-db occasionRecorded events/visit",
            "province/vn-db occasionRecorded events/gift",
            "province/vn-db occasionRetracted events/visit",
        ], told);
    }

    private static List<ComparedItem> ItemsSince(PastHistory history, DateTimeOffset from)
    {
        var start = history.Past.PointAsync(from, default).GetAwaiter().GetResult().Position;
        return Items(new(history.Prefix(start).Snapshot, On, history.Live.Snapshot, On, SmallNetwork.Psl));
    }

    private static List<ComparedItem> Items(Comparison comparison) => [.. comparison.Items(null).Select(item => item.Item)];

    // The slow way: everything that either state shows, said in words and compared.
    private static IEnumerable<string> Differences(ViewSnapshot from, DateOnly fromOn, ViewSnapshot to, DateOnly toOn, Actor reader)
    {
        foreach (var after in to.All(reader))
        {
            var before = from.Find(after.Key, reader);
            var (faceBefore, faceAfter) = (Face(before, fromOn), Face(after, toOn));
            if (before is null || faceBefore!.State != faceAfter!.State || Bare(before) != Bare(after))
                yield return Words(after.Key, null, null, null, faceBefore, faceAfter);
            foreach (var ledger in after.Commitments.InOrder)
            {
                var then = before?.Commitments.Find(ledger.Commitment.Id) is { } earlier ? FiguresOf.View(earlier, fromOn) : null;
                var now = FiguresOf.View(ledger, toOn);
                if (then != now)
                    yield return Words(after.Key, ledger.Commitment.Id, then, now, null, null);
            }
        }
    }

    private static BookFace? Face(ViewBook? book, DateOnly on) =>
        book is null ? null : new() { Title = book.Title, State = book.StateOn(on), Version = book.Version };

    // Texts of states without commitments: lists in them are in a fixed order.
    private static string Bare(ViewBook book) => book switch
    {
        { Program: { } program } => ProgramBook.Write(program with { Commitments = CommitmentLedgers.Empty }),
        { Agreement: { } agreement } => AgreementBook.Write(agreement with { Commitments = CommitmentLedgers.Empty }),
        _ => ProvinceBook.Write(book.Province! with { Commitments = CommitmentLedgers.Empty }),
    };

    private static string Words(BookKey book, string? commitment, CommitmentView? before, CommitmentView? after, BookFace? faceBefore, BookFace? faceAfter) =>
        $"{book} {commitment}: {before} -> {after}, {faceBefore} -> {faceAfter}";
}
