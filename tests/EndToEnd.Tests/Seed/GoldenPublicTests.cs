using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>What anybody may read of the seed: open, with its sources, and reported, never confirmed. Nothing here writes.</summary>
public sealed class GoldenPublicTests(SeededSite seeded) : IClassFixture<SeededSite>, IDisposable
{
    private readonly HttpClient _stranger = new() { BaseAddress = seeded.Site.Address };

    [Fact]
    public async Task Instruments_and_open_programs_are_there_and_the_restricted_program_is_not()
    {
        var network = await AskAsync("/v1/public/network");
        Assert.Equal(
            ["agreement/db-bko-mou", "agreement/db-lnt-minutes", "agreement/db-lpb-2025-2027", "agreement/db-northlao-2022-2024",
                "agreement/db-odx-2025-2027", "agreement/db-psl-2025-2027", "agreement/na-vn-la-2024"],
            network.At("agreements").EnumerateArray().Select(one => one.Text("book")));
        Assert.Equal(13, network.At("programs").GetArrayLength());
        foreach (var one in network.At("agreements").EnumerateArray().Concat(network.At("programs").EnumerateArray()))
            Assert.NotEmpty(one.At("sources").EnumerateArray());
        foreach (var hidden in (string[])["program/r-", "ma túy", "truy nã", "recorder", "coordinator"])
            Assert.DoesNotContain(hidden, network.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("ຫລວງພະບາງ", (await AskAsync("/v1/public/programs/db-lpb-scholarship?lang=lo")).At("program", "parties").EnumerateArray()
            .Single(one => one.Text("id") == "la-lpb").At("name").Text("name"));
    }

    [Fact]
    public async Task Figures_are_cited_and_unconfirmed_and_none_has_a_value_yet()
    {
        var figures = (await AskAsync("/v1/public/network")).At("figures").EnumerateArray().ToDictionary(figure => figure.Text("indicator"));
        Assert.Equal("2490000000 VND", Unconfirmed("support-money"));
        Assert.Equal("at least 140000000 USD (estimate)", Unconfirmed("trade-turnover"));
        Assert.Equal("8 cluster", Unconfirmed("twinned-clusters"));
        Assert.Equal("30 person", Unconfirmed("scholarship-students"));
        Assert.Equal(4, figures.Values.Sum(figure => figure.At("overall").Int("entries")));
        foreach (var figure in figures.Values)
        {
            Assert.Equal("citedConfirmedEntries", figure.At("overall").Text("sumOf"));
            Assert.Equal(JsonValueKind.Null, figure.At("overall", "value").ValueKind);
        }
        Assert.Equal(
            ["2025: 90 person, no data", "2026: 90 person, no data", "2027: 90 person, no data"],
            figures["scholarship-students"].At("periods").EnumerateArray().Where(period => period.Text("period") != "outside")
                .Select(period => $"{period.Text("period")}: {Words(period.At("target"))}{(period.At("noData").GetBoolean() ? ", no data" : "")}"));

        string Unconfirmed(string indicator) => Words(figures[indicator].At("overall", "unconfirmed"));
    }

    [Fact]
    public async Task An_entry_comes_with_the_words_of_its_source()
    {
        var page = await AskAsync("/v1/public/programs/db-trade-monitoring");
        var entry = Assert.Single(page.At("entries").EnumerateArray());
        Assert.Equal(("reported", "vn-db", "2022-08"), (entry.Text("status"), entry.Text("reportedBy"), entry.At("occurred").Text("from")));
        Assert.Equal("at least 50000000 USD", Words(entry.At("parts")[0].At("amount")));
        var source = entry.At("sources")[0];
        Assert.Equal(("S0", 9, "ước đạt trên 140 triệu USD"), (source.Text("source"), source.Int("line"), source.Text("quote")));
        Assert.DoesNotContain("Exports are not stated", page.GetRawText(), StringComparison.Ordinal); // the reporter's own words
        var secret = (await seeded.Site.Api.ListAsync(Site.DienBien, "/v1/programs")).Single(one => one.At("restricted").GetBoolean());
        foreach (var unknown in (string[])[secret.Text("book")["program/".Length..], "never-was"])
        {
            using var reply = await _stranger.GetAsync("/v1/public/programs/" + unknown);
            Assert.Equal(404, (int)reply.StatusCode);
        }
    }

    public void Dispose() => _stranger.Dispose();

    private async Task<JsonElement> AskAsync(string path)
    {
        using var reply = await _stranger.GetAsync(path);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private static string Words(JsonElement amount) => amount.ValueKind != JsonValueKind.Object ? "not stated"
        : (amount.Text("bound") == "atLeast" ? "at least " : "") + amount.Text("value") + " " + amount.Text("unit")
            + (amount.At("estimate").GetBoolean() ? " (estimate)" : "");
}
