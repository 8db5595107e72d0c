using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Storage.Tests;

public sealed class OpeningTests : StoreTest
{
    [Fact]
    public async Task A_second_writer_is_refused_and_says_who_holds_the_store()
    {
        await using (await OpenAsync())
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync());
            Assert.Equal(StoreRefusal.HeldByAnotherWriter, refused.Refusal);
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<StoreRefusedException>(() => SqliteBookStore.BeginEpochAsync(Path, "no", Clock));
        }

        await using var next = await OpenAsync();
    }

    [Fact]
    public async Task A_reader_is_welcome_beside_the_writer_and_sees_what_it_commits()
    {
        await using var store = await OpenAsync();
        await using var reader = SqliteBookStore.OpenReader(Path);
        await FillAsync(store, Book, 3);
        Assert.Equal(3, (await reader.ReadAsync(Book, default))!.Version);
        await FillAsync(store, Book, 1, from: 3);
        Assert.Equal(4, (await reader.HeadAsync(default)).Position);
        Assert.Equal(4, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_reader_of_a_missing_store_says_what_to_look_at()
    {
        await using var reader = SqliteBookStore.OpenReader(Path);
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => reader.HeadAsync(default));
        Assert.Contains(Path, unavailable.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task A_store_of_a_newer_build_is_refused_to_writers_and_readers_and_left_as_it_is()
    {
        await using (await OpenAsync())
        {
        }

        Tamper("INSERT INTO schema_migration VALUES (99, '0099_later.sql', 0)");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync());
        Assert.Equal(StoreRefusal.NewerSchema, refused.Refusal);
        Assert.Contains("schema 99", refused.Message, StringComparison.Ordinal);
        await using var reader = SqliteBookStore.OpenReader(Path);
        await Assert.ThrowsAsync<StoreRefusedException>(() => reader.HeadAsync(default));
    }

    [Fact]
    public async Task Migrations_are_recorded_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var store = await OpenAsync();
            Assert.Equal(new StoreHead(1, 0, "", DateTimeOffset.UnixEpoch), await store.HeadAsync(default));
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(name) FROM schema_migration";
        Assert.Equal("0001_books_and_journal.sql", command.ExecuteScalar());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_words()
    {
        await File.WriteAllTextAsync(Path, new string('x', 4096));
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync());
        Assert.Contains("damaged", unavailable.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync());
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
        await using var store = await SqliteBookStore.OpenAsync(
            new StoreOptions { Path = Path, MaxWaiting = 2 }, Clock, NullLogger<SqliteBookStore>.Instance);
        var commits = Enumerable.Range(0, 3).Select(i => Commit($"program/{i}", 0, Event("op")));
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => HeldWriter.TogetherAsync(store, commits));
        Assert.True(refused.OutcomeKnown);
        Assert.Null(await store.ReadAsync("program/2", default));
    }
}
