using CoopGrains.Storage;

namespace Storage.Tests;

public sealed class PostgresDeadlineTests : PostgresStoreTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_deadline_that_passes_while_the_journal_is_locked_fails_its_book_only_in_the_databases_time()
    {
        await using var store = await OpenAsync("one");
        await FillAsync(store, Book, 1);
        await using var journal = await ConnectAsync(Site.Owner);
        await AskAsync(journal, "BEGIN; SELECT pg_advisory_xact_lock(20261121, 1)");

        // The process's clock stands still all the time; the database's goes on.
        var results = Under.TogetherAsync(store,
        [
            Commit(1, Event("op-2")) with { Deadline = Clock.Now + Soon },
            Commit("program/b", 0, Event("op-1")) with { Deadline = Clock.Now.AddMinutes(1) },
            Commit("program/c", 0, Event("op-1")) with { Deadline = Clock.Now + Soon },
        ]);
        await using var other = await ConnectAsync(Site.Owner);
        while (!(bool)(await AskAsync(other, """
            SELECT count(*) > 0 AND min(clock_timestamp() - query_start) > interval '1 s'
            FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()
            """))!)
            await Task.Yield();
        await AskAsync(journal, "COMMIT");

        var told = await results;
        Assert.IsType<CommitResult.DeadlinePassed>(told[0]);
        Assert.Equal(2, Assert.IsType<CommitResult.Committed>(told[1]).FirstPosition);
        Assert.IsType<CommitResult.DeadlinePassed>(told[2]);
        Assert.Equal(1, (await store.ReadAsync(Book, default))!.Version);
        Assert.Null(await store.ReadAsync("program/c", default));
        await AssertSoundAsync();
    }
}
