using System.Text.Json;
using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Keys;

/// <summary><c>coop keys</c> beside a running site.</summary>
public sealed class KeysCommandTests
{
    [Fact]
    public async Task Keys_are_rotated_and_revoked_beside_a_site_on_SQLite()
    {
        await using var site = await EndToEnd.Tests.Site.StartSeededAsync();
        await RotateAndRevokeAsync(site.Api, "--data", site.Data);
    }

    [Fact]
    public async Task Keys_are_rotated_and_revoked_beside_a_process_on_PostgreSQL()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await RotateAndRevokeAsync(one.Api, "--database", one.Database.Application, "--keys", one.Keys);
    }

    private static async Task RotateAndRevokeAsync(ApiClient api, params string[] store)
    {
        var cursor = await CursorAsync(api);
        await SiteCommandAsync(["keys", "rotate", .. store]);
        var keys = await ListAsync(store);
        Assert.Equal(["used", "next"], keys.Select(key => key.GetProperty("state").GetString()));
        Assert.Equal(200, await ReadAsync(api, cursor));

        await SiteCommandAsync(["keys", "revoke", "--all", "--reason", "the store was copied", .. store]);
        // The site may have made its next key already.
        var revoked = (await ListAsync(store)).Where(key => key.GetProperty("state").GetString() == "revoked").Select(IdOf);
        Assert.Equal(keys.Select(IdOf).Order(), revoked.Order());
        await Until.TrueAsync(async () => await ReadAsync(api, cursor) == 400, "what a revoked key sealed still opens");
        Assert.Equal(200, await ReadAsync(api, await CursorAsync(api)));
    }

    private static async Task<List<JsonElement>> ListAsync(string[] store) =>
        [.. JsonElement.Parse(await SiteCommandAsync(["keys", "list", "--json", .. store])).EnumerateArray()];

    private static string IdOf(JsonElement key) => key.GetProperty("id").GetString()!;

    private static Task<string> SiteCommandAsync(string[] arguments) => EndToEnd.Tests.Site.CoopAsync(arguments);

    private static async Task<string> CursorAsync(ApiClient api) =>
        (await api.GetAsync(EndToEnd.Tests.Site.DienBien, "/v1/provinces?limit=1")).Json.GetProperty("next").GetString()!;

    private static async Task<int> ReadAsync(ApiClient api, string cursor) =>
        (int)(await api.GetAsync(EndToEnd.Tests.Site.DienBien, "/v1/provinces?limit=1&cursor=" + cursor)).Status;
}
