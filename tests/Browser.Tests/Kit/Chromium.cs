using Microsoft.Playwright;

namespace Browser.Tests.Kit;

/// <summary>Debian's Chromium, started once for all tests. <c>infra/dev test</c> installs it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    // Generous: a deadline that is reached is a failure, never a measurement.
    private const int Patience = 120_000;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A reader with a browser of their own: no cookie, no cache.</summary>
    public async Task<Reader> OpenAsync(
        BrowserSite site, string language = "en", int width = 1280, bool scripts = true, ColorScheme colors = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = $"{site.Address}",
            Locale = language,
            ViewportSize = new() { Width = width, Height = 800 },
            JavaScriptEnabled = scripts,
            ColorScheme = colors,
        });
        context.SetDefaultTimeout(Patience);
        return new(site, context);
    }
}

/// <summary>All browser tests: one browser, and a site on each store.</summary>
[CollectionDefinition(nameof(Chromium))]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>, ICollectionFixture<BrowserSite>, ICollectionFixture<PostgresBrowserSite>;
