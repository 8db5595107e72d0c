using System.Net;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;

namespace Gateway.Tests.Kit;

/// <summary>Pages as somebody who is signed in reads them.</summary>
public static partial class Pages
{
    /// <summary>What browsers ask for.</summary>
    public static readonly (string, string) Html = ("Accept", "text/html");

    /// <summary>A page in a language.</summary>
    public static async Task<string> PageAsync(this Browser browser, string path, string language) =>
        (await browser.GetAsync(path, Html, ("Accept-Language", language))).MustBe(200).Text;

    /// <summary>A form of a page.</summary>
    public static async Task<PageForm> FormAsync(this Browser browser, string path, string name, string language = "en") =>
        PageForm.Of(path, await browser.PageAsync(path, language), name);

    /// <summary>The browser of somebody who has signed in, and whose site has seen a version.</summary>
    public static async Task<Browser> WorkingAsync(this Site site, Actor actor, string? after = null)
    {
        var browser = new Browser(site);
        await browser.SignInAsync(actor);
        if (after is not null)
            (await browser.GetAsync("/v1/worklist", ("Coop-After", after))).MustBe(200);
        return browser;
    }

    /// <summary>Fills in a form and sends it; the page that says that it is done.</summary>
    public static async Task<string> DoneAsync(
        this Browser browser, string path, string name, Func<PageForm, PageForm> typed, string language = "en")
    {
        var sent = (await typed(await browser.FormAsync(path, name, language)).SendAsync(browser, language)).MustBe(303);
        return await browser.PageAsync(sent.Header("Location")!, language);
    }

    /// <summary>The token of the forms of a page.</summary>
    public static string TokenOf(this Browser _, string page) => WebUtility.HtmlDecode(Antiforgery().Match(page).Groups[1].Value);

    /// <summary>The link of the work list that begins so, wherever in the list it stands.</summary>
    public static async Task<string> FindAsync(this Browser browser, string link)
    {
        var (page, _) = await browser.PageWithAsync("/my-work", $"href=\"{link}");
        return WebUtility.HtmlDecode(Regex.Match(page, $"href=\"({Regex.Escape(link)}[^\"]*)\"").Groups[1].Value);
    }

    /// <summary>The page of a list that has a text, with its address.</summary>
    public static async Task<(string Page, string Path)> PageWithAsync(this Browser browser, string path, string text)
    {
        for (var at = path; ;)
        {
            var page = await browser.PageAsync(at, "en");
            if (page.Contains(text, StringComparison.Ordinal))
                return (page, at);
            var next = Next().Match(page);
            Assert.True(next.Success, $"{text} is on no page");
            at = WebUtility.HtmlDecode(next.Groups[1].Value);
        }
    }

    [GeneratedRegex("href=\"([^\"]+\\?cursor=[^\"&]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
