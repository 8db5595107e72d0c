using System.Globalization;
using System.Text.Json;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Backups;

/// <summary><c>coop backup</c> beside a site that is written, and <c>coop restore</c>: the same books and the same journal.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_SQLite_site_comes_back_from_a_backup_with_every_book_and_row()
    {
        await using var site = await EndToEnd.Tests.Site.StartSeededAsync();
        var early = await BackupWhileWritingAsync(site.Api, "early", "--data", site.Data);
        await AssertPrefixAsync(await site.JournalAsync(), SqliteBookStore.OpenReader(_folder.PathOf("early")), early);

        var (position, books) = await AtRestAsync(site.Api, "--data", site.Data);
        var kept = (await site.JournalAsync()).Where(row => row.Position <= position).ToList();
        await AllBooks.OpenAsync(site.Api, "lost");
        string[] restore = ["restore", _folder.PathOf("late"), "--data", site.Data, "--reason", "a drill", "--json"];
        await AssertFailsAsync(1, "written by", restore);
        await site.StopAsync();

        var restored = AllBooks.Json(await EndToEnd.Tests.Site.CoopAsync(restore));
        Assert.Equal((2, position), (restored.GetProperty("epoch").GetInt32(), restored.GetProperty("position").GetInt64()));
        await using (var before = SqliteBookStore.OpenReader(restored.GetProperty("kept").GetString()!))
            Assert.True((await before.HeadAsync(default)).Position > position);
        Assert.Equal(kept, await site.JournalAsync());
        await site.StartAgainAsync();
        await AllBooks.AssertRestoredAsync(site.Api, books);
        Assert.Equal(kept, (await site.JournalAsync()).Take(kept.Count));
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task A_database_comes_back_from_a_backup_with_every_book_and_row()
    {
        await using var one = await OneProcess.StartSeededAsync();
        string[] store = ["--database", one.Database.Owner];
        await BackupWhileWritingAsync(one.Api, "early", store);
        var (position, books) = await AtRestAsync(one.Api, store);
        var kept = (await one.JournalAsync()).Where(row => row.Position <= position).ToList();
        await AllBooks.OpenAsync(one.Api, "lost");
        await one.StopAsync();

        string[] Restore(string database) =>
            ["restore", _folder.PathOf("late"), "--data", one.Data, "--reason", "a drill", "--database", database];
        await AssertFailsAsync(2, "holds a store already", Restore(one.Database.Owner));
        var empty = await one.Server.CreateEmptyAsync();
        Assert.Contains("epoch 2 has begun", await EndToEnd.Tests.Site.CoopAsync(Restore(empty.Owner)), StringComparison.Ordinal);
        await one.MoveAsync(empty);
        Assert.Equal(kept, await one.JournalAsync());
        await one.Process.StartAsync();
        await AllBooks.AssertRestoredAsync(one.Api, books);
        await one.AssertWholeAsync();

        // What was saved while others wrote is whole as well.
        var other = await one.Server.CreateEmptyAsync();
        await EndToEnd.Tests.Site.CoopAsync(
            "restore", _folder.PathOf("early"), "--data", _folder.PathOf("new"), "--reason", "a drill", "--database", other.Owner);
        await using var reader = PostgresBookStore.OpenReader(other.Owner);
        var rows = await RowsAsync(reader);
        Assert.Equal(kept.Take(rows.Count), rows);
    }

    [Fact]
    public async Task What_is_no_backup_takes_no_stores_place()
    {
        await using var site = await EndToEnd.Tests.Site.StartSeededAsync();
        var backup = _folder.PathOf("whole");
        await EndToEnd.Tests.Site.CoopAsync("backup", backup, "--data", site.Data);
        await AssertFailsAsync(2, "a backup replaces none", "backup", backup, "--data", site.Data);
        await AssertFailsAsync(2, "there is no store", "backup", _folder.PathOf("none"), "--data", _folder.PathOf("nowhere"));
        await AssertFailsAsync(2, "give --data, or --database", "backup", _folder.PathOf("none"));
        await site.StopAsync();
        var store = new CoopOptions { Data = site.Data }.StorePath;
        var before = await File.ReadAllBytesAsync(store);

        var damaged = await File.ReadAllBytesAsync(backup);
        var text = System.Text.Encoding.UTF8.GetBytes("db-lpb-scholarship");
        for (var from = 0; damaged.AsSpan(from).IndexOf(text) is >= 0 and var at; from += at + 1)
            damaged[from + at] = (byte)'x';
        await File.WriteAllBytesAsync(_folder.PathOf("damaged"), damaged);
        await File.WriteAllTextAsync(_folder.PathOf("text"), "PGDM, or not");
        await AssertFailsAsync(1, "damaged", Restore("damaged"));
        await AssertFailsAsync(2, "is no backup", Restore("text"));
        await AssertFailsAsync(2, "there is no", Restore("missing"));
        await AssertFailsAsync(2, "leave out --database", [.. Restore("whole"), "--database", "Host=127.0.0.1;Database=x;Username=y"]);
        Assert.Equal(before, await File.ReadAllBytesAsync(store));

        string[] Restore(string file) => ["restore", _folder.PathOf(file), "--data", site.Data, "--reason", "a drill"];
    }

    /// <summary>Backs up a site while agencies report, and returns the position that the backup names.</summary>
    private async Task<long> BackupWhileWritingAsync(ApiClient api, string name, params string[] store)
    {
        using var saved = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; i < 5 || !saved.IsCancellationRequested; i++)
                (await api.PostAsync("vn-db-education/recorder", "/v1/programs/db-lpb-scholarship/commitments/places/entries", $"b-{writer}-{i}", new
                {
                    amount = new { value = "1", unit = "person" },
                    occurred = new { from = "2025-01", to = "2025-01" },
                })).Ok();
        }));
        var json = await EndToEnd.Tests.Site.CoopAsync(["backup", _folder.PathOf(name), "--json", .. store]);
        await saved.CancelAsync();
        await writing;
        return AllBooks.Json(json).GetProperty("position").GetInt64();
    }

    /// <summary>Backs up a site at rest, and returns the position and every book as its readers see it.</summary>
    private async Task<(long Position, Dictionary<string, string> Books)> AtRestAsync(ApiClient api, params string[] store)
    {
        await api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var books = await AllBooks.ReadAsync(api);
        var json = await EndToEnd.Tests.Site.CoopAsync(["backup", _folder.PathOf("late"), "--json", .. store]);
        return (AllBooks.Json(json).GetProperty("position").GetInt64(), books);
    }

    private static async Task AssertPrefixAsync(IReadOnlyList<JournalRow> journal, IJournalReader backup, long position)
    {
        await using (backup)
        {
            var rows = await RowsAsync(backup);
            Assert.Equal(position, rows[^1].Position);
            Assert.Equal(journal.Take(rows.Count), rows);
        }
    }

    private static async Task<List<JournalRow>> RowsAsync(IJournalReader reader)
    {
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count, 1_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        return rows;
    }

    private static async Task AssertFailsAsync(int code, string says, params string[] arguments)
    {
        await using var coop = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), arguments);
        Assert.Equal(code.ToString(CultureInfo.InvariantCulture), (await coop.ExitAsync()).ToString(CultureInfo.InvariantCulture));
        Assert.Contains(says, coop.Output, StringComparison.Ordinal);
    }
}
