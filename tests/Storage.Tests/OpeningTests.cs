using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class OpeningTests(StoreUnderTest under) : StoreTest(under)
{
    [Fact]
    public async Task A_reader_is_welcome_beside_the_writer_and_sees_what_it_commits()
    {
        await using var store = await OpenAsync();
        await using var reader = Under.OpenReader();
        await FillAsync(store, Book, 3);
        Assert.Equal(3, (await reader.ReadAsync(Book, default))!.Version);
        await FillAsync(store, Book, 1, from: 3);
        Assert.Equal(4, (await reader.HeadAsync(default)).Position);
        Assert.Equal(4, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_store_of_a_newer_build_is_refused_and_left_as_it_is()
    {
        await using (await OpenAsync())
        {
        }

        await Under.TamperAsync(Under.NewerMigration);
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync());
        Assert.Equal(StoreRefusal.NewerSchema, refused.Refusal);
        Assert.Contains("schema 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_when_the_store_closes_is_written_and_what_comes_later_is_refused()
    {
        var store = await OpenAsync();
        var waiting = Enumerable.Range(0, 500).Select(i => store.CommitAsync(Commit($"program/{i}", 0, Event("op")))).ToArray();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), result => Assert.IsType<CommitResult.Committed>(result));
        var late = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit(0, Event("op"))));
        Assert.True(late.OutcomeKnown);
        Assert.Equal(500, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_with_nothing_written()
    {
        await using var store = await Under.OpenAsync(maxWaiting: 2);
        var commits = Enumerable.Range(0, 3).Select(i => Commit($"program/{i}", 0, Event("op")));
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Under.TogetherAsync(store, commits));
        Assert.True(refused.OutcomeKnown);
        Assert.Null(await store.ReadAsync("program/2", default));
    }
}

public sealed class SqliteOpeningTests() : OpeningTests(new SqliteUnderTest());

public sealed class PostgresOpeningTests() : OpeningTests(new PostgresUnderTest());
