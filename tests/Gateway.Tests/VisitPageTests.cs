using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Where somebody who comes back begins: what changed meanwhile, and what there is to do about an entry.</summary>
[Collection(nameof(Site))]
public sealed partial class VisitPageTests(Site site)
{
    private static readonly string[] Languages = ["vi", "lo", "en"];

    [Fact]
    public async Task Whoever_comes_back_sees_what_changed_since_and_sees_it_until_the_next_visit()
    {
        var program = await site.NewProgramAsync();
        using var browser = new Browser(site);
        await browser.SignInAsync(People.Recorder);
        foreach (var _ in Languages)
            Assert.DoesNotContain("id=\"changed\"", await SeenAsync(browser, program, "en"));
        await AgainAsync(browser, People.Recorder);
        Assert.Contains(PageWords.Of("lo")["changed.nothing"], await SeenAsync(browser, program, "lo"));
        await AgainAsync(browser, People.Recorder, async () =>
        {
            await site.NewEntryAsync(program);
            await site.NewEntryAsync(program);
        });
        foreach (var language in Languages)
        {
            var changed = Changed().Match(await SeenAsync(browser, program, language)).Value;
            Assert.DoesNotContain(PageTexts.Missing, changed);
            Assert.Contains($"href=\"/programs/{program}/history\">{PageWords.Of(language).Counted("history.events", 2)}</a>", changed);
            Assert.Equal(1, Regex.Count(changed, "/history\""));
        }
        await AgainAsync(browser, People.Recorder);
        Assert.Contains(PageWords.Of("en")["changed.nothing"], await SeenAsync(browser, program, "en"));
    }

    [Fact]
    public async Task What_is_restricted_is_not_among_what_changed_and_nobody_is_told_of_anothers_visit()
    {
        var secret = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        foreach (var (actor, sees) in new[] { (People.LaoUncleared, false), (People.LaoCoordinator, true) })
        {
            using var browser = new Browser(site);
            await browser.SignInAsync(actor);
            await browser.PageAsync("/", "en");
            var last = "";
            await AgainAsync(browser, actor, async () => last = (await site.As(People.Coordinator).PostAsync($"/v1/programs/{secret}/commitments",
                Bodies.Commitment.Replace("\"id\":\"students\"", $"\"id\":\"{site.NewId("c")}\"", StringComparison.Ordinal))).MustBe(201).Header("Coop-Version")!);
            (await site.As(People.Coordinator).GetAsync("/v1/worklist", ("Coop-After", last))).MustBe(200);
            var changed = Changed().Match(await browser.PageAsync("/", "en")).Value;
            Assert.Equal(sees, changed.Contains(secret, StringComparison.Ordinal));
            Assert.Equal(sees, !changed.Contains(PageWords.Of("en")["changed.nothing"], StringComparison.Ordinal));
            await AgainAsync(browser, People.Recorder);
            Assert.DoesNotContain("id=\"changed\"", await browser.PageAsync("/", "en"));
        }
    }

    [Fact]
    public async Task An_operator_who_opens_the_first_page_is_led_to_those_of_operation()
    {
        var root = site.As(People.Operator);
        Assert.Equal("/ops", (await root.GetAsync("/", Pages.Html)).MustBe(303).Header("Location"));
        (await root.GetAsync("/")).Is(403, "roleMissing");
        (await root.GetAsync("/programs", Pages.Html)).MustBe(403);
    }

    [Fact]
    public async Task An_entry_leads_those_who_may_answer_it_to_where_that_is_done()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        foreach (var (actor, may) in new[] { (People.Confirmer, true), (People.Recorder, true), (People.Overseer, false), (People.Coordinator, false) })
        {
            using var browser = new Browser(site);
            await browser.SignInAsync(actor);
            Assert.Equal(may, (await browser.PageAsync($"/programs/{program}/entries/{entry}", "en"))
                .Contains($"href=\"/my-work/programs/{program}/entries/{entry}\"", StringComparison.Ordinal));
        }
    }

    private async Task<string> SeenAsync(Browser browser, string program, string language)
    {
        var version = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}")).MustBe(200).Json.GetProperty("version").GetInt64();
        return (await browser.GetAsync("/", Pages.Html, ("Accept-Language", language), ("Coop-After", $"program/{program}@{version}"))).MustBe(200).Text;
    }

    private static async Task AgainAsync(Browser browser, Actor actor, Func<Task>? meanwhile = null)
    {
        using var form = new FormUrlEncodedContent([new("antiforgery", browser.TokenOf(await browser.PageAsync("/", "en")))]);
        (await browser.SendAsync("POST", "/sign-out", form)).MustBe(303);
        if (meanwhile is not null)
            await meanwhile();
        await browser.SignInAsync(actor);
    }

    [GeneratedRegex("<h2 id=\"changed\">.*?</section>", RegexOptions.Singleline)]
    private static partial Regex Changed();
}
