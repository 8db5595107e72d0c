using System.Globalization;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Files;

/// <summary>Entries go out as files and come back, with the commands that agencies use.</summary>
public sealed class EntryFilesTests
{
    private static readonly string[] Kept =
        ["book", "commitment", "amount", "unit", "bound", "estimate", "parts", "from", "to", "beneficiaries", "meaning", "evidence", "source", "line", "quote"];

    [Fact]
    public async Task An_export_changes_nothing_where_it_comes_from_and_gives_the_same_entries_to_an_empty_store()
    {
        await using var site = await Site.StartSeededAsync();
        using var files = new EntryFiles(site.Address, site.KeyFile);
        var rows = await files.RowsAsync();
        Assert.Equal(4, rows.Count);
        var journal = await site.JournalAsync();
        foreach (var (extension, language) in EntryFiles.Kinds)
            Assert.Equal("0 4 0 0 0", EntryFiles.Counts(await files.ImportAsync(await files.ExportAsync("all." + extension, language))));
        Assert.Equal(journal, await site.JournalAsync());

        await using var empty = await Site.StartAsync();
        await empty.SeedAsync("--without-entries");
        using var there = new EntryFiles(empty.Address, empty.KeyFile);
        Assert.Empty(await there.RowsAsync());
        var before = await empty.JournalAsync();
        Assert.Equal("4 0 0 0 0", EntryFiles.Counts(await there.ImportAsync(files.PathOf("all.csv"), more: "--dry-run")));
        Assert.Equal(before, await empty.JournalAsync());
        Assert.Equal("4 0 0 0 0", EntryFiles.Counts(await there.ImportAsync(files.PathOf("all.csv"))));
        var arrived = await there.RowsAsync();
        Assert.Equal(rows.Select(Essence).Order(), arrived.Select(Essence).Order());
        Assert.All(arrived, row => Assert.Equal("reported", row.GetProperty("state").GetString()));
        Assert.All(arrived, row => Assert.Equal("vn-db-education", row.GetProperty("agency").GetString()));
        Assert.Equal(
            rows.Select(row => row.GetProperty("agency").GetString()).Order(),
            arrived.Select(row => row.GetProperty("originalAgency").GetString() ?? row.GetProperty("agency").GetString()).Order());
        var after = await empty.JournalAsync();
        foreach (var (extension, _) in EntryFiles.Kinds)
            Assert.Equal("0 4 0 0 0", EntryFiles.Counts(await there.ImportAsync(files.PathOf("all." + extension), more: "--correct")));
        Assert.Equal(after, await empty.JournalAsync());
        await empty.AssertWholeAsync();
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task An_import_that_a_crash_cuts_goes_on_when_the_same_file_is_sent_again()
    {
        const int Rows = 4_000;
        await using var site = await Site.StartSeededAsync();
        using var files = new EntryFiles(site.Address, site.KeyFile);
        var file = await WriteAsync(files.PathOf("many.csv"), Rows, "db-lpb-scholarship", "places");
        var cut = files.ImportAsync(file);
        await Until.TrueAsync(async () => (await site.JournalAsync()).Count(IsImported) > 200, "nothing of the import was ever written");
        await site.KillAndStartAgainAsync();
        // The command that was cut sends again by itself; another one meets what that did.
        _ = await Task.WhenAny(cut.ContinueWith(ended => ended.Exception, TaskScheduler.Default));
        var import = await files.ImportAsync(file);
        Assert.Equal(Rows, import.GetProperty("taken").GetInt32() + import.GetProperty("unchanged").GetInt32());
        Assert.Equal(Rows, (await site.JournalAsync()).Count(IsImported));
        await site.AssertWholeAsync();

        static bool IsImported(CoopGrains.Storage.JournalRow row) => row.Kind == "entryReported" && row.OperationId.Contains("import-", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_refused_end_the_command_with_2_and_come_back_as_a_file()
    {
        await using var site = await Site.StartSeededAsync();
        using var files = new EntryFiles(site.Address, site.KeyFile);
        var file = await WriteAsync(files.PathOf("some.csv"), 3, "db-lpb-scholarship", "places", more: "program/db-lpb-scholarship,places,2025,2025,many,x");
        var errors = files.PathOf("errors.csv");
        Assert.Equal("3 0 0 0 1", EntryFiles.Counts(await files.ImportAsync(file, 2, "--errors", errors)));
        var mended = (await File.ReadAllTextAsync(errors)).Replace(",many,", ",7,", StringComparison.Ordinal);
        Assert.Equal(2, mended.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await File.WriteAllTextAsync(errors, mended);
        Assert.Equal("1 0 0 0 0", EntryFiles.Counts(await files.ImportAsync(errors)));
    }

    internal static async Task<string> WriteAsync(string file, int rows, string program, string commitment, string? more = null)
    {
        var text = new StringBuilder("book,commitment,from,to,amount,meaning\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"program/{program},{commitment},2025,2025,{1 + (i % 30)},row {i}\n");
        await File.WriteAllTextAsync(file, text.Append(more).ToString());
        return file;
    }

    private static string Essence(JsonElement row) => string.Join('|', Kept.Select(column => $"{row.GetProperty(column)}"));
}

/// <summary>The same on PostgreSQL, with a process for each way.</summary>
[Collection(nameof(Cluster))]
public sealed class EntryFilesOnPostgresTests(Cluster cluster)
{
    [Fact]
    public async Task What_one_process_exports_another_takes_in_once()
    {
        using var first = new EntryFiles(cluster.All[0].Address, cluster.KeyFile);
        using var second = new EntryFiles(cluster.All[1].Address, cluster.KeyFile);
        var file = await EntryFilesTests.WriteAsync(first.PathOf("few.csv"), 50, "db-lpb-scholarship", "places");
        Assert.Equal("50 0 0 0 0", EntryFiles.Counts(await first.ImportAsync(file)));
        Assert.Equal("0 50 0 0 0", EntryFiles.Counts(await second.ImportAsync(file)));
        foreach (var (extension, language) in EntryFiles.Kinds)
        {
            var import = await second.ImportAsync(await first.ExportAsync("all." + extension, language, "--book", "program/db-lpb-scholarship"));
            Assert.Equal(0, import.GetProperty("taken").GetInt32() + import.GetProperty("refused").GetInt32());
        }
    }
}
