using CoopGrains.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Storage.Tests;

public abstract class InterleavingTests(StoreUnderTest under, int scripts) : StoreTest(under)
{
    [Fact]
    public async Task Positions_and_sequences_stay_dense_under_32_writers_with_conflicts()
    {
        await using var store = await Under.OpenAsync(maxBooks: 16);
        var followed = new List<JournalRow>();
        using var following = store.Follow(followed.AddRange);
        using var stop = new CancellationTokenSource();
        var tail = Task.Run(() => TailAsync(store, stop.Token));
        var committed = await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(() => WriteAsync(store, writer))));
        await stop.CancelAsync();

        var rows = await tail;
        Assert.Equal(committed.Sum(), rows.Count);
        Assert.Equal(rows.Select(row => row.Hash), followed.Select(row => row.Hash));
        AssertDense(rows);
        await AssertSoundAsync();
    }

    [Fact]
    public void Any_interleaving_of_commits_gives_each_book_1_to_n_and_the_journal_1_to_N()
    {
        var step = ArbMap.Default.GeneratorFor<byte>().Select(b => new Step(b % 3, b / 3 % 4, b / 12 % 3, b >= 200));
        var script = step.NonEmptyListOf().Select(steps => steps.ToArray()).ToArbitrary();
        Prop.ForAll(script, steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(scripts));
    }

    /// <summary>Against a model that is told the results: whatever was accepted is there, in order, and nothing else.</summary>
    private async Task RunAsync(Step[] steps)
    {
        var versions = new long[3];
        await using var under = Under.Another();
        await under.CreateAsync();
        await using var store = await under.OpenAsync(maxBooks: 1 + steps.Length % 4);
        for (var at = 0; at < steps.Length;)
        {
            var together = 1 + steps[at].Events;
            var chunk = steps.Skip(at).Take(together).ToArray();
            var results = await under.TogetherAsync(store, chunk.Select((step, i) => Scripted(step, versions, at + i)));
            for (var i = 0; i < chunk.Length; i++)
            {
                if (results[i] is CommitResult.Committed committed)
                    versions[chunk[i].Book] = committed.Version;
            }

            at += chunk.Length;
        }

        var rows = await store.TailAsync(0, int.MaxValue, default);
        Assert.Equal(versions.Sum(), rows.Count);
        AssertDense(rows);
        Assert.Null((await JournalVerifier.VerifyAsync(store, default)).FirstFault);
    }

    private static BookCommit Scripted(Step step, long[] versions, int at)
    {
        // Wrong now and then: a stale or future version, an operation used before, a value that cannot be kept.
        var expected = Math.Max(0, versions[step.Book] + (step.Wrong ? step.Flavor - 1 : 0));
        var events = Enumerable.Range(0, 1 + step.Events)
            .Select(i => Event(step.Wrong && step.Flavor == 1 ? "op-again" : $"op-{at}", step.Wrong && step.Flavor == 1 ? 0 : i))
            .Take(step.Wrong && step.Flavor == 1 ? 1 : int.MaxValue);
        return Commit($"program/{step.Book}", expected, [.. events]);
    }

    private static async Task<int> WriteAsync(IBookStore store, int writer)
    {
        var written = 0;
        for (var i = 0; i < 20; i++)
        {
            var book = $"program/{(writer + i) % 5}";
            var version = (await store.ProbeAsync(book, "", default)).Version;
            var result = await store.CommitAsync(Commit(book, version, Event($"op-{writer}-{i}"), Event($"op-{writer}-{i}", 1)));
            written += result is CommitResult.Committed ? 2 : 0;
        }

        return written;
    }

    /// <summary>Reads on and on; no read may show a position before the one that precedes it.</summary>
    private static async Task<List<JournalRow>> TailAsync(IBookStore store, CancellationToken stop)
    {
        var rows = new List<JournalRow>();
        while (true)
        {
            var last = stop.IsCancellationRequested;
            var page = await store.TailAsync(rows.Count, 50, default);
            rows.AddRange(page);
            if (last && page.Count == 0)
                return rows;
            if (page.Count > 0)
                Assert.Equal(rows.Count, rows[^1].Position);
        }
    }

    private static void AssertDense(IReadOnlyList<JournalRow> rows)
    {
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(i => (long)i), rows.Select(row => row.Position));
        Assert.All(rows.GroupBy(row => row.BookKey), book =>
            Assert.Equal(Enumerable.Range(1, book.Count()).Select(i => (long)i), book.Select(row => row.Sequence)));
    }

    private sealed record Step(int Book, int Events, int Flavor, bool Wrong);
}

public sealed class SqliteInterleavingTests() : InterleavingTests(new SqliteUnderTest(), scripts: 40);

public sealed class PostgresInterleavingTests() : InterleavingTests(new PostgresUnderTest(), scripts: 12);
