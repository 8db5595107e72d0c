using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>A commitment's life: proposed by one side, agreed to or refused by the other, its targets set and given up by both.</summary>
internal static class CommitmentLife
{
    private const string Lao = "la-lpb-coordination/coordinator";
    private const string Program = "/v1/programs/life-training";

    public static async Task RunAsync(ApiClient api)
    {
        var seen = (await api.PostAsync(Site.DienBien, "/v1/programs", "life-program", new
        {
            id = "life-training",
            title = new { vi = "Đào tạo" },
            parties = (string[])["vn-db", "la-lpb"],
        })).Ok().Version!;
        (await api.GetAsync(Site.DienBien, Program, seen)).Ok();
        await AgreedAsync(api);
        await RefusedAsync(api);
        await RetargetedAsync(api);
        await GivenUpAsync(api);
    }

    private static async Task AgreedAsync(ApiClient api)
    {
        var before = await CountsAsync(api, null);
        var seen = await ProposeAsync(api, "places");
        Assert.Equal((before.Commitments, before.Proposals + 1, before.Targets), await CountsAsync(api, seen));
        Assert.Contains("places", (await api.GetAsync(Lao, "/v1/network/proposals", seen)).Ok().Json.At("proposals").EnumerateArray()
            .Where(one => one.Text("book") == "program/life-training").Select(one => one.At("commitment").Text("id")));
        Assert.Equal(["agreeToCommitment"], await WorkAsync(api, Lao, "places", seen));
        Assert.Empty(await WorkAsync(api, Site.DienBien, "places", seen));
        Assert.Equal((409, "commitmentNotActive"), Refusal(await ReportAsync(api, "early")));
        Assert.Equal((409, "otherSideHasToAgree"), Refusal(await api.PostAsync(Site.DienBien, Of("places", "agreement"), "life-own", revision: 1)));
        Assert.Equal((428, "revisionMissing"), Refusal(await api.PostAsync(Lao, Of("places", "agreement"), "life-blind")));

        // What the other side agrees to is what it has read.
        seen = (await api.PutAsync(Site.DienBien, Of("places", "targets"), "life-more", Target(2027, "90"), revision: 1)).Ok().Version!;
        Assert.Equal((412, "revisionStale"), Refusal(await api.PostAsync(Lao, Of("places", "agreement"), "life-stale", revision: 1)));
        seen = (await api.PostAsync(Lao, Of("places", "agreement"), "life-agree", revision: 2)).Ok().Version!;
        Assert.Equal((before.Commitments + 1, before.Proposals, before.Targets + 3), await CountsAsync(api, seen));
        Assert.Empty(await WorkAsync(api, Lao, "places", seen, "agreeToCommitment"));
        var reported = (await ReportAsync(api, "first")).Ok();
        (await api.PostAsync("la-lpb-education/confirmer", $"{Program}/entries/{reported.Id}/confirmation", "life-confirm")).Ok();
        await Until.TrueAsync(
            async () => (await api.GetAsync(Lao, "/v1/provinces/la-lpb")).Ok().Json.At("obligations").EnumerateArray()
                .Any(one => one.Text("book") == "program/life-training" && one.Text("commitment") == "places"),
            "the province was not told of what was agreed", TimeSpan.FromMinutes(1));
    }

    private static async Task RefusedAsync(ApiClient api)
    {
        var before = await CountsAsync(api, await ProposeAsync(api, "unwanted"));
        Assert.Equal(422, (await api.PostAsync(Lao, Of("unwanted", "cancellation"), "life-why", new { reason = " " })).Status);
        var seen = (await api.PostAsync(Lao, Of("unwanted", "cancellation"), "life-refuse", new { reason = "không cần" })).Ok().Version!;
        Assert.Equal("cancelled", await StateAsync(api, "unwanted", seen));
        Assert.Equal((before.Commitments, before.Proposals - 1, before.Targets), await CountsAsync(api, seen));
        Assert.Equal((409, "commitmentNotActive"), Refusal(await api.PostAsync(Lao, Of("unwanted", "agreement"), "life-late", revision: 2)));
        await ProposeAsync(api, "dropped");
        (await api.PostAsync(Site.DienBien, Of("dropped", "cancellation"), "life-drop", new { reason = "rút lại" })).Ok();
    }

    private static async Task RetargetedAsync(ApiClient api)
    {
        // A year that is over, and one to come: one side's word changes neither.
        var asked = (await api.PutAsync(Site.DienBien, Of("places", "targets"), "life-past", Target(2025, "1"), revision: 3)).Ok().Version!;
        Assert.Equal(["agreeToTarget 2025"], await WorkAsync(api, Lao, "places", asked));
        var shown = (await api.GetAsync(Lao, Of("places"), asked)).Ok().Json.At("commitment");
        Assert.Equal(("30", 4), (TargetOf(shown, 0), shown.Int("revision")));
        var ask = Assert.Single(shown.At("asked").EnumerateArray());
        Assert.Equal(("target", "1", "vn-db"), (ask.Text("kind"), ask.At("target").At("amount").Text("value"), ask.At("by").Text("body")));
        Assert.Equal((409, "otherSideHasToAgree"),
            Refusal(await api.PutAsync("vn-db-education/head", Of("places", "targets"), "life-alone", Target(2025, "1"), revision: 4)));
        // Turned down by what holds; then asked for anew, and set by both.
        (await api.PutAsync(Lao, Of("places", "targets"), "life-no", Target(2025, "30"), revision: 4)).Ok();
        (await api.PutAsync(Lao, Of("places", "targets"), "life-ask", Target(2027, "40"), revision: 5)).Ok();
        var set = (await api.PutAsync(Site.DienBien, Of("places", "targets"), "life-set", Target(2027, "40"), revision: 6)).Ok();
        shown = (await api.GetAsync(Lao, Of("places"), set.Version)).Ok().Json.At("commitment");
        Assert.Equal(("30", "40", JsonValueKind.Undefined), (TargetOf(shown, 0), TargetOf(shown, 2), shown.At("asked").ValueKind));
        Assert.Empty(await WorkAsync(api, Lao, "places", set.Version, "agreeToTarget"));
    }

    private static async Task GivenUpAsync(ApiClient api)
    {
        var before = await CountsAsync(api, null);
        var asked = (await api.PostAsync(Site.DienBien, Of("places", "cancellation"), "life-cancel", new { reason = "hết nguồn" })).Ok().Version!;
        Assert.Equal("active", await StateAsync(api, "places", asked));
        Assert.Equal(["agreeToCancellation"], await WorkAsync(api, Lao, "places", asked, "agreeToCancellation"));
        Assert.Equal((409, "otherSideHasToAgree"),
            Refusal(await api.PostAsync(Site.DienBien, Of("places", "cancellation"), "life-cancel-again", new { reason = "hết nguồn" })));
        var seen = (await api.PostAsync(Lao, Of("places", "cancellation"), "life-cancelled", new { reason = "đồng ý" })).Ok().Version!;
        Assert.Equal((before.Commitments - 1, before.Proposals, before.Targets - 3), await CountsAsync(api, seen));
        Assert.Equal((409, "commitmentNotActive"), Refusal(await ReportAsync(api, "late")));
        // What was confirmed stays with it, and is what it was before.
        var shown = (await api.GetAsync(Lao, Of("places"), seen)).Ok().Json;
        Assert.Equal(("cancelled", "5"), (shown.At("commitment").Text("state"), shown.At("overall").At("confirmed").Text("value")));
        var then = (await api.GetAsync(Lao, "/v1/network/status?asOf=" + Uri.EscapeDataString(asked))).Ok().Json;
        Assert.Equal(before.Commitments, then.At("counts").Int("commitments"));
        Assert.Contains("life-students", Indicators(then));
        Assert.DoesNotContain("life-students", Indicators((await api.GetAsync(Lao, "/v1/network/status", seen)).Ok().Json));
        await Until.TrueAsync(
            async () => !(await api.GetAsync(Lao, "/v1/provinces/la-lpb")).Ok().Json.At("obligations").EnumerateArray()
                .Any(one => one.Text("book") == "program/life-training" && one.Text("commitment") == "places"),
            "the province was not told of what was given up", TimeSpan.FromMinutes(1));
    }

    private static async Task<string> ProposeAsync(ApiClient api, string id) =>
        (await api.PostAsync(Site.DienBien, Program + "/commitments", "life-" + id, new
        {
            id,
            title = new { vi = "Học bổng" },
            givers = (string[])["vn-db"],
            beneficiaries = (string[])["la-lpb"],
            basis = new { kind = "practice" },
            indicator = "life-students",
            measure = "sum",
            unit = "person",
            cadence = "yearly",
            yearly = new { from = 2025, to = 2027, amount = new { value = "30", unit = "person" } },
        })).Ok().Version!;

    private static async Task<(int Commitments, int Proposals, int Targets)> CountsAsync(ApiClient api, string? seen)
    {
        var counts = (await api.GetAsync(Lao, "/v1/network/status", seen)).Ok().Json.At("counts");
        return (counts.Int("commitments"), counts.Int("proposals"), counts.Int("targets"));
    }

    private static async Task<List<string>> WorkAsync(ApiClient api, string who, string commitment, string? seen, string? kind = null) =>
        [.. (await api.GetAsync(who, "/v1/worklist?limit=200", seen)).Ok().Json.At("items").EnumerateArray()
            .Where(item => item.Text("book") == "program/life-training" && item.At("commitment").ToString() == commitment
                && (kind is null ? item.Text("kind") != "report" : item.Text("kind") == kind))
            .Select(item => $"{item.Text("kind")} {item.At("period")}".TrimEnd())];

    private static async Task<string> StateAsync(ApiClient api, string commitment, string seen) =>
        (await api.GetAsync(Lao, Of(commitment), seen)).Ok().Json.At("commitment").Text("state");

    private static Task<ApiReply> ReportAsync(ApiClient api, string key) =>
        api.PostAsync("vn-db-education/recorder", Of("places", "entries"), "life-" + key, new
        {
            amount = new { value = "5", unit = "person" },
            occurred = new { from = "2026-03", to = "2026-03" },
        });

    private static string Of(string commitment, string? what = null) => $"{Program}/commitments/{commitment}" + (what is null ? "" : "/" + what);

    private static string TargetOf(JsonElement commitment, int index) => commitment.At("targets")[index].At("amount").Text("value");

    private static object Target(int year, string people) =>
        new { period = new { from = $"{year}", to = $"{year}" }, amount = new { value = people, unit = "person" } };

    private static IEnumerable<string> Indicators(JsonElement status) =>
        status.At("figures").EnumerateArray().Select(figure => figure.Text("indicator"));

    private static (int, string?) Refusal(ApiReply reply) => (reply.Status, reply.Code);
}
