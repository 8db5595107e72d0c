using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>
/// A program of four: nobody is bound, and no figure of all is confirmed, without a word of each; and it can be opened after one closed it.
/// </summary>
internal static class SharedProgram
{
    private const string Psl = "la-psl-coordination/coordinator";
    private const string Odx = "la-odx-coordination/coordinator";
    private const string Lpb = "la-lpb-coordination/coordinator";
    private const string Program = "/v1/programs/four-aid";
    private const string Aid = Program + "/commitments/aid";

    private static readonly object Why = new { reason = "họp bốn bên" };

    public static async Task RunAsync(ApiClient api)
    {
        await OpenAsync(api, "four-aid", "vn-db", "la-psl", "la-odx", "la-lpb");
        await AgreedAsync(api);
        await RetargetedAsync(api);
        await ConfirmedAsync(api);
        await KeptAsync(api);
        await OpenedAgainAsync(api);
    }

    private static async Task AgreedAsync(ApiClient api)
    {
        (await api.PostAsync(Site.DienBien, Program + "/commitments", "four-aid", new
        {
            id = "aid",
            title = new { vi = "Hỗ trợ" },
            givers = (string[])["vn-db"],
            beneficiaries = (string[])["la-psl", "la-odx", "la-lpb"],
            basis = new { kind = "practice" },
            indicator = "four-aid",
            measure = "sum",
            unit = "VND",
            cadence = "yearly",
        })).Ok();
        var joined = (await api.PostAsync(Lpb, Aid + "/agreement", "four-lpb", revision: 1)).Ok();
        Assert.Equal(["commitmentAskJoined"], joined.Json.At("events").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(("proposed", "la-psl la-odx"), await StandsAsync(api, joined.Version));
        Assert.Equal("la-lpb", (await api.GetAsync(Psl, Aid)).Ok().Json.At("commitment").At("asked")[0].At("agreed")[0].At("by").Text("body"));
        await WaitsForAsync(api, "agreeToCommitment", joined.Version, Psl, Odx);
        (await api.PostAsync(Lpb, Aid + "/agreement", "four-again", revision: 1)).Refused(409, "alreadyAgreed");
        Assert.Contains("la-psl, la-odx", (await api.PostAsync(Lpb, Aid + "/agreement", "four-again-2", revision: 1)).Json.Text("detail"), StringComparison.Ordinal);
        (await api.PostAsync(Psl, Aid + "/agreement", "four-psl", revision: 1)).Ok();
        var last = (await api.PostAsync(Odx, Aid + "/agreement", "four-odx", revision: 1)).Ok();
        Assert.Equal(("active", ""), await StandsAsync(api, last.Version));
        await WaitsForAsync(api, "agreeToCommitment", last.Version);
    }

    private static async Task RetargetedAsync(ApiClient api)
    {
        (await api.PutAsync(Site.DienBien, Aid + "/targets", "four-target", Target("1"), revision: 2)).Ok();
        var joined = (await api.PutAsync(Lpb, Aid + "/targets", "four-target-lpb", Target("1"), revision: 3)).Ok();
        Assert.Equal(("active", "la-psl la-odx"), await StandsAsync(api, joined.Version));
        await WaitsForAsync(api, "agreeToTarget", joined.Version, Psl, Odx);
        // Another figure by one of them begins anew.
        var other = (await api.PutAsync(Psl, Aid + "/targets", "four-target-psl", Target("900"), revision: 3)).Ok();
        await WaitsForAsync(api, "agreeToTarget", other.Version, Site.DienBien, Odx, Lpb);
        foreach (var who in (string[])[Lpb, Odx, Site.DienBien])
            other = (await api.PostAsync(who, Aid + "/agreement", "four-900", revision: 4)).Ok();
        Assert.Equal("900", (await api.GetAsync(Psl, Aid, other.Version)).Ok().Json.At("commitment").At("targets")[0].At("amount").Text("value"));
    }

    private static async Task ConfirmedAsync(ApiClient api)
    {
        var id = (await ReportAsync(api, "four-report")).Ok().Id;
        Assert.Equal("vn-db la-psl la-odx", string.Join(' ', (await EntryAsync(api, id)).At("toConfirm").EnumerateArray()));
        var first = (await api.PostAsync("vn-db-education/confirmer", Confirmation(id), "four-db")).Ok();
        Assert.Equal("reported", (await EntryAsync(api, id)).Text("status"));
        Assert.Contains(id, await ToConfirmAsync(api, "la-psl-education/confirmer", first.Version));
        Assert.DoesNotContain(id, await ToConfirmAsync(api, "la-lpb-education/confirmer", first.Version));
        (await api.PostAsync("la-lpb-education/confirmer", Confirmation(id), "four-own")).Refused(403, "ownSide");
        var second = (await api.PostAsync("la-psl-education/confirmer", Confirmation(id), "four-psl-confirms")).Ok();
        Assert.DoesNotContain(id, await ToConfirmAsync(api, "la-psl-education/confirmer", second.Version));
        (await api.PostAsync("la-odx-education/confirmer", Confirmation(id), "four-odx-confirms")).Ok();
        Assert.Equal("confirmed", (await EntryAsync(api, id)).Text("status"));

        var disputed = (await ReportAsync(api, "four-other")).Ok().Id;
        (await api.PostAsync("la-psl-education/confirmer", $"{Program}/entries/{disputed}/dispute", "four-dispute", new
        {
            ownFigure = new { value = "20", unit = "VND" },
            reason = "khác",
        })).Ok();
        Assert.Equal(("disputed", "la-psl"), ((await EntryAsync(api, disputed)).Text("status"), (await EntryAsync(api, disputed)).Text("disputedBy")));
        (await api.PostAsync("la-lpb-education/recorder", $"{Program}/entries/{disputed}/withdrawal", "four-withdraw", Why)).Ok();
    }

    private static async Task KeptAsync(ApiClient api)
    {
        foreach (var who in (string[])[Psl, Site.DienBien])
            (await api.PostAsync(who, Aid + "/cancellation", "four-cancel", Why)).Ok();
        Assert.Equal(("active", "la-odx la-lpb"), await StandsAsync(api, null));
    }

    private static async Task OpenedAgainAsync(ApiClient api)
    {
        await OpenAsync(api, "four-others", "vn-db", "la-lnt");
        (await api.PostAsync(Psl, Program + "/closure", "four-wrong", new { reason = "xong", successor = "program/four-others" }))
            .Refused(422, "successorOfOthers");
        (await api.PostAsync(Psl, Program + "/closure", "four-close", new { reason = "xong", successor = "program/db-support" })).Ok();
        (await ReportAsync(api, "four-closed")).Refused(409, "programNotOpen");
        await WaitsForAsync(api, "agreeToCancellation", null);
        var open = (await api.PostAsync(Odx, Program + "/resumption", "four-resume", Why)).Ok();
        var shown = (await api.GetAsync(Odx, Program, open.Version)).Ok().Json;
        Assert.Equal(("open", JsonValueKind.Null), (shown.Text("state"), shown.At("successor").ValueKind));
        await WaitsForAsync(api, "agreeToCancellation", open.Version, Odx, Lpb);
        (await ReportAsync(api, "four-open")).Ok();
    }

    private static async Task OpenAsync(ApiClient api, string id, params string[] parties)
    {
        var seen = (await api.PostAsync(Site.DienBien, "/v1/programs", "four-open-" + id, new { id, title = new { vi = "Bốn tỉnh" }, parties })).Ok();
        (await api.GetAsync(Site.DienBien, "/v1/programs/" + id, seen.Version)).Ok();
    }

    private static Task<ApiReply> ReportAsync(ApiClient api, string key) => api.PostAsync("la-lpb-education/recorder", Aid + "/entries", key, new
    {
        amount = new { value = "30", unit = "VND" },
        occurred = new { from = "2026-03", to = "2026-03" },
    });

    private static async Task<(string State, string Awaited)> StandsAsync(ApiClient api, string? seen)
    {
        var shown = (await api.GetAsync(Lpb, Aid, seen)).Ok().Json;
        return (shown.At("commitment").Text("state"),
            string.Join(' ', shown.At("awaited").EnumerateArray().SelectMany(one => one.At("by").EnumerateArray())));
    }

    private static async Task WaitsForAsync(ApiClient api, string kind, string? seen, params string[] whom)
    {
        foreach (var who in (string[])[Site.DienBien, Psl, Odx, Lpb, "la-lnt-coordination/coordinator"])
            Assert.Equal(whom.Contains(who), (await api.ListAsync(who, "/v1/worklist", seen))
                .Any(item => item.Text("kind") == kind && item.Text("book") == "program/four-aid"));
    }

    private static async Task<List<string?>> ToConfirmAsync(ApiClient api, string who, string? seen) =>
        [.. (await api.ListAsync(who, "/v1/worklist", seen)).Where(item => item.Text("kind") == "confirm").Select(item => item.At("entry").GetString())];

    private static async Task<JsonElement> EntryAsync(ApiClient api, string? id) =>
        (await api.GetAsync(Psl, $"{Program}/entries/{id}")).Ok().Json;

    private static string Confirmation(string? id) => $"{Program}/entries/{id}/confirmation";

    private static object Target(string value) =>
        new { period = new { from = "2026", to = "2026" }, amount = new { value, unit = "VND" } };
}
