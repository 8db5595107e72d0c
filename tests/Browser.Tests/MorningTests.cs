using Browser.Tests.Kit;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>A morning of each who works with the pages, from signing in until it is done.</summary>
public abstract class MorningTests(Chromium chromium, BrowserSite site)
{
    /// <summary>How wide the window is, in pixels, and whether scripts run.</summary>
    public static TheoryData<int, bool> Ways => new() { { 1280, true }, { 1280, false }, { 400, true }, { 400, false } };

    /// <summary>The same for the recorder of either side.</summary>
    public static IEnumerable<object[]> Recorders =>
        from who in new[] { People.Recorder, People.LaoRecorder }
        from way in Ways
        select (object[])[who, .. way];

    [Theory, MemberData(nameof(Recorders))]
    public async Task A_recorder_reports_what_the_work_list_asks_for(string who, int width, bool scripts)
    {
        await using var reader = await chromium.OpenAsync(site, who == People.LaoRecorder ? "lo" : "vi", width, scripts);
        await reader.SignInAsync(who);
        var page = reader.Page;
        await page.ClickAsync("nav a[href='/my-work']");
        await page.Locator("main a[href*='/commitments/']").First.ClickAsync();
        var book = "program/" + new Uri(page.Url).AbsolutePath.Split('/')[3];
        var meaning = $"Buổi sáng {Guid.NewGuid():N}";
        if (await page.Locator("#report-amount").CountAsync() > 0)
            await page.FillAsync("#report-amount", "3");
        await page.FillAsync("#report-from", "10/2025");
        await page.FillAsync("#report-to", "10/2025");
        await page.FillAsync("#report-meaning", meaning);
        await page.ClickAsync("form[aria-label] button");
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeVisibleAsync();
        Assert.Equal(1, await site.CountAsync(book, meaning));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_confirmer_reads_what_the_other_side_reports_and_confirms_it(int width, bool scripts)
    {
        var meaning = $"Học bổng {Guid.NewGuid():N}";
        var entry = await site.ReportAsync("3", meaning);
        await using var reader = await chromium.OpenAsync(site, "lo", width, scripts);
        await reader.SignInAsync(People.Confirmer);
        var page = reader.Page;
        await page.ClickAsync("nav a[href='/my-work']");
        await reader.FindAsync($"/my-work{Entries.Path}/entries/{entry}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(meaning);
        await page.ClickAsync("form[aria-labelledby=confirm] button");
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeVisibleAsync();
        Assert.Equal("confirmed", (await site.EntryAsync(entry)).GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_coordinator_sees_what_changed_and_makes_the_report_for_talks(int width, bool scripts)
    {
        var meaning = $"Cho hội đàm {Guid.NewGuid():N}";
        await site.ReportAsync("4", meaning);
        await using var reader = await chromium.OpenAsync(site, "vi", width, scripts);
        await reader.SignInAsync(People.Coordinator);
        var page = reader.Page;
        // The middle of its box is not in the province: a person sees that, a driver does not.
        await page.FocusAsync("svg.map a[href='/provinces/vn-db']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"main a[href^='{Entries.Path}']").First.ClickAsync();
        await page.ClickAsync($"main a[href^='{Entries.Path}/history']");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(meaning);
        await reader.GoAsync("/report");
        await page.SelectOptionAsync("select[name=one]", "vn-db");
        await page.SelectOptionAsync("select[name=other]", "la-psl");
        await page.FillAsync("input[name=from]", "2025");
        await page.FillAsync("input[name=to]", "2025");
        await page.ClickAsync("form.filter button");
        await Assertions.Expect(page.Locator("article.report")).ToContainTextAsync("2025");
        await Assertions.Expect(page.Locator($"article.report a[href^='{Entries.Path}']").First).ToBeVisibleAsync();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_overseer_finds_what_is_disputed_who_has_to_answer_and_why(int width, bool scripts)
    {
        var reason = $"ບໍ່ຄົບ {Guid.NewGuid():N}";
        var entry = await site.ReportAsync("9", $"Để tranh chấp {Guid.NewGuid():N}");
        (await site.Api.PostAsync(People.Confirmer, $"/v1{Entries.Path}/entries/{entry}/dispute", $"{Guid.NewGuid()}",
            new { ownFigure = new { value = "7", unit = "person" }, reason })).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
        await using var reader = await chromium.OpenAsync(site, "en", width, scripts);
        await reader.SignInAsync(People.Overseer);
        var page = reader.Page;
        await page.ClickAsync("nav a[href='/supervision']");
        await page.ClickAsync("ul.counts a[href='?what=disputed']");
        await page.ClickAsync($"main a[href*='{entry}']");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(reason);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("7");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_coordinator_signs_agrees_to_an_amendment_and_writes_down_talks_from_the_work_list(int width, bool scripts)
    {
        var draft = await site.SignedByTheOtherSideAsync();
        var path = "/my-work/agreements/" + draft;
        await using var reader = await chromium.OpenAsync(site, "vi", width, scripts);
        await reader.SignInAsync(People.Coordinator, "/my-work");
        var page = reader.Page;
        await reader.FindAsync(path);
        await page.FillAsync("#sign-signedBy", "Lê Thành Đô");
        await page.FillAsync("#sign-office", "Chủ tịch UBND tỉnh");
        await page.FillAsync("#sign-datedOn", "20/11/2026");
        await SendAsync(page, "sign");
        await site.AmendAsync(draft, "Thêm dạy nghề");

        await reader.GoAsync("/my-work");
        await reader.FindAsync(path + "/amendments/1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Biên bản hợp tác 2026-2030");
        await Assertions.Expect(page.Locator("main td").Last).ToHaveTextAsync("Thêm dạy nghề");
        await SendAsync(page, "acceptAmendment");

        await reader.GoAsync(path + "/talks/1");
        await page.FillAsync("#hold-place", "Điện Biên Phủ");
        await SendAsync(page, "hold");
        await reader.GoAsync(path + "/talks/1");
        await page.FillAsync("#draftMinutes-minutes", "Hai bên thống nhất mở thêm lớp.");
        await SendAsync(page, "draftMinutes");

        var instrument = (await site.Api.GetAsync(People.Coordinator, "/v1/agreements/" + draft)).Ok().Json;
        Assert.Equal(2, instrument.GetProperty("signatures").GetArrayLength());
        var amendment = (await site.Api.GetAsync(People.Coordinator, $"/v1/agreements/{draft}/amendments/1")).Ok().Json;
        Assert.Equal("accepted", amendment.GetProperty("state").GetString());
        var talks = (await site.Api.GetAsync(People.Coordinator, $"/v1/agreements/{draft}/talks/1")).Ok().Json.GetProperty("talks");
        Assert.Equal("minutesDrafted", talks.GetProperty("state").GetString());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_coordinator_drafts_an_agreement_with_talks_and_opens_a_program_and_proposes_what_it_promises(int width, bool scripts)
    {
        var (draft, program) = ($"db-psl-{Guid.NewGuid():N}"[..20], $"db-psl-p{Guid.NewGuid():N}"[..20]);
        await using var reader = await chromium.OpenAsync(site, "vi", width, scripts);
        await reader.SignInAsync(People.Coordinator, "/my-work");
        var page = reader.Page;
        await page.ClickAsync("main a[href='/my-work/begin']");
        await page.ClickAsync("main a[href='/my-work/begin/draft']");
        await page.SelectOptionAsync("#draft-type", "minutesOfCooperation");
        await page.CheckAsync("input[name=parties][value=la-psl]");
        await page.FillAsync("[name='text.title.vi']", "Biên bản hợp tác 2027-2030");
        await page.ClickAsync("summary[id='draft-text.term']");
        await page.FillAsync("[name='text.term.from']", "2027");
        await page.FillAsync("[name='text.term.to']", "2030");
        await page.ClickAsync("summary[id='draft-text.clauses']");
        for (var clause = 0; clause < 3; clause++)
        {
            if (await page.Locator($"[name='text.clauses.{clause}.id']").CountAsync() == 0)
                await page.ClickAsync("button[value='text.clauses']");
            await page.FillAsync($"[name='text.clauses.{clause}.id']", $"dieu-{clause + 1}");
            await page.FillAsync($"[name='text.clauses.{clause}.text.vi']", $"Hai bên thống nhất điều {clause + 1}.");
        }

        await page.FillAsync("#draft-id", draft);
        await SendAsync(page, "draft");
        // Where more can be done with it, and the page of the whole.
        await page.ClickAsync($"main a[href='/my-work/agreements/{draft}/do/planTalks']");
        await page.FillAsync("#planTalks-on", "3/2028");
        await page.SelectOptionAsync("#planTalks-host", "la-psl");
        await SendAsync(page, "planTalks");

        await reader.GoAsync("/my-work/begin/openProgram");
        await page.FillAsync("#openProgram-title", "Dạy nghề");
        await page.FillAsync("#openProgram-agreement", new Uri(site.Address, "/agreements/db-psl-2025-2027").ToString());
        await page.CheckAsync("input[name=parties][value=la-psl]");
        await page.FillAsync("#openProgram-id", program);
        await SendAsync(page, "openProgram");
        await page.ClickAsync($"main a[href='/my-work/programs/{program}/do/addCommitment']");
        await page.FillAsync("#addCommitment-title", "Dạy nghề cho học viên");
        await page.CheckAsync("input[name=givers][value=vn-db]");
        await page.CheckAsync("input[name=beneficiaries][value=la-psl]");
        await page.SelectOptionAsync("[name='basis.kind']", "proposal");
        await page.FillAsync("#addCommitment-indicator", "students");
        await page.SelectOptionAsync("#addCommitment-measure", "sum");
        await page.FillAsync("#addCommitment-unit", "person");
        await page.SelectOptionAsync("#addCommitment-cadence", "yearly");
        await page.FillAsync("#addCommitment-rate", "20");
        await page.FillAsync("#addCommitment-id", "courses");
        await SendAsync(page, "addCommitment");

        var text = (await site.Api.GetAsync(People.Coordinator, "/v1/agreements/" + draft)).Ok().Json.GetProperty("text");
        Assert.Equal(["dieu-1", "dieu-2", "dieu-3"], text.GetProperty("clauses").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal("2030", text.GetProperty("term").GetProperty("to").GetString());
        var talks = (await site.Api.GetAsync(People.Coordinator, $"/v1/agreements/{draft}/talks/1")).Ok().Json.GetProperty("talks");
        Assert.Equal(("2028-03", "la-psl"), (talks.GetProperty("on").GetString(), talks.GetProperty("host").GetString()));
        var opened = (await site.Api.GetAsync(People.Coordinator, "/v1/programs/" + program)).Ok().Json;
        Assert.Equal("agreement/db-psl-2025-2027", opened.GetProperty("agreement").GetString());
        var promised = (await site.Api.GetAsync(People.Coordinator, $"/v1/programs/{program}/commitments/courses")).Ok().Json.GetProperty("commitment");
        Assert.Equal(("proposed", "20"), (promised.GetProperty("state").GetString(), promised.GetProperty("rate").GetProperty("value").ToString()));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_overseer_asks_is_answered_recommends_and_prints_the_report(int width, bool scripts)
    {
        var (question, advice) = ($"Bao nhiêu em đang học? {Guid.NewGuid():N}", $"Nên báo cáo theo quý {Guid.NewGuid():N}");
        await using var reader = await chromium.OpenAsync(site, "vi", width, scripts);
        await reader.SignInAsync(People.Overseer, Entries.Path);
        var page = reader.Page;
        foreach (var (kind, title) in new[] { ("question", question), ("recommendation", advice) })
        {
            await reader.GoAsync(Entries.Path);
            await page.Locator("main a[href$='/raise']").First.ClickAsync();
            await page.SelectOptionAsync("#raise-kind", kind);
            await page.CheckAsync("input[name=to][value=vn-db]");
            await page.FillAsync("#raise-title", title);
            await page.FillAsync("#raise-text", title);
            await page.FillAsync("#raise-due", "31/12/2026");
            await SendAsync(page, "raise");
        }

        await site.ReplyAsync(question, "Hai mươi tám em");
        await reader.GoAsync(Entries.Path);
        await page.ClickAsync($"#main a:text-is('{question}')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Hai mươi tám em");
        await reader.GoAsync("/supervision");
        await reader.GoAsync("/report?one=vn-db&other=la-psl&from=2025&to=2027");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("article.report")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("header.top nav.parts")).ToBeHiddenAsync();
        Assert.NotEmpty(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Equal(1, await site.CountAsync("program/" + Entries.Program, advice));
    }

    // The form of an act, after which the work list says that it is done.
    private static async Task SendAsync(IPage page, string act)
    {
        await page.ClickAsync($"form[aria-labelledby={act}] button:not([name], [hidden])");
        await Assertions.Expect(page.Locator("p.notice[role=status]")).ToBeVisibleAsync();
    }
}

/// <summary>On SQLite.</summary>
[Collection(nameof(Chromium))]
public sealed class SqliteMorningTests(Chromium chromium, BrowserSite site) : MorningTests(chromium, site);

/// <summary>On PostgreSQL.</summary>
[Collection(nameof(Chromium))]
public sealed class PostgresMorningTests(Chromium chromium, PostgresBrowserSite site) : MorningTests(chromium, site);
