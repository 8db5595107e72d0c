using Microsoft.Playwright;

namespace Benchmarks.Driving;

/// <summary>Debian's Chromium, without a window.</summary>
internal sealed class Browsing : IAsyncDisposable
{
    private const float Patience = 180_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browsing(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browsing> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
        }));
    }

    /// <summary>Signs somebody in at a site, in a browser of their own: no cookie but theirs, and nothing kept of any page.</summary>
    public async Task<IPage> SignInAsync(int port, string who, int width = 1280)
    {
        var context = await _browser.NewContextAsync(new() { Locale = "lo", ViewportSize = new() { Width = width, Height = 800 } });
        // Reaching it is a failure, never a measurement.
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{port}/sign-in?return=%2Fwelcome");
        await page.ClickAsync($"button[value='{who}']");
        // Waiting for an address waits for its load as well, and for ever when that was over in between.
        await Assertions.Expect(page).ToHaveURLAsync($"http://127.0.0.1:{port}/welcome", new() { Timeout = Patience });
        await page.Locator("footer").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
