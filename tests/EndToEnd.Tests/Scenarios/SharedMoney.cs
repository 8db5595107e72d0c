using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-J: money for three provinces counts once, and what is later known of its parts never exceeds it.</summary>
internal static class SharedMoney
{
    private const string Program = "/v1/programs/db-support";
    private const string Recorder = "vn-db-finance/recorder";

    public static async Task RunAsync(ApiClient api)
    {
        await AssertOnceAsync(api, null);
        var whole = (await api.GetAsync(Recorder, $"{Program}/commitments/support-money/entries")).Ok().Json.At("items")[0].Text("id");
        string? last = null;
        foreach (var (province, value) in new[] { ("la-psl", "900000000"), ("la-odx", "800000000"), ("la-lpb", "790000000") })
            last = (await BreakdownAsync(api, whole, province, value)).Ok().Version;
        await AssertOnceAsync(api, last);
        var more = await BreakdownAsync(api, whole, "la-psl", "1");
        more.Refused(422, "breakdownExceedsWhole");

        // One part is taken back: there is room for that much again, and no more.
        var part = (await api.GetAsync(Recorder, $"{Program}/commitments/support-money/entries")).Ok().Json.At("items").EnumerateArray()
            .Single(entry => entry.At("amount").Text("value") == "790000000").Text("id");
        (await api.PostAsync(Recorder, $"{Program}/entries/{part}/withdrawal", "shared-back", new { reason = "chưa khớp" })).Ok();
        (await BreakdownAsync(api, whole, "la-lpb", "790000001")).Refused(422, "breakdownExceedsWhole");
        await AssertOnceAsync(api, (await BreakdownAsync(api, whole, "la-lpb", "690000000")).Ok().Version);
    }

    private static Task<ApiReply> BreakdownAsync(ApiClient api, string whole, string province, string value) =>
        api.PostAsync(Recorder, $"{Program}/commitments/support-money/entries", $"shared-{province}-{value}", new
        {
            amount = new { value, unit = "VND" },
            occurred = new { from = "2022-08", to = "2025-04" },
            beneficiaries = (string[])[province],
            breakdownOf = whole,
        });

    private static async Task AssertOnceAsync(ApiClient api, string? after)
    {
        var network = (await api.GetAsync(Recorder, "/v1/network/status", after)).Ok().Json;
        Assert.Equal("2490000000 VND", Money(network.At("figures")));
        foreach (var province in (string[])["la-psl", "la-odx", "la-lpb", "vn-db"])
        {
            var card = (await api.GetAsync(Recorder, $"/v1/provinces/{province}/scorecard")).Ok().Json.At("status");
            var isShared = province != "vn-db";
            Assert.Equal("2490000000 VND", Money(card.At(isShared ? "shared" : "figures")));
            Assert.DoesNotContain(card.At(isShared ? "figures" : "shared").EnumerateArray(), IsSupport);
        }
    }

    private static string Money(JsonElement figures)
    {
        var amount = Assert.Single(figures.EnumerateArray(), IsSupport).At("overall", "reported");
        return $"{amount.Text("value")} {amount.Text("unit")}";
    }

    private static bool IsSupport(JsonElement figure) => figure.Text("indicator") == "support-money";
}
