using Browser.Tests.Kit;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>An open page learns what happens elsewhere.</summary>
[Collection(nameof(Chromium))]
public sealed class LiveTests(Chromium chromium, BrowserSite site)
{
    [Fact]
    public async Task A_change_confirmed_elsewhere_appears_and_the_reader_stays_where_they_were()
    {
        var entry = await site.ReportAsync("5", $"Trực tiếp {Guid.NewGuid():N}");
        await using var reader = await chromium.OpenAsync(site, "vi", 400);
        // The page follows before anything happens.
        await reader.SignInAsync(People.Coordinator, "/welcome");
        await reader.Page.RunAndWaitForResponseAsync(() => reader.GoAsync("/"), reply => reply.Url.EndsWith("/v1/changes", StringComparison.Ordinal));
        var page = reader.Page;
        var asOf = await page.Locator("[data-live=asof]").GetAttributeAsync("datetime");
        var unconfirmed = await page.Locator("[data-live=Unconfirmed] b").InnerTextAsync();
        var where = await page.EvaluateAsync<double>(
            "() => { document.querySelector('#talks ~ p, #talks ~ ul').scrollIntoView(); document.querySelector('main a[href^=\"/programs/\"]').focus({ preventScroll: true });"
            + " return window.scrollY; }");
        Assert.True(where > 0);
        var focus = await page.EvaluateAsync<string>("document.activeElement.outerHTML");
        await site.ConfirmAsync(entry);
        await Assertions.Expect(page.Locator("[data-live-bar]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-live=Unconfirmed] b")).Not.ToHaveTextAsync(unconfirmed);
        Assert.NotNull(asOf);
        Assert.Equal(where, await page.EvaluateAsync<double>("window.scrollY"));
        Assert.Equal(focus, await page.EvaluateAsync<string>("document.activeElement.outerHTML"));
        Assert.Empty(reader.Violations);
    }
}
