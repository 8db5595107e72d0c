using System.Collections.Concurrent;
using System.Text.Json;
using Browser.Tests.Kit;

namespace Browser.Tests;

/// <summary>What the first page costs on a thin link.</summary>
[Collection(nameof(Chromium))]
public sealed class WeightTests(Chromium chromium, BrowserSite site)
{
    private const double MostOfAll = 100 * 1024;
    private const double MostOfScript = 12 * 1024;

    [Fact]
    public async Task The_first_page_is_small_with_all_that_it_loads_and_nothing_comes_from_elsewhere()
    {
        await using var reader = await chromium.OpenAsync(site, "lo");
        await reader.SignInAsync(People.Coordinator, "/welcome");
        var cdp = await reader.Context.NewCDPSessionAsync(reader.Page);
        await cdp.SendAsync("Network.enable");
        await cdp.SendAsync("Network.clearBrowserCache");
        // The page's stream tells on while we count.
        var kinds = new ConcurrentDictionary<string, string>();
        var bytes = new ConcurrentDictionary<string, double>();
        cdp.Event("Network.responseReceived").OnEvent += (_, told) => kinds[Text(told, "requestId")] = Text(told, "type");
        cdp.Event("Network.loadingFinished").OnEvent += (_, told) =>
            bytes[Text(told, "requestId")] = told!.Value.GetProperty("encodedDataLength").GetDouble();
        var asked = new ConcurrentQueue<string>();
        reader.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await reader.Page.GotoAsync("/");
        Assert.All(asked, url => Assert.StartsWith($"{site.Address}", url));
        var script = bytes.Where(one => kinds.GetValueOrDefault(one.Key) == "Script").Sum(one => one.Value);
        Assert.InRange(script, 1, MostOfScript);
        Assert.InRange(bytes.Values.Sum(), script + 1, MostOfAll);
    }

    private static string Text(JsonElement? told, string name) => told!.Value.GetProperty(name).GetString()!;
}
