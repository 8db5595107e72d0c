using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Files;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Entries as files.</summary>
[Collection(nameof(Site))]
public sealed class ExportTests(Site site)
{
    private const string Strange = "=1+1 \\ 'q' \"d\" ; , \\n _x0041_ – ຫຼວງ";

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("json")]
    public async Task A_file_holds_an_entry_with_all_that_is_known_of_it_in_every_format_and_language(string format)
    {
        var program = await site.NewProgramAsync();
        var reported = await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", $$"""
            {"amount":{"value":"30","unit":"person","bound":"atLeast","estimate":true},"occurred":{"from":"2025-01","to":"2025-12-25"},
             "meaning":{{System.Text.Json.JsonSerializer.Serialize(Strange + "\nline")}},"evidence":["http://a.vn/x;y","few words, two"],"onBehalfOf":"la-lpb",
             "sources":[{"source":"S0","line":9,"quote":"-30 học sinh"},{"source":"S2","note":"x"}],
             "parts":[{"name":"college","dimension":"level","amount":{"value":"10","unit":"person","bound":"about"} }]}
            """);
        var entry = reported.MustBe(201).Json.GetProperty("id").GetString()!;
        var seen = ("Coop-After", (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{entry}/confirmation", "{}"))
            .MustBe(200).Header("Coop-Version")!);
        Enum.TryParse<FileFormat>(format, true, out var kind);
        foreach (var language in new[] { "vi", "lo", "en" })
        {
            var file = (await site.As(People.Recorder).GetAsync($"/v1/exports?book=program/{program}&format={format}&lang={language}", seen)).MustBe(200);
            Assert.StartsWith("attachment", file.Header("Content-Disposition"), StringComparison.Ordinal);
            var row = Assert.Single(Files.Rows(file.Body, kind));
            Assert.Equal(
                [$"program/{program}", "students", "2025-01", "2025-12-25", "30", "person", "la-lpb", Strange + "\nline", "http://a.vn/x;y\nfew words, two"],
                new[] { "book", "commitment", "from", "to", "amount", "unit", "beneficiaries", "meaning", "evidence" }.Select(column => row[column]));
            Assert.Equal(["S0\nS2", "9\n", "-30 học sinh\n", "\nx", "level:college=about:10"],
                new[] { "source", "line", "quote", "note", "parts" }.Select(column => row[column]));
            Assert.Equal(["vn-db", "vn-db-office", "VN", "la-lpb", "la-lpb", entry],
                new[] { "province", "agency", "side", "onBehalfOf", "confirmedBy", "entry" }.Select(column => row[column]));
            var bound = Vocabulary.Find(Bound.AtLeast)!.In(language);
            Assert.Equal(format == "json" ? "atLeast" : bound, row["bound"]);
            Assert.StartsWith("key-", row["key"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_csv_begins_with_the_mark_of_its_letters_and_holds_nothing_that_a_spreadsheet_would_run()
    {
        var program = await site.NewProgramAsync();
        var seen = "";
        foreach (var meaning in new[] { "=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "  =1", "plain" })
            seen = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", $$"""
                {"amount":{"value":"1","unit":"person"},"occurred":{"from":"2025","to":"2025"},"meaning":"{{meaning}}"}
                """)).MustBe(201).Header("Coop-Version")!;
        var file = (await site.As(People.Recorder).GetAsync($"/v1/exports?book=program/{program}", ("Coop-After", seen))).MustBe(200);
        Assert.Equal("text/csv; charset=utf-8", file.Header("Content-Type"));
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Body[..3]);
        Assert.Contains(",'=HYPERLINK(1),", file.Text, StringComparison.Ordinal);
        Assert.Contains(",''=1,", file.Text, StringComparison.Ordinal);
        Assert.Contains(",plain,", file.Text, StringComparison.Ordinal);
        Assert.Equal(["=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "  =1", "plain"], Files.Rows(file.Body, FileFormat.Csv).Select(row => row["meaning"]));
    }

    [Fact]
    public async Task Filters_take_what_they_name()
    {
        var program = await site.NewProgramAsync();
        var seen = "";
        foreach (var (from, to) in new[] { ("2025-01", "2025-03"), ("2025-11", "2026-02"), ("2024", "2024") })
            seen = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", $$"""
                {"amount":{"value":"1","unit":"person"},"occurred":{"from":"{{from}}","to":"{{to}}"} }
                """)).MustBe(201).Header("Coop-Version")!;
        foreach (var (query, rows) in new[]
            { ("", 3), ("&period=2025", 1), ("&period=2024..2026", 3), ("&area=education", 3), ("&area=health", 0), ("&province=Luang%20Prabang", 3),
                ("&province=la-psl", 0), ("&agreement=agreement/none", 0) })
        {
            var file = (await site.As(People.Confirmer).GetAsync($"/v1/exports?book=program/{program}{query}", ("Coop-After", seen))).MustBe(200);
            Assert.Equal((query, rows), (query, Files.Rows(file.Body, FileFormat.Csv).Count));
        }
        (await site.As(People.Confirmer).GetAsync("/v1/exports?format=pdf")).Is(400, "queryInvalid");
        (await site.As(People.Confirmer).GetAsync("/v1/exports?period=2025..2024")).Is(400, "queryInvalid");
        (await site.As(People.Confirmer).GetAsync("/v1/exports?province=nowhere")).Is(422, "provinceUnknown");
        (await site.As(People.Confirmer).GetAsync("/v1/exports?book=program/none")).Is(404, "unknown");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("xlsx")]
    public async Task What_is_restricted_moves_no_byte_of_a_file_for_the_uncleared_and_its_reading_is_recorded(string format)
    {
        await using var here = new OwnSite();
        await here.Site.InitializeAsync();
        var program = await here.Site.NewProgramAsync();
        await here.Site.NewEntryAsync(program);
        var path = "/v1/exports?format=" + format;
        var uncleared = here.Site.As(People.Recorder);
        (await here.Site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students/entries")).MustBe(200);
        var before = await ExportedAsync(here.Site, program, path);
        var restricted = (await here.Site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var id = restricted.Json.GetProperty("id").GetString();
        (await here.Site.As(People.Coordinator).PostAsync($"/v1/programs/{id}/commitments", Bodies.Commitment)).MustBe(201);
        var last = (await here.Site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{id}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        var cleared = (await here.Site.As(People.ClearedRecorder).GetAsync(path, ("Coop-After", last.Header("Coop-Version")!))).MustBe(200);
        Assert.Equal(before, (await uncleared.GetAsync(path)).MustBe(200).Body);
        Assert.NotEqual(before, cleared.Body);
        (await uncleared.GetAsync($"{path}&book=program/{id}")).Is(404, "unknown");
        var readers = (await here.Site.As(People.Coordinator).GetAsync($"/v1/access?book=program/{id}")).MustBe(200);
        Assert.Contains("/v1/exports", readers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_are_told_apart_in_every_language()
    {
        var names = FileColumns.All.SelectMany(code => new[] { FileColumns.NameOf(code).Vi, FileColumns.NameOf(code).Lo, FileColumns.NameOf(code).En }
            .Select(name => (code, name))).ToList();
        Assert.All(names, pair => Assert.Equal(pair.code, FileColumns.Find("  " + pair.name.ToUpperInvariant())!.Value.Code));
        Assert.All(names, pair => Assert.True(pair.name.IsNormalized(NormalizationForm.FormC)));
        Assert.All(ExportRow.Columns, column => Assert.Contains(column, FileColumns.All));
    }

    private static async Task<byte[]> ExportedAsync(Site here, string program, string path)
    {
        var entry = await here.NewEntryAsync(program);
        var version = (await here.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{entry}/withdrawal", """{"reason":"x"}"""))
            .MustBe(200).Header("Coop-Version")!;
        return (await here.As(People.Recorder).GetAsync(path, ("Coop-After", version))).MustBe(200).Body;
    }

    private sealed class OwnSite : IAsyncDisposable
    {
        public Site Site { get; } = new();

        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }
}
