using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-N: districts are closed on a day, communes take their place; what was reported before stays as it was.</summary>
internal static class Reform
{
    private const string Province = "/v1/provinces/vn-db";
    private const string Recorder = "vn-db-education/recorder";

    private static readonly string[] Districts = ["dien-bien", "muong-cha", "nam-po", "muong-nhe"];

    public static async Task RunAsync(ApiClient api)
    {
        var version = "";
        foreach (var district in Districts)
            version = await DoAsync(api, $"{Province}/units", $"district-{district}", new
            {
                id = $"reform-{district}",
                name = new { vi = $"Huyện {district}" },
                kind = "district",
            });
        var before = await ReportAsync(api, "before", "2024-01", "2024-12", "reform-muong-nhe", version);
        Assert.Equal(201, before.Status);
        foreach (var district in Districts)
        {
            await DoAsync(api, $"{Province}/units/reform-{district}/closure", $"close-{district}", new { on = "2025-06-30", reason = "sắp xếp" });
            version = await DoAsync(api, $"{Province}/units", $"commune-{district}", new
            {
                id = $"reform-xa-{district}",
                name = new { vi = $"Xã {district}" },
                kind = "commune",
                validity = new { from = "2025-07-01" },
                succeeds = (string[])[$"reform-{district}"],
            });
        }
        var entry = $"/v1/programs/db-lpb-scholarship/entries/{before.Json.Text("id")}";
        var shown = (await api.GetAsync(Recorder, entry, before.Version)).Ok().Json;
        Assert.Equal("reform-muong-nhe", shown.At("places")[0].Text("unit"));

        var late = await ReportAsync(api, "after", "2026-01", "2026-06", "reform-muong-nhe", version);
        Assert.Equal((409, "placeEnded"), (late.Status, late.Json.Text("code")));
        Assert.Contains("reform-xa-muong-nhe", late.Json.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(201, (await ReportAsync(api, "late", "2024-06", "2024-07", "reform-muong-nhe", version)).Status);
        Assert.Equal(201, (await ReportAsync(api, "new", "2026-01", "2026-06", "reform-xa-muong-nhe", version)).Status);
        Assert.Equal(shown.GetRawText(), (await api.GetAsync(Recorder, entry)).Ok().Json.GetRawText());
    }

    private static async Task<string> DoAsync(ApiClient api, string path, string key, object body)
    {
        var reply = await api.PostAsync(Site.DienBien, path, $"reform-{key}", body);
        Assert.True(reply.Status is 200 or 201, reply.Text);
        return reply.Version!;
    }

    private static async Task<ApiReply> ReportAsync(ApiClient api, string key, string from, string to, string unit, string seen)
    {
        // The units are looked up in the view: once it has seen them they are found.
        (await api.GetAsync(Recorder, $"{Province}/units?limit=1", seen)).Ok();
        return await api.PostAsync(Recorder, "/v1/programs/db-lpb-scholarship/commitments/places/entries", $"reform-{key}", new
        {
            amount = new { value = "3", unit = "person" },
            occurred = new { from, to },
            places = new[] { new { province = "Điện Biên", unit } },
        });
    }
}
