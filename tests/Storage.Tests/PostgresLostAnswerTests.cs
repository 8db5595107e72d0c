using CoopGrains.Storage;
using TestKit;

namespace Storage.Tests;

/// <summary>The connection is cut while a commit is on its way: before the server had it, or before its answer came.</summary>
public sealed class PostgresLostAnswerTests : PostgresStoreTest
{
    [Fact]
    public async Task A_commit_whose_answer_is_cut_off_is_found_and_acknowledged()
    {
        await using var proxy = new CuttingProxy(Site.Port);
        await using var store = await OpenAsync("one", Site.Through(proxy.Port));
        var seen = new List<JournalRow>();
        using var following = store.Follow(seen.AddRange);
        await FillAsync(store, Book, 1);

        var cut = proxy.CutBeforeReplyAsync("op-cut");
        var payload = new object();
        var result = await store.CommitAsync(Commit(1, Event("op-cut", payload: payload), Event("op-cut", 1)));
        Assert.True(cut.IsCompletedSuccessfully);
        Assert.Equal((3L, 2L), result is CommitResult.Committed c ? (c.Version, c.FirstPosition) : default);
        Assert.Equal(Clock.Now, ((CommitResult.Committed)result).RecordedAt);
        await FillAsync(store, Book, 1, from: 3);
        Assert.Equal([1L, 2L, 3L, 4L], seen.Select(row => row.Position));
        Assert.Same(payload, seen[1].Payload);
        Assert.Equal(4, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_commit_that_never_reached_the_server_is_sent_again_and_written_once()
    {
        await using var proxy = new CuttingProxy(Site.Port);
        await using var store = await OpenAsync("one", Site.Through(proxy.Port));
        await FillAsync(store, Book, 1);

        var cut = proxy.CutBeforeServerAsync("op-cut");
        var results = await Under.TogetherAsync(store, [Commit(1, Event("op-cut")), Commit("program/b", 7, Event("op-1"))]);
        Assert.True(cut.IsCompletedSuccessfully);
        Assert.Equal(2, Assert.IsType<CommitResult.Committed>(results[0]).FirstPosition);
        Assert.Equal(new CommitResult.VersionConflict(0), results[1]);
        Assert.Equal(2, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_found_out_is_called_unknown_and_its_rows_reach_followers_later()
    {
        await using var proxy = new CuttingProxy(Site.Port);
        await using var store = await OpenAsync("one", Site.Through(proxy.Port));
        var seen = new List<JournalRow>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = store.Follow(rows =>
        {
            seen.AddRange(rows);
            if (seen.Count == 3)
                told.SetResult();
        });
        await FillAsync(store, Book, 1);

        _ = proxy.CutBeforeReplyAsync("op-cut", refuseAfter: true);
        var unknown = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(1, Event("op-cut"))));
        Assert.False(unknown.OutcomeKnown);
        var unreachable = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(2, Event("op-3"))));
        Assert.True(unreachable.OutcomeKnown);
        proxy.Accept();

        Assert.Equal(new CommitResult.VersionConflict(2), await store.CommitAsync(Commit(1, Event("op-cut"))));
        Assert.Single((await store.ProbeAsync(Book, "op-cut", default)).Rows);
        await FillAsync(store, Book, 1, from: 2);
        // The lost row comes by the tail, and whatever is behind it waits for it.
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1L, 2L, 3L], seen.Select(row => row.Position));
    }

    [Fact]
    public async Task A_session_that_still_works_at_a_lost_commit_is_ended_before_the_journal_is_asked()
    {
        await using var proxy = new CuttingProxy(Site.Port);
        await using var store = await OpenAsync("one", Site.Through(proxy.Port));
        await FillAsync(store, Book, 1);
        await using var held = await HeldBook.TakeAsync(Site, Book);
        var committing = store.CommitAsync(Commit(1, Event("op-2")));
        var first = await held.UntilWaitedForAsync();

        // It goes on waiting for the lock, and without an end would commit after it was said that it did not.
        proxy.CutClients();
        await held.UntilWaitedForAsync(notBy: first);
        await held.ReleaseAsync();
        Assert.Equal(2, Assert.IsType<CommitResult.Committed>(await committing).Version);
        Assert.Equal(2, (await AssertSoundAsync()).Rows);
    }
}
