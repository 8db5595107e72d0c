using System.Text.RegularExpressions;
using Browser.Tests.Kit;
using Microsoft.Playwright;
using TestKit;

namespace Browser.Tests;

/// <summary>Forms over a link that breaks when they are sent.</summary>
[Collection(nameof(Chromium))]
public sealed class LinkTests(Chromium chromium, BrowserSite site)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private const string Form = "/my-work" + Entries.Places;

    /// <summary>Whether scripts run, whether the form arrived before the link broke, and whether the reader goes back or tries again.</summary>
    public static TheoryData<bool, bool, bool> Ways => new()
    {
        { true, false, true }, { true, true, true }, { false, false, true }, { false, true, true }, { false, true, false },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task What_was_typed_when_the_link_broke_is_still_there_and_is_recorded_once(bool scripts, bool arrives, bool goesBack)
    {
        await using var link = new CuttingProxy(site.Address.Port);
        var meaning = $"Đứt đường truyền {Guid.NewGuid():N}";
        await using var reader = await chromium.OpenAsync(site, "vi", scripts: scripts);
        await reader.SignInAsync(People.Recorder, "/welcome");
        var page = await FilledAsync(reader, link, "3", "11/2025", meaning);
        await SendIntoNothingAsync(reader, link, arrives);
        if (goesBack)
        {
            await page.GoBackAsync();
            Assert.EndsWith(Form, page.Url);
            Assert.Equal("3", await page.InputValueAsync("#report-amount"));
            Assert.Equal("11/2025", await page.InputValueAsync("#report-from"));
            Assert.Equal(meaning, await page.InputValueAsync("#report-meaning"));
            await page.ClickAsync("form[aria-label] button");
        }
        else
            await page.ReloadAsync();
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeVisibleAsync();
        Assert.Equal(1, await site.CountAsync("program/" + Entries.Program, meaning));
    }

    [Fact]
    public async Task What_is_changed_after_it_had_arrived_is_asked_back_and_the_next_form_is_a_new_one()
    {
        await using var link = new CuttingProxy(site.Address.Port);
        var meaning = $"Sửa sau khi gửi {Guid.NewGuid():N}";
        await using var reader = await chromium.OpenAsync(site, "lo", scripts: false);
        await reader.SignInAsync(People.Recorder, "/welcome");
        var page = await FilledAsync(reader, link, "2", "12/2025", meaning);
        await SendIntoNothingAsync(reader, link, arrives: true);
        await page.GoBackAsync();
        await page.FillAsync("#report-amount", "1");
        await page.ClickAsync("form[aria-label] button");
        await Assertions.Expect(page.Locator("form[aria-label] .errors[role=alert]")).ToContainTextAsync("ໄດ້ຖືກບັນທຶກແລ້ວ");
        Assert.Equal("1", await page.InputValueAsync("#report-amount"));
        Assert.Equal(1, await site.CountAsync("program/" + Entries.Program, meaning));
        await page.ClickAsync("form[aria-label] button");
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeVisibleAsync();
        Assert.Equal(2, await site.CountAsync("program/" + Entries.Program, meaning));
    }

    private static async Task<IPage> FilledAsync(Reader reader, CuttingProxy link, string amount, string month, string meaning)
    {
        await reader.GoAsync($"http://127.0.0.1:{link.Port}{Form}");
        await reader.Page.FillAsync("#report-amount", amount);
        await reader.Page.FillAsync("#report-from", month);
        await reader.Page.FillAsync("#report-to", month);
        await reader.Page.FillAsync("#report-meaning", meaning);
        return reader.Page;
    }

    // By a link that is down at once, or that takes the form to the site and loses the answer; then it is up again.
    private static async Task SendIntoNothingAsync(Reader reader, CuttingProxy link, bool arrives)
    {
        var lost = new TaskCompletionSource();
        reader.Page.RequestFailed += (_, request) =>
        {
            if (request.Method == "POST")
                lost.TrySetResult();
        };
        // What breaks on a connection that served before is sent again by browsers themselves.
        link.CutClients();
        var cut = arrives ? link.CutBeforeReplyAsync("POST " + Form, refuseAfter: true) : Task.CompletedTask;
        await reader.Context.SetOfflineAsync(!arrives);
        await reader.Page.Locator("form[aria-label] button").PressAsync("Enter");
        await cut.WaitAsync(Patience);
        await lost.Task.WaitAsync(Patience);
        await Assertions.Expect(reader.Page).ToHaveURLAsync(new Regex("^chrome-error:"));
        await reader.Context.SetOfflineAsync(false);
        link.Accept();
    }
}
