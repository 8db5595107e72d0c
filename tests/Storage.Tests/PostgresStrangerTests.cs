using CoopGrains.Storage;
using TestKit;

namespace Storage.Tests;

/// <summary>What others do in the same server does not hold up the journal.</summary>
public sealed class PostgresStrangerTests : PostgresStoreTest
{
    [Theory]
    [InlineData("CREATE TABLE public.stranger (a int); INSERT INTO public.stranger VALUES (1)")]
    [InlineData("SELECT count(*) FROM coop.journal, coop.book")]
    [InlineData("SELECT * FROM coop.book WHERE book_key = 'program/a' FOR UPDATE")]
    [InlineData("SELECT * FROM coop.journal FOR UPDATE")]
    public async Task An_open_transaction_of_a_stranger_delays_neither_commits_of_other_books_nor_the_tail(string sql)
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        await FillAsync(one, Book, 1);
        await using var stranger = await ConnectAsync(Site.Owner);
        await AskAsync(stranger, $"BEGIN ISOLATION LEVEL REPEATABLE READ; {sql}");
        await using var elsewhere = await ConnectAsync((await PostgresServer.Shared.CreateEmptyAsync()).Owner);
        await AskAsync(elsewhere, "BEGIN; CREATE TABLE idle (a int)");

        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = one.Follow(rows =>
        {
            if (rows[^1].Position == 21)
                seen.SetResult();
        });
        await FillAsync(two, "program/b", 20);
        await seen.Task;
        Assert.Equal(20, (await one.TailAsync(1, 100, default)).Count);
    }

    [Fact]
    public async Task A_tail_that_may_not_read_for_a_while_goes_on_where_it_was()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        await FillAsync(one, Book, 3);
        await using var owner = await ConnectAsync(Site.Owner);
        await AskAsync(owner, "REVOKE SELECT ON coop.journal FROM coop_app; GRANT SELECT (position, hash, recorded_at) ON coop.journal TO coop_app");
        await FillAsync(one, Book, 3, from: 3);
        for (var tries = 0; tries < 20; tries++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => two.TailAsync(0, 10, default));
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = two.Follow(rows =>
        {
            if (rows[^1].Position == 7)
                seen.SetResult();
        });
        await AskAsync(owner, "SELECT pg_sleep(2); GRANT SELECT ON coop.journal TO coop_app");
        await FillAsync(one, Book, 1, from: 6);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(7, (await two.TailAsync(0, 10, default)).Count);
    }

    [Fact]
    public async Task A_book_that_a_stranger_locks_for_too_long_is_refused_with_nothing_written_and_keeps_no_other_process()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        await FillAsync(one, Book, 1);
        await using var stranger = await ConnectAsync(Site.Owner);
        await AskAsync(stranger, $"BEGIN; SELECT * FROM coop.book WHERE book_key = '{Book}' FOR UPDATE");

        var blocked = one.CommitAsync(Commit(1, Event("op-2")));
        await FillAsync(two, "program/b", 5);
        Assert.False(blocked.IsCompleted);
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => blocked);
        Assert.True(unavailable.OutcomeKnown);
        Assert.Contains("lock", unavailable.Message, StringComparison.Ordinal);
        await AskAsync(stranger, "ROLLBACK");
        await FillAsync(one, Book, 1, from: 1);
        await AssertSoundAsync();
    }
}
