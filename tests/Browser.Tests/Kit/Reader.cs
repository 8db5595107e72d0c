using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Browser.Tests.Kit;

/// <summary>Somebody at a browser.</summary>
public sealed class Reader(BrowserSite site, IBrowserContext context) : IAsyncDisposable
{
    private IPage? _page;

    /// <summary>The site's content security policy was broken so often.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>What is looked at.</summary>
    public IPage Page => _page ?? throw new InvalidOperationException("Nothing is open.");

    /// <summary>The browser's own state: cookies, the link.</summary>
    public IBrowserContext Context => context;

    /// <summary>Signs in at the issuer's page, by its button, and comes to the page that was asked for.</summary>
    public async Task SignInAsync(string who, string path = "/")
    {
        await GoAsync($"/sign-in?return={Uri.EscapeDataString(path)}");
        await Page.ClickAsync($"button[value='{who}']");
        await Page.ArriveAsync(new($"^{Regex.Escape(new Uri(site.Address, path).ToString())}$"));
    }

    /// <summary>Opens a page, which must answer that.</summary>
    public async Task GoAsync(string path, int status = 200)
    {
        _page ??= await NewPageAsync();
        var reply = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.True(reply!.Status == status, $"{path} answered {reply.Status}: {await reply.TextAsync()}");
    }

    /// <summary>Follows the link of the work list to a page, wherever in the list it stands.</summary>
    public async Task FindAsync(string path)
    {
        while (await Page.Locator($"main a[href='{path}']").CountAsync() == 0)
            await Page.ClickAsync("main a.button[href^='/my-work?cursor=']");
        await Page.Locator($"main a[href='{path}']").First.ClickAsync();
    }

    /// <summary>Whether the page is wider than its window.</summary>
    public async Task<bool> ScrollsSidewaysAsync() =>
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task<IPage> NewPageAsync()
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Violations.Add(message.Text);
        };
        return page;
    }
}
