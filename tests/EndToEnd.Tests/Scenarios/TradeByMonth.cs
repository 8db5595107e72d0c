using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-K: months are posted beside the cumulative figure; what it covers is not added again, and nothing is guessed.</summary>
internal static class TradeByMonth
{
    private const string Recorder = "vn-db-trade/recorder";

    public static async Task RunAsync(ApiClient api)
    {
        Assert.Equal("at least 140000000 USD (estimate), exports not stated, 2022-08/2025-04: ", await SeriesAsync(api, null));
        var inside = await PostAsync(api, "2025-03", "3500000", null);
        Assert.Equal("at least 140000000 USD (estimate), exports not stated, 2022-08/2025-04: 2025-03 in", await SeriesAsync(api, inside));
        var next = await PostAsync(api, "2025-05", "4000000", ("imports", "1500000"));
        Assert.Equal("at least 144000000 USD (estimate), exports not stated, 2022-08/2025-05: 2025-03 in 2025-05", await SeriesAsync(api, next));
        var last = await PostAsync(api, "2025-06", "5000000", ("exports", "2000000"));
        Assert.Equal(
            "at least 149000000 USD (estimate), exports at least 2000000 USD, 2022-08/2025-06: 2025-03 in 2025-05 2025-06",
            await SeriesAsync(api, last));
        var series = await ReadAsync(api, null);
        Assert.Equal("at least 51500000 USD", Words(series.At("imports")));
        Assert.Equal("not stated", Words(series.At("months")[1].At("exports")));
        Assert.Equal(["la-lpb", "la-odx", "la-psl", "vn-db"],
            series.At("provinces").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal));
    }

    private static async Task<string> PostAsync(ApiClient api, string month, string value, (string Name, string Value)? part)
    {
        var reply = await api.PostAsync(Recorder, "/v1/programs/db-trade-monitoring/commitments/turnover/entries", "trade-" + month, new
        {
            amount = new { value, unit = "USD" },
            occurred = new { from = month, to = month },
            parts = part is { } one ? (object[])[new { name = one.Name, amount = new { value = one.Value, unit = "USD" } }] : [],
        });
        return reply.Ok().Version!;
    }

    private static async Task<string> SeriesAsync(ApiClient api, string? after)
    {
        var series = await ReadAsync(api, after);
        var months = series.At("months").EnumerateArray()
            .Select(month => month.Text("month") + (month.At("inCumulative").GetBoolean() ? " in" : ""));
        return $"{Words(series.At("turnover"))}, exports {Words(series.At("exports"))}, "
            + $"{series.At("window").Text("from")}/{series.At("window").Text("to")}: {string.Join(' ', months)}";
    }

    private static async Task<JsonElement> ReadAsync(ApiClient api, string? after) =>
        Assert.Single((await api.GetAsync(Recorder, "/v1/network/trade", after)).Ok().Json.At("series").EnumerateArray());

    private static string Words(JsonElement amount) => amount.ValueKind != JsonValueKind.Object ? "not stated"
        : (amount.Text("bound") == "atLeast" ? "at least " : "") + amount.Text("value") + " " + amount.Text("unit")
            + (amount.At("estimate").GetBoolean() ? " (estimate)" : "");
}
