using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Network;
using CoopGrains.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>As of any point, the network is the fold of what was recorded before it, whatever that is folded from.</summary>
public sealed class PastTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Actor[] Readers = [SmallNetwork.Db, SmallNetwork.ClearedDb, SmallNetwork.Psl];

    [Fact]
    public void As_of_any_point_the_network_is_the_fold_of_what_came_before() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (steps, seed) =>
        {
            var history = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            var chance = new Random(seed);
            for (var i = 0; i < 12; i++)
            {
                var position = chance.Next(history.Rows.Count + 1);
                Same(history.Prefix(position), history.Past.AtAsync(position, default).GetAwaiter().GetResult());
            }
        }));

    [Fact]
    public void An_instant_is_the_end_of_all_that_was_recorded_at_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var history = PastHistory.OfAsync(steps).GetAwaiter().GetResult();
            foreach (var instant in history.Rows.Select(row => row.RecordedAt).Distinct()
                .SelectMany(at => (DateTimeOffset[])[at, at.AddTicks(-1), at.AddTicks(1)]))
                Assert.Equal(
                    history.Rows.Count(row => row.RecordedAt <= instant),
                    history.Past.PointAsync(instant, default).GetAwaiter().GetResult().Position);
        }));

    [Fact]
    public void What_an_answer_says_it_is_as_of_gives_each_reader_the_same_answer_again() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(6),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (steps, seed) =>
        {
            var (history, journal) = PastHistory.InLifeAsync(steps).GetAwaiter().GetResult();
            var chance = new Random(seed);
            // What a process shows ends with a commit.
            var ends = history.Rows.Where((row, i) => i + 1 == history.Rows.Count || history.Rows[i + 1].RecordedAt > row.RecordedAt).ToList();
            foreach (var end in chance.GetItems(ends.ToArray(), 2))
                foreach (var reader in Readers)
                {
                    var shown = PastHistory.Reading(history.Prefix(end.Position));
                    var asOf = shown.StampFor(reader).AsOf;
                    var point = history.Past.PointAsync(asOf, default).GetAwaiter().GetResult();
                    var again = new NetworkReading(history.Past.AtAsync(point.Position, default).GetAwaiter().GetResult(), () => (asOf, TimeSpan.Zero));
                    var observer = new Observer(journal, reader, Today);
                    Assert.Equal(asOf, again.StampFor(reader).AsOf);
                    // What tells of open books only is stamped by them alone.
                    Assert.Equal(observer.Everything(shown).Select(WithoutStamp), observer.Everything(again).Select(WithoutStamp));
                }
        }));

    [Fact]
    public async Task Without_anything_new_an_answer_is_as_of_the_beginning_of_its_day()
    {
        var history = await PastHistory.OfAsync(Array.Empty<int>());
        var midnight = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(7));
        Assert.Equal(midnight, Domain.CivilTime.BeginningOf(new(2027, 1, 1)));
        Assert.Equal(midnight, new NetworkReading(history.Live, () => (midnight, TimeSpan.Zero)).StampFor(SmallNetwork.Db).AsOf);
    }

    [Fact]
    public async Task Marks_are_few_and_evenly_spaced_and_what_is_dropped_holds_nothing()
    {
        var history = await PastHistory.OfAsync(Enumerable.Range(1, 400).Select(number => number * 7_919));
        var kept = history.Store.Checkpoints.Values.Where(checkpoint => checkpoint.Position > 0).Select(checkpoint => checkpoint.Position).Order().ToList();
        var spacing = history.Marks.Spacing(history.Rows.Count);
        Assert.True(spacing > 2 * history.Marks.Closest, "the history is too short to drop marks");
        Assert.Equal(Enumerable.Range(1, (int)(history.Rows.Count / spacing)).Select(number => number * spacing), kept);
        Assert.InRange(kept.Count, 1, history.Marks.Most);
        Assert.All(history.Store.Checkpoints.Values.Where(checkpoint => checkpoint.Position == 0), dropped => Assert.True(dropped.Body.IsEmpty));
    }

    [Fact]
    public async Task Marks_that_have_moved_apart_are_dropped_even_when_the_first_chance_was_missed()
    {
        var rows = RandomHistory.Of(Enumerable.Range(1, 60).Select(number => number * 7_919)).Rows;
        var (store, marks) = (new ListedStore(rows.Count), new PastMarks(Closest: 4, Most: 3));
        var checkpoints = new ViewCheckpoints(store, marks, NullLogger<ViewCheckpoints>.Instance);
        var live = new ViewState(ViewSnapshot.Empty);
        foreach (var part in marks.Split([.. rows.Take(28)]))
        {
            live.Apply(part);
            // They move apart at 16, which is left out as a mark that could not be stored would be.
            if (part[^1].Position is not 16)
                await checkpoints.WriteMarkAsync(live.Snapshot, default);
        }

        Assert.Equal([8L, 24], store.Checkpoints.Values.Where(kept => !kept.Body.IsEmpty).Select(kept => kept.Position).Order());
    }

    [Fact]
    public async Task A_store_without_marks_gets_them_when_its_past_is_asked_for_and_an_unreadable_one_is_passed_over()
    {
        var history = await PastHistory.OfAsync(Enumerable.Range(1, 60).Select(number => number * 7_919));
        foreach (var name in history.Store.Checkpoints.Keys.ToList())
            history.Store.Checkpoints[name] = history.Store.Checkpoints[name] with { Body = "{\"schema\":3,\"books\":[{"u8.ToArray() };
        var near = history.Rows.Count - 1;
        Same(history.Prefix(near), await history.Past.AtAsync(near, default));
        var name2 = history.Marks.Name(history.Marks.Before(near, history.Rows.Count));
        Assert.NotNull(ViewCheckpoints.Read(history.Store.Checkpoints[name2]));
    }

    [Fact]
    public async Task The_verifier_finds_a_kept_view_of_the_past_that_says_something_else_than_the_rows()
    {
        var history = await PastHistory.OfAsync(Enumerable.Range(1, 60).Select(number => number * 7_919));
        var mark = history.Marks.Before(history.Rows.Count, history.Rows.Count);
        var kept = history.Store.Checkpoints[history.Marks.Name(mark)];
        var pass = new AggregatePass(null);
        foreach (var row in history.Rows.Take((int)mark))
            Assert.Null(pass.Row(row));
        Assert.Null(pass.Past(kept));
        var other = ViewCheckpoints.TextOf(history.Prefix(mark - 1).Snapshot);
        Assert.Contains("a kept view of the past", pass.Past(kept with { Body = other })!.What, StringComparison.Ordinal);
        Assert.Contains("cannot be read", pass.Past(kept with { Body = "{"u8.ToArray() })!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_kept_view_says_as_the_live_one_does_is_taken_from_it_and_the_rest_from_the_text()
    {
        var history = await PastHistory.OfAsync(Enumerable.Range(1, 400).Select(number => number * 104_729));
        var live = history.Live.Snapshot;
        var taken = 0;
        for (var back = 0; back < history.Rows.Count; back += 1 + (back / 4))
        {
            var then = history.Prefix(history.Rows.Count - back);
            var kept = new ViewCheckpoint(then.Snapshot.Position, then.Snapshot.Epoch, ViewCheckpoints.TextOf(then.Snapshot));
            var read = ViewCheckpoints.Read(kept, live)!;
            Same(then, new(read));
            foreach (var (key, book) in read.Books)
                foreach (var (id, ledger) in book.Commitments.Ledgers)
                    foreach (var (entry, view) in ledger.Entries)
                        if (view.Equals(live.Books[key].Commitments.Ledgers[id].Entries[entry]))
                        {
                            Assert.Same(live.Books[key].Commitments.Ledgers[id].Entries[entry], view);
                            taken++;
                        }
        }
        Assert.True(taken > 50, $"only {taken} entries were the same");
    }

    private static string WithoutStamp(string said) => Regex.Replace(said, "\"stamp\":\\{[^}]*\\}", "");

    private static void Same(ViewState folded, ViewState past)
    {
        Assert.Equal(folded.Snapshot.Position, past.Snapshot.Position);
        Assert.Equal(folded.Snapshot.OpenAsOf, past.Snapshot.OpenAsOf);
        Assert.Equal(folded.Snapshot.Books.Keys.Order(Comparer<BookKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"))),
            past.Snapshot.Books.Keys.Order(Comparer<BookKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"))));
        foreach (var (key, book) in folded.Snapshot.Books)
        {
            Assert.Equal((book.Version, book.At), (past.Snapshot.Books[key].Version, past.Snapshot.Books[key].At));
            Assert.Equal(BookText.Digest(book), BookText.Digest(past.Snapshot.Books[key]));
        }
        foreach (var reader in Readers)
        {
            foreach (var by in Enum.GetValues<StatusBy>())
                Assert.Equal(PastHistory.Reading(folded).Status(by, reader, Today), PastHistory.Reading(past).Status(by, reader, Today));
            Assert.Equal(
                PastHistory.Reading(folded).Agreements(new(), reader, Today, null, 200).Items,
                PastHistory.Reading(past).Agreements(new(), reader, Today, null, 200).Items);
            Assert.Equal(
                PastHistory.Reading(folded).Programs(new(), reader, Today, null, 200).Items,
                PastHistory.Reading(past).Programs(new(), reader, Today, null, 200).Items);
        }
    }
}
