using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using TestKit;

namespace Storage.Tests;

/// <summary>Dumps by PostgreSQL's own program, and what a restore or a new epoch means for processes.</summary>
public sealed class PostgresRestoreTests : PostgresStoreTest
{
    [Fact]
    public async Task A_dump_under_way_holds_up_neither_commits_nor_the_tail_and_restores_to_what_was_there_when_it_began()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        // More than the pipe to the dump's reader holds: as long as nobody reads, it is not done.
        await one.CommitAsync(Commit(0, Event("op-1", text: $"\"{new string('x', 800_000)}\"")));
        await FillAsync(one, "program/b", 2);
        using var dump = PostgresServer.Shared.BeginDump(Site.Database);
        await using var owner = await ConnectAsync(Site.Owner);
        while (await AskAsync(owner, DumpAtTheJournal) is not 1L)
            await Task.Yield();

        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = one.Follow(rows =>
        {
            if (rows[^1].Position == 23)
                seen.SetResult();
        });
        await FillAsync(two, "program/c", 20);
        await seen.Task;
        Assert.Equal(1L, await AskAsync(owner, DumpAtTheJournal));

        var restored = await PostgresServer.Shared.RestoreAsync(await dump.StandardOutput.ReadToEndAsync());
        await using var reader = PostgresBookStore.OpenReader(restored.Application);
        var report = await JournalVerifier.VerifyAsync(reader, default);
        Assert.Null(report.FirstFault);
        Assert.Equal((3L, 2L), (report.Rows, report.Books));
        Assert.Equal(23, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_restored_database_opens_in_a_new_epoch_and_holds_the_application_to_its_limits_after_a_migration()
    {
        await using (var store = await OpenAsync("one"))
            await FillAsync(store, Book, 2);
        var dump = PostgresServer.Shared.BeginDump(Site.Database);
        var text = await dump.StandardOutput.ReadToEndAsync();
        await using (var store = await OpenAsync("one"))
            await FillAsync(store, Book, 1, from: 2);

        var restored = await PostgresServer.Shared.RestoreAsync(text);
        await PostgresMigrations.ApplyAsync(restored.Owner, TimeProvider.System, default);
        await using (var application = await ConnectAsync(restored.Application))
            Assert.Equal("5s", await AskAsync(application, "SHOW lock_timeout"));
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync("one", restored));
        Assert.Equal(StoreRefusal.JournalLost, refused.Refusal);
        Assert.Equal(2, await PostgresBookStore.BeginEpochAsync(restored.Owner, AnchorOf("one"), "restored", TimeProvider.System));
        await using var again = await OpenAsync("one", restored);
        await FillAsync(again, Book, 1, from: 2);
        Assert.Equal([1, 1, 2], (await again.TailAsync(0, 10, default)).Select(row => row.Epoch));
    }

    [Theory]
    [InlineData("INSERT INTO journal_epoch VALUES (2, 0, 'restored')")]
    [InlineData("DELETE FROM journal WHERE position > 2; UPDATE book SET version = 2, hash = (SELECT hash FROM journal WHERE position = 2)")]
    [InlineData("UPDATE journal SET hash = 'x' WHERE position = 3")]
    public async Task A_process_under_which_the_history_changes_notices_and_neither_writes_nor_keeps_anything_any_more(string sql)
    {
        await using var store = await OpenAsync("one");
        await FillAsync(store, Book, 3);
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registered = store.Void.Register(noticed.SetResult);
        await Under.TamperAsync(sql);

        await noticed.Task;
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(3, Event("op-4"))));
        Assert.True(refused.OutcomeKnown);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.WriteCheckpointAsync("view", new(3, 1, "{}"u8.ToArray()), default));
    }

    private const string DumpAtTheJournal = """
        SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'pg_dump' AND datname = current_database() AND xact_start IS NOT NULL AND query LIKE 'COPY coop.journal %'
        """;
}
