using Browser.Tests.Kit;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>Everything is done without a mouse, too.</summary>
[Collection(nameof(Chromium))]
public sealed class KeyboardTests(Chromium chromium, BrowserSite site)
{
    [Fact]
    public async Task An_official_signs_in_goes_over_the_map_and_the_work_list_and_confirms()
    {
        var entry = await site.ReportAsync("2", $"Bàn phím {Guid.NewGuid():N}");
        await using var reader = await chromium.OpenAsync(site, "lo");
        await reader.GoAsync("/sign-in?return=/");
        var (page, keyboard) = (reader.Page, new Keyboard(reader.Page));
        await keyboard.PressAsync($"button[value='{People.Confirmer}']", $"{site.Address}");
        await keyboard.PressAsync("svg.map a[href='/provinces/la-psl']", "/provinces/la-psl");
        await keyboard.PressAsync("nav a[href='/my-work']", "/my-work");
        await keyboard.PressAsync($"main a[href$='/entries/{entry}']", entry);
        await keyboard.PressAsync("form[aria-labelledby=confirm] button", "done=", "Space");
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeFocusedAsync();
        Assert.Equal("confirmed", (await site.EntryAsync(entry)).GetProperty("status").GetString());
        Assert.Empty(keyboard.Wrong);
    }

    [Fact]
    public async Task Another_disputes_with_a_figure_of_their_own_and_is_led_to_what_is_missing()
    {
        var (entry, reason) = (await site.ReportAsync("8", $"Bàn phím {Guid.NewGuid():N}"), $"ບໍ່ຄົບ {Guid.NewGuid():N}");
        await using var reader = await chromium.OpenAsync(site, "lo", 400);
        await reader.GoAsync("/sign-in?return=/my-work");
        var (page, keyboard) = (reader.Page, new Keyboard(reader.Page));
        await keyboard.PressAsync($"button[value='{People.Confirmer}']", "/my-work");
        await keyboard.PressAsync($"main a[href$='/entries/{entry}']", entry);
        await keyboard.TypeAsync("#dispute-own", "6");
        await keyboard.PressAsync("form[aria-labelledby=dispute] button", "?send");
        // Whoever left something out stands at what is wrong, with a way to the field.
        await Assertions.Expect(page.Locator("form[aria-labelledby=dispute] .errors")).ToBeFocusedAsync();
        await keyboard.ToAsync(".errors a[href='#dispute-reason']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#dispute-reason")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(reason);
        await keyboard.PressAsync("form[aria-labelledby=dispute] button", "done=");
        var disputed = await site.EntryAsync(entry);
        Assert.Equal(("disputed", reason), (disputed.GetProperty("status").GetString(), disputed.GetProperty("disputeReason").GetString()));
        Assert.Equal("6", disputed.GetProperty("ownFigure").GetProperty("value").GetString());
        Assert.Empty(keyboard.Wrong);
    }

    [Fact]
    public async Task Enter_in_a_field_sends_the_form_and_does_not_add_lines_to_it()
    {
        await using var reader = await chromium.OpenAsync(site, "en");
        await reader.SignInAsync(People.Coordinator, "/my-work/begin/draft");
        await reader.Page.FocusAsync("#draft-predecessor");
        await reader.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reader.Page.Locator("form[aria-labelledby=draft] .errors")).ToBeFocusedAsync();
        await Assertions.Expect(reader.Page.Locator("[id='draft-text.title-error']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_are_gone_through_from_end_to_end_choices_by_arrows_and_the_navigation_is_skipped_by_one_key()
    {
        await using var reader = await chromium.OpenAsync(site, "vi");
        await reader.SignInAsync(People.Coordinator, "/welcome");
        var (page, keyboard) = (reader.Page, new Keyboard(reader.Page));
        foreach (var path in (string[])["/", "/programs", Entries.Path, "/my-work" + Entries.Path + "/raise", "/supervision"])
        {
            await reader.GoAsync(path);
            await keyboard.ThroughAsync();
            await reader.GoAsync(path);
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(page.Locator("a.skip:focus")).ToBeInViewportAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"), path);
        }

        await reader.GoAsync("/my-work" + Entries.Path + "/raise");
        var first = await page.InputValueAsync("#raise-kind");
        await keyboard.ToAsync("#raise-kind");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.NotEqual(first, await page.InputValueAsync("#raise-kind"));
        await keyboard.ToAsync("input[type=checkbox][name=to]");
        await page.Keyboard.PressAsync("Space");
        Assert.True(await page.IsCheckedAsync("input[name=to]:focus"));
        Assert.Empty(keyboard.Wrong);
    }
}
