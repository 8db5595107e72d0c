using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-C: the two sides count differently, and only what they agree on counts.</summary>
internal static class Disagreement
{
    private const string Program = "/v1/programs/db-psl-scholarship";
    private const string Recorder = "vn-db-education/recorder";
    private const string Confirmer = "la-psl-education/confirmer";

    public static async Task RunAsync(ApiClient api)
    {
        var reported = (await api.PostAsync(Recorder, $"{Program}/commitments/places/entries", "disagreement-vn", Students("30"))).Ok();
        var disputed = (await api.PostAsync(Confirmer, $"{Program}/entries/{reported.Id}/dispute", "disagreement-la", new
        {
            ownFigure = new { value = "28", unit = "person" },
            reason = "danh sách của chúng tôi có 28",
        })).Ok();
        Assert.Equal(("30", "30", "none"), await FiguresAsync(api, disputed.Version));
        foreach (var side in (string[])[Recorder, Confirmer])
            Assert.Contains(await WorkAsync(api, side), item => item == ("disputed", reported.Id));

        var corrected = (await api.PostAsync(
            "la-psl-education/recorder", $"{Program}/entries/{reported.Id}/correction", "disagreement-29", Students("29"))).Ok();
        Assert.Contains(await WorkAsync(api, "vn-db-education/confirmer", corrected.Version), item => item == ("confirmCorrection", corrected.Id));
        Assert.Equal(("30", "30", "none"), await FiguresAsync(api));
        (await api.PostAsync(Confirmer, $"{Program}/entries/{corrected.Id}/confirmation", "disagreement-own")).Refused(403, "ownSide");
        var agreed = (await api.PostAsync("vn-db-education/confirmer", $"{Program}/entries/{corrected.Id}/confirmation", "disagreement-agreed")).Ok();
        Assert.Equal(("29", "none", "29"), await FiguresAsync(api, agreed.Version));
        Assert.DoesNotContain(await WorkAsync(api, Recorder), item => item.Entry == reported.Id);

        // The old figures stay in the history, and the view as of the dispute shows it open.
        var history = (await api.HistoryAsync(Recorder, "program/db-psl-scholarship")).ToArray();
        var dispute = history.Single(happened => happened.Text("event") == "entryDisputed");
        Assert.Contains("28", dispute.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"30\"", history.First(happened => happened.Text("event") == "entryReported").GetRawText(), StringComparison.Ordinal);
        var then = (await api.GetAsync(Recorder, $"/v1/network/status?asOf={Uri.EscapeDataString(disputed.Version!)}")).Ok().Json;
        Assert.Equal(1, then.At("counts", "entries").Int("disputed"));
        Assert.Equal(0, (await api.GetAsync(Recorder, "/v1/network/status")).Ok().Json.At("counts", "entries").Int("disputed"));
        var old = (await api.GetAsync(Recorder, $"{Program}/entries/{reported.Id}")).Ok().Json;
        Assert.Equal(("corrected", "28"), (old.Text("status"), old.At("ownFigure").Text("value")));
    }

    private static object Students(string value) => new
    {
        amount = new { value, unit = "person" },
        occurred = new { from = "2025-09", to = "2025-12" },
    };

    private static async Task<(string Reported, string Disputed, string Confirmed)> FiguresAsync(ApiClient api, string? after = null)
    {
        var figures = (await api.GetAsync(Recorder, Program, after)).Ok().Json.At("commitments")[0].At("overall");
        string Of(string name) => figures.At(name) is { ValueKind: JsonValueKind.Object } amount ? amount.Text("value") : "none";
        return (Of("reported"), Of("disputed"), Of("confirmed"));
    }

    private static async Task<(string Kind, string? Entry)[]> WorkAsync(ApiClient api, string who, string? after = null) =>
        [.. (await api.ListAsync(who, "/v1/worklist", after)).Select(item => (item.Text("kind"), item.At("entry").GetString()))];
}
