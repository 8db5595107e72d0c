using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>What was so at a moment stays so: figures, lights and lists as of it, and what differs since, by whom.</summary>
internal static class Timeline
{
    private const string Recorder = "vn-db-education/recorder";
    private const string Confirmer = "la-odx-education/confirmer";
    private const string Entries = "/v1/programs/db-odx-scholarship/commitments/places/entries";

    public static async Task RunAsync(ApiClient api)
    {
        var start = await ShownAsync(api, null);
        var wrong = (await api.PostAsync(Recorder, Entries, "timeline-wrong", Year2025("7"))).Ok();
        var right = (await api.PostAsync(Recorder, Entries, "timeline-right", Year2025("30"))).Ok();
        var withdrawn = (await api.PostAsync(
            Recorder, $"/v1/programs/db-odx-scholarship/entries/{wrong.Json.Text("id")}/withdrawal", "timeline-withdrawn", new { reason = "counted twice" })).Ok();
        var confirmed = (await api.PostAsync(
            Confirmer, $"/v1/programs/db-odx-scholarship/entries/{right.Json.Text("id")}/confirmation", "timeline-confirmed", new { })).Ok();
        (await api.GetAsync(Recorder, "/v1/network/status", confirmed.Version)).Ok();

        // Right behind each of the events, however close together they were recorded: what was removed later is there.
        Assert.Equal(("grey", ""), start);
        Assert.Equal(("red", "7"), await ShownAsync(api, wrong.Version));
        Assert.Equal(("red", "37"), await ShownAsync(api, right.Version));
        Assert.Equal(("red", "30"), await ShownAsync(api, withdrawn.Version));
        Assert.Equal("30", (await ShownAsync(api, confirmed.Version)).Reported);
        Assert.Equal(await ShownAsync(api, null), await ShownAsync(api, confirmed.Version));

        var page = (await api.GetAsync(Recorder, $"/v1/network/compare?from={wrong.Version}&to={confirmed.Version}&limit=1")).Ok().Json;
        var item = Assert.Single(page.At("items").EnumerateArray());
        Assert.Equal(("program/db-odx-scholarship", "places", "changed"), (item.Text("book"), item.Text("commitment"), item.Text("difference")));
        Assert.Equal(("7", "30"), (item.At("before", "overall", "reported").Text("value"), item.At("after", "overall", "reported").Text("value")));
        Assert.Equal("30", item.At("after", "overall", "confirmed").Text("value"));
        Assert.Equal(
            ["entryReported vn-db-education/recorder", "entryWithdrawn vn-db-education/recorder", "entryConfirmed la-odx-education/confirmer"],
            item.At("changes").EnumerateArray().Select(change => $"{change.Text("event")} {change.Text("agency")}/{change.Text("user")}"));
        var all = (await api.GetAsync(Recorder, $"/v1/network/compare?from=2026-11-20T00:00:00Z&to={confirmed.Version}&limit=200")).Ok().Json;
        Assert.Contains(all.At("items").EnumerateArray(), one => one.Text("book") == "province/la-bko" && one.Text("difference") == "added");
        Assert.DoesNotContain(all.At("items").EnumerateArray(), one => one.Text("book").StartsWith("program/r-", StringComparison.Ordinal));

        foreach (var path in (string[])["/v1/provinces", "/v1/agreements", "/v1/programs", "/v1/offices", "/v1/events"])
            Assert.Empty(await api.ListAsync(Recorder, path + "?asOf=2026-11-20T00:00:00Z"));
        // A province that was not entered yet has no list.
        (await api.GetAsync(Recorder, "/v1/provinces/vn-db/units?asOf=2026-11-20T00:00:00Z")).Refused(404, "unknown");
        Assert.Equal("momentsReversed", (await api.GetAsync(Recorder, $"/v1/network/compare?from={confirmed.Version}&to={wrong.Version}")).Json.Text("code"));
        Assert.Equal("versionUnknown", (await api.GetAsync(Recorder, "/v1/network/status?asOf=program/db-odx-scholarship@999999")).Json.Text("code"));
    }

    // The light of the year that is over, and what all its entries come to.
    private static async Task<(string Light, string Reported)> ShownAsync(ApiClient api, string? version)
    {
        var asOf = version is null ? "" : $"?asOf={version}";
        var card = (await api.GetAsync(Recorder, $"/v1/provinces/la-odx/scorecard{asOf}")).Ok().Json;
        var line = card.At("commitments").EnumerateArray().Single(one => one.Text("book") == "program/db-odx-scholarship");
        var figures = line.At("commitment", "periods")[0];
        return (figures.Text("light"), figures.At("reported") is { ValueKind: JsonValueKind.Object } sum ? sum.Text("value") : "");
    }

    private static object Year2025(string value) => new
    {
        amount = new { value, unit = "person" },
        occurred = new { from = "2025-09", to = "2025-12" },
    };
}
