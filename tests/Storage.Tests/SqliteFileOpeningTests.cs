using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;

namespace Storage.Tests;

public sealed class SqliteFileOpeningTests : SqliteStoreTest
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
    public async Task A_reader_of_a_missing_store_says_what_to_look_at()
    {
        await using var reader = SqliteBookStore.OpenReader(Path);
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => reader.HeadAsync(default));
        Assert.Contains(Path, unavailable.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task A_store_of_a_newer_build_is_refused_to_readers_too()
    {
        await using (await OpenAsync())
        {
        }

        await Under.TamperAsync(Under.NewerMigration);
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

        Assert.Equal(
            "0001_books_and_journal.sql,0002_documents.sql,0003_what_was_read.sql,0004_documents_stay.sql,0005_site_items.sql",
            await Under.AskAsync("SELECT group_concat(name) FROM schema_migration"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_words()
    {
        await File.WriteAllTextAsync(Path, new string('x', 4096));
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync());
        Assert.Contains("damaged", unavailable.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync());
    }
}
