using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>Damage that only a SQLite file can have.</summary>
public sealed class SqliteFileDamageTests : SqliteStoreTest
{
    [Fact]
    public async Task A_cut_log_is_noticed_at_start_though_the_database_calls_itself_whole()
    {
        await using (var first = await OpenAsync())
            await FillAsync(first, Book, 10);
        var source = Path;
        // Copied while open, as after a power cut: the newest commits are only in the log.
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, "program/c", 20);
            File.Copy(source, source + ".cut");
            var log = await File.ReadAllBytesAsync(source + "-wal");
            log[log.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(source + ".cut-wal", log);
        }

        File.Copy(source + ".anchor", source + ".cut.anchor");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(source + ".cut"));
        Assert.Equal(StoreRefusal.JournalLost, refused.Refusal);
    }

    [Fact]
    public async Task A_text_kept_as_another_type_with_the_same_bytes_is_no_damage()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 10);
        await Under.TamperAsync("UPDATE journal SET event = x'' || event WHERE position = 9");
        await AssertSoundAsync();
    }
}
