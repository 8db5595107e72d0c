using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-I: a border-trade problem raised by Oudomxay; Điện Biên acknowledges it, both close it; another meets silence and comes to the overseers.</summary>
internal static class ArisingIssue
{
    private const string Cases = "/v1/programs/db-issue-resolution/cases";
    private const string Lao = "la-odx-trade/head";
    private const string Vietnamese = "vn-db-trade/head";
    private const string Council = "vn-db-council/overseer";
    private const string Assembly = "la-assembly/overseer";

    /// <summary>Runs it.</summary>
    /// <param name="api">The site, on 2026-11-21.</param>
    /// <param name="onAsync">Takes the site to a later day.</param>
    public static async Task RunAsync(ApiClient api, Func<string, Task> onAsync)
    {
        var settled = await RaiseAsync(api, "settled");
        await SettleAsync(api, settled);
        var silent = await RaiseAsync(api, "silent");
        Assert.Empty(await EscalatedAsync(api, Council, await LastAsync(api)));

        await onAsync("2026-12-05");
        foreach (var overseer in new[] { Council, Assembly })
        {
            var offered = Assert.Single(await UntilEscalatedAsync(api, overseer));
            Assert.Equal(silent.Split('/')[^1], offered.Text("case"));
            Assert.Equal("ບັນຫາການຄ້າຊາຍແດນ", offered.At("title").Text("lo"));
        }
        var shown = (await api.GetAsync(Lao, silent)).Ok().Json;
        Assert.Equal("2026-12-05", shown.At("case", "case", "escalated").Text("due"));
        Assert.Equal(("caseEscalated", "system"), (shown.At("steps")[1].Text("event"), shown.At("steps")[1].Text("user")));
        Assert.Equal(1, (await api.GetAsync(Assembly, "/v1/network/status")).Ok().Json.At("cases").Int("escalated"));

        // Whoever kept the others waiting cannot take it back; the side that waits can, and it does not come again for that day.
        Assert.Equal("notAddressed", (await WriteAsync(api, Vietnamese, silent, "escalation/reversion", "not-mine", new { reason = "chờ" })).Code);
        var reverted = (await WriteAsync(api, Lao, silent, "escalation/reversion", "reverted", new { reason = "đã gọi điện" })).Ok();
        await onAsync("2026-12-20");
        Assert.Empty(await EscalatedAsync(api, Council, reverted.Version));
        var answered = (await WriteAsync(api, Vietnamese, silent, "acknowledgement", "at-last", new { })).Ok();
        Assert.Equal("2027-01-03", (await api.GetAsync(Lao, silent, answered.Version)).Ok().Json.At("case").Text("silentOn"));
    }

    private static async Task SettleAsync(ApiClient api, string issue)
    {
        Assert.Equal(["acknowledge"], await WorkAsync(api, Vietnamese, issue, await LastAsync(api)));
        (await WriteAsync(api, Vietnamese, issue, "acknowledgement", "seen", new { note = "đã nhận" })).Ok();
        var proposed = (await WriteAsync(api, Vietnamese, issue, "proposal", "how", new { text = new { vi = "Mở thêm làn", lo = "ເປີດຊ່ອງເພີ່ມ" } })).Ok();
        Assert.Equal(["close"], await WorkAsync(api, Lao, issue, proposed.Version));
        (await WriteAsync(api, Vietnamese, issue, "closure", "ours", new { note = "xong" })).Ok();
        Assert.Equal("alreadyClosed", (await WriteAsync(api, "vn-db-coordination/coordinator", issue, "closure", "again", new { note = "xong" })).Code);
        var half = await LastAsync(api);
        Assert.Equal("awaitingOtherSide", (await api.GetAsync(Lao, issue, half)).Ok().Json.At("case", "case").Text("state"));
        var closed = (await WriteAsync(api, Lao, issue, "closure", "theirs", new { note = "ຕົກລົງ" })).Ok();
        var shown = (await api.GetAsync(Council, issue, closed.Version)).Ok().Json;
        Assert.Equal(("closed", false), (shown.At("case", "case").Text("state"), shown.At("case", "open").GetBoolean()));
        Assert.Equal(["caseRaised", "caseAcknowledged", "resolutionProposed", "caseClosed", "caseClosed"],
            shown.At("steps").EnumerateArray().Select(step => step.Text("event")));
        Assert.Equal(["LA", "VN", "VN", "VN", "LA"], shown.At("steps").EnumerateArray().Select(step => step.Text("side").ToUpperInvariant()));
    }

    private static async Task<string> RaiseAsync(ApiClient api, string key)
    {
        var raised = (await api.PostAsync(Lao, Cases, $"issue-{key}", new
        {
            kind = "issue",
            title = new { vi = "Vướng mắc thương mại biên giới", lo = "ບັນຫາການຄ້າຊາຍແດນ" },
            text = new { vi = "Hàng hóa qua cửa khẩu bị chậm", lo = "ສິນຄ້າຜ່ານດ່ານຊັກຊ້າ" },
            to = new[] { new { party = "Điện Biên", agency = "vn-db-trade" } },
            about = new { book = "program/db-trade-monitoring", commitment = "turnover" },
        })).Ok();
        return $"{Cases}/{raised.Id}";
    }

    private static Task<ApiReply> WriteAsync(ApiClient api, string who, string issue, string what, string key, object body) =>
        api.PostAsync(who, $"{issue}/{what}", $"issue-{key}", body);

    private static async Task<string> LastAsync(ApiClient api)
    {
        var program = (await api.GetAsync(Lao, "/v1/programs/db-issue-resolution")).Ok().Json;
        return $"{program.Text("book")}@{program.At("version").GetInt64()}";
    }

    private static async Task<string[]> WorkAsync(ApiClient api, string who, string issue, string? after) =>
        [.. (await api.ListAsync(who, "/v1/worklist", after))
            .Where(item => item.At("case").ValueKind == JsonValueKind.String && item.Text("case") == issue.Split('/')[^1]).Select(item => item.Text("kind"))];

    private static async Task<JsonElement[]> EscalatedAsync(ApiClient api, string overseer, string? after = null) =>
        [.. (await api.ListAsync(overseer, "/v1/worklist", after))
            .Where(item => item.Text("kind") == "escalated")];

    private static async Task<JsonElement[]> UntilEscalatedAsync(ApiClient api, string overseer)
    {
        JsonElement[] found = [];
        await Until.TrueAsync(async () => (found = await EscalatedAsync(api, overseer)).Length > 0, "silence did not bring the issue to the overseers");
        return found;
    }
}
