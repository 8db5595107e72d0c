using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>What the seed answers of instruments, their levels, ends and sources, on 2026-11-21. Nothing here writes.</summary>
public sealed class GoldenInstrumentsTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private const string Reader = "vn-db-education/recorder";

    private ApiClient Api => seeded.Site.Api;

    [Fact]
    public async Task The_2025_to_2027_instruments_are_those_that_end_within_450_days_with_405_left()
    {
        var ending = await ItemsAsync("/v1/agreements?expiringWithin=450d");
        Assert.Equal(["agreement/db-lpb-2025-2027", "agreement/db-odx-2025-2027", "agreement/db-psl-2025-2027"], ending.Select(one => one.Text("book")));
        Assert.All(ending, one => Assert.Equal(405, one.Int("daysLeft")));
        Assert.Empty(await ItemsAsync("/v1/agreements?expiringWithin=404d"));
    }

    [Fact]
    public async Task The_memorandum_of_the_assemblies_lists_the_instruments_under_it_and_each_names_it()
    {
        var levels = (await Api.GetAsync(Reader, "/v1/agreements/na-vn-la-2024/levels")).Ok().Json;
        var under = levels.At("under").EnumerateArray().Select(one => one.Text("book")).ToList();
        Assert.Equal(["agreement/db-lpb-2025-2027", "agreement/db-odx-2025-2027", "agreement/db-psl-2025-2027"], under);
        Assert.Equal(under, (await ItemsAsync("/v1/agreements?parent=na-vn-la-2024")).Select(one => one.Text("book")));
        var back = (await Api.GetAsync(Reader, "/v1/agreements/db-lpb-2025-2027/levels")).Ok().Json;
        Assert.Equal("agreement/na-vn-la-2024", Assert.Single(back.At("above").EnumerateArray()).Text("book"));
        Assert.Equal((await ItemsAsync("/v1/programs?agreement=db-lpb-2025-2027")).Select(one => one.Text("book")),
            back.At("programs").EnumerateArray().Select(one => one.Text("book")));
        Assert.NotEmpty(back.At("programs").EnumerateArray());
    }

    [Fact]
    public async Task The_end_of_the_term_before_is_an_event_of_the_calendar()
    {
        var expired = Assert.Single(await Api.HistoryAsync(Reader, "agreement/db-northlao-2022-2024"), one => one.Text("event") == "agreementExpired");
        Assert.Equal(("system", "2024-12-31"), (expired.Text("user"), expired.At("content").Text("endedOn")));
        var compared = (await Api.GetAsync(Reader, "/v1/agreements/db-lpb-2025-2027/comparison")).Ok().Json;
        Assert.Equal("agreement/db-northlao-2022-2024", compared.At("earlier").Text("book"));
    }

    [Fact]
    public async Task Every_seeded_value_returns_its_file_line_and_words()
    {
        var values = new List<JsonElement>();
        foreach (var province in await ItemsAsync("/v1/provinces"))
            values.Add(await AskAsync("/v1/" + province.Text("book").Replace("/", "s/", StringComparison.Ordinal)));
        foreach (var agreement in await ItemsAsync("/v1/agreements"))
        {
            var path = "/v1/" + agreement.Text("book").Replace("/", "s/", StringComparison.Ordinal);
            values.Add(await AskAsync(path));
            values.AddRange((await AskAsync(path + "/talks")).At("talks").EnumerateArray().Select(one => one.At("talks")));
        }
        foreach (var program in await ItemsAsync("/v1/programs"))
        {
            var path = "/v1/" + program.Text("book").Replace("/", "s/", StringComparison.Ordinal);
            var shown = await AskAsync(path);
            values.Add(shown);
            values.AddRange(await ItemsAsync(path + "/twinnings"));
            foreach (var commitment in shown.At("commitments").EnumerateArray().Select(one => one.At("commitment")))
            {
                values.Add(commitment);
                foreach (var entry in await ItemsAsync($"{path}/commitments/{commitment.Text("id")}/entries"))
                    values.Add(await AskAsync($"{path}/entries/{entry.Text("id")}"));
            }
        }
        values.AddRange((await ItemsAsync("/v1/provinces/vn-db/units")).Select(one => one.At("unit")));
        values.AddRange((await ItemsAsync("/v1/offices")).Select(one => one.At("holder")));
        values.AddRange((await ItemsAsync("/v1/events")).Select(one => one.At("occasion")));
        Assert.True(values.Count > 60, $"{values.Count} values");
        foreach (var value in values)
        {
            var sources = value.At("sources");
            Assert.True(sources.ValueKind == JsonValueKind.Array && sources.GetArrayLength() > 0, "no source: " + value.GetRawText());
            Assert.All(sources.EnumerateArray(), source => Assert.True(
                source.Text("source") == "external" ? source.Text("note").Length > 0 : source.Int("line") > 0 && source.Text("quote").Length > 0));
        }
    }

    private async Task<JsonElement> AskAsync(string path) => (await Api.GetAsync(Reader, path)).Ok().Json;

    private async Task<JsonElement[]> ItemsAsync(string path) =>
        [.. (await AskAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=200")).At("items").EnumerateArray()];
}
