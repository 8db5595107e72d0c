using CoopGrains.Storage;
using SQLitePCL;

namespace Storage.Tests;

/// <summary>COMMIT itself fails. SQLite's own hooks are the fault: one undoes the commit, one reports an error after it.</summary>
public sealed class FailedCommitTests : SqliteStoreTest
{
    [Fact]
    public async Task A_commit_that_failed_after_it_was_written_is_found_and_acknowledged()
    {
        await using var store = await OpenAsync();
        var seen = new List<JournalRow>();
        using var following = store.Follow(seen.AddRange);
        await FillAsync(store, Book, 1);
        await CommitFault.AfterNextAsync(store, () => raw.SQLITE_IOERR);

        var payload = new object();
        var committed = Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(1, Event("op-2", payload: payload))));
        Assert.Equal((2L, 2L), (committed.Version, committed.FirstPosition));
        Assert.Same(payload, seen[1].Payload);
        await FillAsync(store, Book, 2, from: 2);
        Assert.Equal([1L, 2L, 3L, 4L], seen.Select(row => row.Position));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_commit_that_failed_and_was_not_written_says_so_and_leaves_no_hole()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        await CommitFault.InsteadOfNextAsync(store);
        var failed = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(1, Event("op-2"))));
        Assert.True(failed.OutcomeKnown);
        Assert.Empty((await store.ProbeAsync(Book, "op-2", default)).Rows);

        await FillAsync(store, Book, 2, from: 1);
        Assert.Equal(3, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_found_out_is_called_unknown_and_its_rows_reach_followers_later()
    {
        await using var store = await OpenAsync();
        var seen = new List<JournalRow>();
        using var following = store.Follow(seen.AddRange);
        await FillAsync(store, Book, 1);
        await CommitFault.AfterNextAsync(store, () =>
        {
            File.Move(Path, Path + ".away");
            return raw.SQLITE_IOERR;
        });

        var results = await HeldOutcomesAsync(store, Commit(1, Event("op-2")), Commit("program/b", 7, Event("op-1")));
        Assert.False(Assert.IsType<StoreUnavailableException>(results[0]).OutcomeKnown);
        Assert.True(Assert.IsType<StoreUnavailableException>(results[1]).OutcomeKnown);
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(1, Event("op-3"))));
        Assert.True(unavailable.OutcomeKnown);
        Assert.False(File.Exists(Path));

        File.Move(Path + ".away", Path);
        Assert.Equal(new CommitResult.VersionConflict(2), await store.CommitAsync(Commit(1, Event("op-2"))));
        Assert.Equal([1L, 2L], seen.Select(row => row.Position));
        Assert.Single((await store.ProbeAsync(Book, "op-2", default)).Rows);
    }

    [Fact]
    public async Task A_file_exchanged_under_a_running_writer_is_not_written()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        await CommitFault.AfterNextAsync(store, () =>
        {
            File.Move(Path, Path + ".away");
            return raw.SQLITE_IOERR;
        });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(1, Event("op-2"))));

        await using (await OpenAsync(Path + ".other"))
        {
        }

        File.Move(Path + ".other", Path);
        File.Delete(Path + "-wal"); // which would bring the lost pages back
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(1, Event("op-2"))));
        Assert.Contains("no longer holds position 1", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<object[]> HeldOutcomesAsync(IBookStore store, params BookCommit[] commits)
    {
        // One transaction, each outcome by itself.
        var tasks = new List<Task<CommitResult>>();
        using var writer = new HeldWriter();
        var holding = store.AppendAccessAsync(writer, default);
        writer.WaitUntilHeld();
        tasks.AddRange(commits.Select(store.CommitAsync));
        writer.Release();
        await holding;
        return await Task.WhenAll(tasks.Select(async task =>
        {
            try
            {
                return (object)await task;
            }
            catch (StoreUnavailableException e)
            {
                return e;
            }
        }));
    }
}
