using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-B: a report counts once the other country has confirmed it; whoever watches sees both, as the history has them.</summary>
internal static class TwoCountries
{
    private const string Program = "/v1/programs/db-lpb-scholarship";
    private const string Recorder = "vn-db-education/recorder";
    private const string Confirmer = "la-lpb-education/confirmer";

    /// <summary>Runs it on the seed network.</summary>
    public static async Task RunAsync(ApiClient api)
    {
        using var stream = await api.StreamAsync("vn-db-council/overseer", "?kind=entryReported,entryConfirmed&province=Luang Prabang");
        await (await stream.OpenedAsync()).NextAsync();
        var before = await YearAsync(api, null);
        var reported = (await api.PostAsync(Recorder, Program + "/commitments/places/entries", "two-report", new
        {
            amount = new { value = "30", unit = "person" },
            occurred = new { from = "2025-09", to = "2025-09" },
        })).Ok();
        Assert.Equal((before.Reported + 30, before.Confirmed), await YearAsync(api, reported.Version));
        var other = await api.PostAsync("la-psl-education/confirmer", $"{Program}/entries/{reported.Id}/confirmation", "two-other");
        Assert.Equal(403, other.Status);
        var confirmed = (await api.PostAsync(Confirmer, $"{Program}/entries/{reported.Id}/confirmation", "two-confirm")).Ok();
        Assert.Equal((before.Reported + 30, before.Confirmed + 30), await YearAsync(api, confirmed.Version));

        var history = (await api.HistoryAsync(Recorder, "program/db-lpb-scholarship")).TakeLast(2);
        foreach (var happened in history)
        {
            var sent = await stream.NextEventAsync();
            Assert.Equal(happened.Text("event"), sent.Name);
            Assert.Equal(32, sent.Json.Text("traceId")!.Length);
            foreach (var member in happened.EnumerateObject())
                Assert.True(JsonElement.DeepEquals(member.Value, sent.Json.GetProperty(member.Name)), member.Name);
        }
    }

    private static async Task<(int Reported, int Confirmed)> YearAsync(ApiClient api, string? after)
    {
        var year = (await api.GetAsync(Recorder, Program, after)).Ok().Json.At("commitments")[0].At("periods")[0];
        return (Value(year, "reported"), Value(year, "confirmed"));
    }

    private static int Value(JsonElement year, string figure) =>
        year.GetProperty(figure) is { ValueKind: JsonValueKind.Object } amount ? int.Parse(amount.Text("value")!, System.Globalization.CultureInfo.InvariantCulture) : 0;
}
