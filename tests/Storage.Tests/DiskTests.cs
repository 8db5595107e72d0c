using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;

namespace Storage.Tests;

public sealed class DiskTests : SqliteStoreTest
{
    private const int Quota = 6;

    [Fact]
    public async Task A_full_disk_loses_nothing_acknowledged_keeps_reading_and_writes_again_when_space_returns()
    {
        using var disk = SmallDisk.TryMount(Quota);
        var folder = disk?.Path ?? System.IO.Path.GetDirectoryName(Path)!;
        var path = System.IO.Path.Combine(folder, "coop.db");
        var ballast = System.IO.Path.Combine(folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
        var seen = new List<long>();
        await using (var store = await OpenAsync(path))
        {
            using var following = store.Follow(rows => seen.AddRange(rows.Select(row => row.Position)));
            var (version, failure) = await WriteUntilFailureAsync(store, 0, disk is null ? 200 : int.MaxValue);
            if (disk is not null)
            {
                Assert.Contains("disk is full", failure!.Message, StringComparison.Ordinal);
                Assert.Contains(path, failure.Message, StringComparison.Ordinal);
                Assert.True(failure.OutcomeKnown);
                await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Big(version)));
            }

            Assert.Equal(version, (await store.ReadAsync(Book, default))!.Version);
            File.Delete(ballast);
            Assert.Equal(version + 1, Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Big(version))).Version);
            Assert.Equal(Enumerable.Range(1, (int)version + 1).Select(position => (long)position), seen);
        }

        await using var reopened = await OpenAsync(path);
        Assert.Equal(seen.Count, (await reopened.ReadAsync(Book, default))!.Version);
        Assert.Null((await JournalVerifier.VerifyAsync(reopened, default)).FirstFault);
    }

    [Fact]
    public async Task A_read_only_disk_is_refused_with_a_word_on_what_to_check()
    {
        using var disk = SmallDisk.TryMount(Quota);
        var folder = disk?.Path ?? System.IO.Path.GetDirectoryName(Path)!;
        var path = System.IO.Path.Combine(folder, "coop.db");
        await using (var store = await OpenAsync(path))
            await FillAsync(store, Book, 3);
        if (disk is not null)
            disk.MakeReadOnly();
        else if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + ".lock", UnixFileMode.UserRead);

        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(path));
        Assert.Contains("check the mount", unavailable.Message, StringComparison.Ordinal);
    }

    private static BookCommit Big(long version) => Commit(version, Event($"op-{version}", text: new string('x', 20_000)));

    private static async Task<(long Version, StoreUnavailableException? Failure)> WriteUntilFailureAsync(
        IBookStore store, long version, int most)
    {
        try
        {
            for (; version < most; version++)
                Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Big(version)));
            return (version, null);
        }
        catch (StoreUnavailableException e)
        {
            return (version, e);
        }
    }
}
