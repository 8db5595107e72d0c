using System.Collections.Concurrent;
using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>Several stores on one database, as several processes have them.</summary>
public sealed class PostgresProcessesTests : PostgresStoreTest
{
    [Fact]
    public async Task Of_two_first_commits_of_a_book_by_two_processes_one_wins()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        for (var round = 0; round < 100; round++)
        {
            var book = $"program/{round}";
            var results = await Task.WhenAll(
                one.CommitAsync(Commit(book, 0, Event("op-one"))), two.CommitAsync(Commit(book, 0, Event("op-two"))));
            Assert.Single(results.OfType<CommitResult.Committed>());
            Assert.Single(results, new CommitResult.VersionConflict(1));
        }

        Assert.Equal(100, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_process_learns_the_rows_of_others_in_order_between_its_own()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        var (atOne, atTwo) = (new Followed(one, 60), new Followed(two, 60));
        var mine = new object();
        for (var i = 0; i < 20; i++)
        {
            await FillAsync(one, "program/one", 1, from: i);
            await FillAsync(two, "program/two", 1, from: i);
            await one.CommitAsync(Commit("program/mine", i, Event($"op-{i}", payload: mine)));
        }

        foreach (var rows in new[] { await atOne.Complete, await atTwo.Complete })
            Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), rows.Select(row => row.Position));
        Assert.All((await atOne.Complete).Where(row => row.BookKey == "program/mine"), row => Assert.Same(mine, row.Payload));
        Assert.All((await atTwo.Complete).Where(row => row.BookKey == "program/mine"), row => Assert.Null(row.Payload));
    }

    [Fact]
    public async Task Three_processes_on_the_same_books_keep_positions_and_sequences_dense()
    {
        const int books = 4;
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => OpenAsync($"process-{i}", maxBooks: 8)));
        var followed = stores.Select(store => new Followed(store, int.MaxValue)).ToList();
        var written = await Task.WhenAll(stores.SelectMany((store, process) => Enumerable.Range(0, 8).Select(async writer =>
        {
            var count = 0;
            for (var i = 0; i < 20; i++)
            {
                var book = $"program/{(writer + i) % books}";
                var version = (await store.ProbeAsync(book, "", default)).Version;
                var operation = $"op-{process}-{writer}-{i}";
                var result = await store.CommitAsync(Commit(book, version, Event(operation), Event(operation, 1)));
                count += result is CommitResult.Committed ? 2 : 0;
            }

            return count;
        })));

        var all = await stores[0].TailAsync(0, int.MaxValue, default);
        Assert.Equal(written.Sum(), all.Count);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(row => row.Position));
        foreach (var rows in followed)
            Assert.Equal(all.Select(row => row.Hash), (await rows.UntilAsync(all.Count)).Select(row => row.Hash));
        foreach (var store in stores)
            await store.DisposeAsync();
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_refusal_waits_for_a_commit_of_its_book_that_another_process_is_at()
    {
        await using var store = await OpenAsync("one");
        await using var held = await HeldBook.TakeAsync(Site, "program/new");
        var probing = store.ProbeAsync("program/new", "op-1", default);
        await held.UntilWaitedForAsync();
        Assert.False(probing.IsCompleted);
        await held.ReleaseAsync();
        Assert.Equal(0, (await probing).Version);
    }

    /// <summary>What a follower was told, and when it has all.</summary>
    private sealed class Followed
    {
        private readonly List<JournalRow> _rows = [];
        private readonly TaskCompletionSource<IReadOnlyList<JournalRow>> _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _expected;

        internal Followed(IBookStore store, int expected)
        {
            _expected = expected;
            store.Follow(Take);
        }

        internal Task<IReadOnlyList<JournalRow>> Complete => _complete.Task;

        internal Task<IReadOnlyList<JournalRow>> UntilAsync(int expected)
        {
            lock (_rows)
                _expected = expected;
            Take([]);
            return Complete;
        }

        private void Take(IReadOnlyList<JournalRow> rows)
        {
            lock (_rows)
            {
                _rows.AddRange(rows);
                if (_rows.Count >= _expected)
                    _complete.TrySetResult([.. _rows]);
            }
        }
    }
}
