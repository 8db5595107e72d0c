using System.Net;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>The work list as a page, and what is done from it by plain forms: once, with what was typed kept, and within the rights of the API.</summary>
[Collection(nameof(Site))]
public sealed partial class WorkPageTests(Site site)
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    public static TheoryData<string> Languages => ["vi", "lo", "en"];

    [Fact]
    public async Task What_one_side_reports_the_other_confirms_and_the_network_shows_it()
    {
        var (program, indicator) = (site.NewId("program"), "by-page-" + site.NewId("i"));
        var coordinator = site.As(People.Coordinator);
        (await coordinator.PostAsync("/v1/programs", Bodies.Program(program))).MustBe(201);
        var added = await coordinator.PostAsync($"/v1/programs/{program}/commitments",
            Bodies.Commitment.Replace("\"indicator\":\"students\"", $"\"indicator\":\"{indicator}\"", StringComparison.Ordinal));
        using var recorder = await SignedInAsync(People.Recorder, added.MustBe(201).Header("Coop-Version")!);
        var link = await FindAsync(recorder, $"/my-work/programs/{program}/commitments/students?period=");
        var form = PageForm.Of(link, await PageAsync(recorder, link, "vi"), "report");
        Assert.Equal("2025", form["from"]);
        var done = (await form.With("amount", "4.321 người").With("meaning", "Học bổng").With("evidence", "Số 12\r\nSố 13").SendAsync(recorder, "vi"))
            .MustBe(303).Header("Location")!;
        Assert.Contains(PageWords.Of("vi")["done.report"], await PageAsync(recorder, done, "vi"));

        using var confirmer = await SignedInAsync(People.Confirmer, AfterOf(done));
        var entry = await FindAsync(confirmer, $"/my-work/programs/{program}/entries/");
        var page = await PageAsync(confirmer, entry, "lo");
        Assert.Contains("Học bổng", page);
        Assert.Contains("4.321", page);
        var confirmed = (await PageForm.Of(entry, page, "confirm").SendAsync(confirmer, "lo")).MustBe(303).Header("Location")!;
        Assert.Contains(PageWords.Of("lo")["done.confirm"], await PageAsync(confirmer, confirmed, "lo"));

        var network = (await confirmer.GetAsync("/", Html, ("Accept-Language", "vi"), ("Coop-After", AfterOf(confirmed)))).MustBe(200).Text;
        var row = network[network.IndexOf(indicator, StringComparison.Ordinal)..];
        Assert.Equal(2, Regex.Count(row[..row.IndexOf("</tr>", StringComparison.Ordinal)], "4\\.321"));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_carried_out_once_and_answered_alike()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var form = (await FormAsync(recorder, ReportOf(program), "report")).With("amount", "30").With("from", "2026").With("to", "2026");
        var first = (await form.SendAsync(recorder)).MustBe(303).Header("Location");
        Assert.Equal(first, (await form.SendAsync(recorder)).MustBe(303).Header("Location"));
        var changed = (await form.With("amount", "31").SendAsync(recorder)).MustBe(422);
        Assert.Contains("value=\"31\"", changed.Text);
        Assert.Single(await EntriesAsync(program));
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task What_cannot_be_read_is_asked_back_beside_its_field_and_what_was_typed_stays(string language)
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var form = await FormAsync(recorder, ReportOf(program), "report", language);
        var reply = (await form.With("amount", "1.234").With("from", "32/13/2026").With("to", "21/11/2026").With("meaning", "ghi chú ຫຼວງ")
            .SendAsync(recorder, language)).MustBe(422);
        Assert.DoesNotContain(PageTexts.Missing, reply.Text);
        Assert.Contains("ghi chú ຫຼວງ", reply.Text);
        foreach (var (field, typed) in new[] { ("amount", "1.234"), ("from", "32/13/2026") })
        {
            Assert.Contains($"<a href=\"#report-{field}\">", reply.Text);
            Assert.Matches($"<input id=\"report-{field}\" name=\"{field}\" value=\"{typed}\"[^>]* aria-describedby=\"report-{field}-error[^\"]*\" aria-invalid=\"true\"", reply.Text);
            Assert.Contains($"id=\"report-{field}-error\"", reply.Text);
        }
        Assert.Contains("1234", reply.Text);
        Assert.Contains(PageWords.Of(language)["form.refused"], reply.Text);
        Assert.Empty(await EntriesAsync(program));
        var again = PageForm.Of(ReportOf(program), reply.Text, "report");
        Assert.Equal(form["operation"], again["operation"]);
        (await again.With("amount", "1234").With("from", "20/11/2026").SendAsync(recorder, language)).MustBe(303);
        Assert.Single(await EntriesAsync(program));
    }

    [Theory]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("2,49 tỷ", "2490000000")]
    public async Task Amounts_are_taken_in_either_writing_in_any_language(string typed, string value)
    {
        var program = site.NewId("program");
        var coordinator = site.As(People.Coordinator);
        (await coordinator.PostAsync("/v1/programs", Bodies.Program(program))).MustBe(201);
        (await coordinator.PostAsync($"/v1/programs/{program}/commitments", Bodies.Commitment.Replace("person", "USD", StringComparison.Ordinal))).MustBe(201);
        using var recorder = await SignedInAsync(People.Recorder);
        foreach (var language in new[] { "vi", "lo", "en" })
            (await (await FormAsync(recorder, ReportOf(program), "report", language)).With("amount", typed)
                .With("from", "21/11/2026").With("to", "2026-11-21").SendAsync(recorder, language)).MustBe(303);
        var entries = await EntriesAsync(program);
        Assert.Equal(3, entries.Count);
        Assert.All(entries, entry => Assert.Equal(value, entry.GetProperty("amount").GetProperty("value").GetString()));
        Assert.All(entries, entry => Assert.Equal("2026-11-21", entry.GetProperty("occurred").GetProperty("from").GetString()));
    }

    [Fact]
    public async Task What_is_disputed_or_sent_back_is_corrected_by_whoever_reported_it()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        using var confirmer = await SignedInAsync(People.Confirmer);
        foreach (var (form, field, text) in new[] { ("sendBack", "note", "which school?"), ("dispute", "reason", "five came home") })
        {
            var entry = EntryOf(program, await site.NewEntryAsync(program));
            var empty = (await (await FormAsync(confirmer, entry, form)).SendAsync(confirmer)).MustBe(422);
            Assert.Contains($"id=\"{form}-{field}-error\"", empty.Text);
            var objection = PageForm.Of(entry, empty.Text, form).With(field, text);
            (await (form == "dispute" ? objection.With("own", "25") : objection).SendAsync(confirmer)).MustBe(303);
            var correction = await FormAsync(recorder, entry, "correct");
            Assert.Equal(("30", "2025-01", "2025-12", "new places"),
                (correction["amount"], correction["from"], correction["to"], correction["meaning"]));
            Assert.Contains(text, await PageAsync(recorder, entry, "en"));
            (await correction.With("amount", "25").SendAsync(recorder)).MustBe(303);
        }
    }

    [Fact]
    public async Task A_conflict_says_what_changed_and_by_whom()
    {
        var program = await site.NewProgramAsync();
        var entry = EntryOf(program, await site.NewEntryAsync(program));
        using var confirmer = await SignedInAsync(People.Confirmer);
        using var recorder = await SignedInAsync(People.Recorder);
        var form = await FormAsync(confirmer, entry, "confirm");
        (await (await FormAsync(recorder, entry, "withdraw")).With("reason", "counted twice").SendAsync(recorder)).MustBe(303);
        var refused = (await form.SendAsync(confirmer, "vi")).MustBe(409);
        Assert.Contains(PageWords.Of("vi").Of(EntryStatus.Withdrawn), refused.Text);
        Assert.Contains($"{People.Recorder.User}, {People.Recorder.Agency}", refused.Text[refused.Text.IndexOf("class=\"errors\"", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Whoever_has_not_the_role_is_refused_by_the_same_rule_as_at_the_api()
    {
        var program = await site.NewProgramAsync();
        var entry = EntryOf(program, await site.NewEntryAsync(program));
        using var confirmer = await SignedInAsync(People.Confirmer);
        var form = await FormAsync(confirmer, entry, "confirm");
        foreach (var actor in new[] { People.Overseer, People.Recorder, People.LaoCoordinator })
        {
            using var other = await SignedInAsync(actor);
            var page = await PageAsync(other, entry, "en");
            Assert.DoesNotContain("value=\"confirm\"", page);
            var refused = (await form.With("antiforgery", TokenOf(page)).SendAsync(other)).MustBe(403);
            Assert.Contains("role=\"alert\"", refused.Text);
        }
        Assert.Contains("reported", (await site.As(People.Confirmer).GetAsync("/v1" + entry["/my-work".Length..])).MustBe(200).Text);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var form = (await FormAsync(recorder, ReportOf(program), "report")).With("amount", "30").With("from", "2026").With("to", "2026");
        foreach (var token in new[] { null, "x" })
            Assert.Contains("<h1>", (await form.With("antiforgery", token).SendAsync(recorder)).MustBe(403).Text);
        Assert.Empty(await EntriesAsync(program));
    }

    [Fact]
    public async Task What_was_typed_into_a_session_that_was_over_is_there_again_for_the_same_person_and_is_sent_once()
    {
        var program = await site.NewProgramAsync();
        using var browser = await SignedInAsync(People.Recorder);
        var form = (await FormAsync(browser, ReportOf(program), "report")).With("amount", "77").With("from", "2026").With("to", "2026").With("meaning", "ທຶນ");
        foreach (var (actor, isTheirs) in new[] { (People.ClearedRecorder, false), (People.Recorder, true) })
        {
            await SignOutAsync(browser);
            var asked = (await form.SendAsync(browser)).MustBe(303).Header("Location")!;
            Assert.StartsWith("/sign-in?return=", asked);
            Assert.DoesNotContain("77", asked);
            Assert.Equal(ReportOf(program), await browser.SignInAsync(actor, asked["/sign-in".Length..]));
            var page = await PageAsync(browser, ReportOf(program), "en");
            Assert.Equal(isTheirs, page.Contains("value=\"77\"", StringComparison.Ordinal));
            Assert.Equal(isTheirs, page.Contains(PageWords.Of("en")["form.resumed"], StringComparison.Ordinal));
            Assert.Equal(isTheirs ? "ທຶນ" : "", PageForm.Of(ReportOf(program), page, "report")["meaning"]);
            if (isTheirs)
                (await PageForm.Of(ReportOf(program), page, "report").SendAsync(browser)).MustBe(303);
        }
        Assert.Single(await EntriesAsync(program));
        Assert.DoesNotContain("value=\"77\"", await PageAsync(browser, ReportOf(program), "en"));
    }

    [Fact]
    public async Task What_is_restricted_is_no_page_for_those_who_are_not_cleared()
    {
        var secret = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{secret}/commitments", Bodies.Commitment)).MustBe(201);
        using var browser = await SignedInAsync(People.Recorder);
        foreach (var path in new[] { ReportOf(secret), ReportOf("none"), EntryOf(secret, "x"), EntryOf("none", "x"), "/my-work/people/none/entries/x" })
            (await browser.GetAsync(path, Html)).MustBe(404);
        using var cleared = await SignedInAsync(People.ClearedRecorder);
        (await cleared.GetAsync(ReportOf(secret), Html)).MustBe(200);
    }

    [Fact]
    public async Task Whatever_is_typed_stays_text()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var form = await FormAsync(recorder, ReportOf(program), "report");
        foreach (var attack in Attacks())
        {
            var reply = await form.With("amount", attack).With("from", attack).With("to", attack).With("meaning", attack).With("evidence", attack).SendAsync(recorder);
            Assert.True(reply.StatusCode is 422 or 400, $"{attack}: {reply.StatusCode}");
            Assert.DoesNotContain("<script", reply.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", reply.Text);
            Assert.DoesNotContain("<svg onload", reply.Text);
            Assert.DoesNotMatch("<[a-z]+ [^>]*\\son[a-z]+=", Quoted().Replace(reply.Text, "\"\""));
        }
        Assert.Empty(await EntriesAsync(program));
    }

    private static IEnumerable<string> Attacks()
    {
        string[] ways =
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "javascript:alert(1)", "{{7*7}}", "@(1+1)",
            "<a href='javascript:alert(1)'>x</a>", "&lt;script&gt;", "\u202e<script>", "<ScRiPt src=//x.invalid>",
        ];
        string[] before = ["", "\"", "'", "\">", "'>", "</textarea>", "</title>", "-->", "]]>", "\" autofocus onfocus=alert(1) x=\""];
        return ways.SelectMany(way => before.Select(closing => closing + way));
    }

    private static string ReportOf(string program) => $"/my-work/programs/{program}/commitments/students";

    private static string EntryOf(string program, string entry) => $"/my-work/programs/{program}/entries/{entry}";

    private static string AfterOf(string location) => WebUtility.UrlDecode(After().Match(location).Groups[1].Value);

    private static string TokenOf(string page) => WebUtility.HtmlDecode(Antiforgery().Match(page).Groups[1].Value);

    private async Task<Browser> SignedInAsync(Actor actor, string? after = null)
    {
        var browser = new Browser(site);
        await browser.SignInAsync(actor);
        if (after is not null)
            (await browser.GetAsync("/v1/worklist", ("Coop-After", after))).MustBe(200);
        return browser;
    }

    private static async Task SignOutAsync(Browser browser)
    {
        using var form = new FormUrlEncodedContent([new("antiforgery", TokenOf(await PageAsync(browser, "/my-work", "en")))]);
        (await browser.SendAsync("POST", "/sign-out", form)).MustBe(303);
    }

    // The work list, page by page, until it leads there.
    private static async Task<string> FindAsync(Browser browser, string link)
    {
        for (var path = "/my-work"; ;)
        {
            var page = await PageAsync(browser, path, "en");
            Assert.DoesNotContain(PageTexts.Missing, page);
            if (Regex.Match(page, $"href=\"({Regex.Escape(link)}[^\"]*)\"") is { Success: true } found)
                return WebUtility.HtmlDecode(found.Groups[1].Value);
            var next = Next().Match(page);
            Assert.True(next.Success, $"{link} is on no page");
            path = WebUtility.HtmlDecode(next.Groups[1].Value);
        }
    }

    private static async Task<PageForm> FormAsync(Browser browser, string path, string name, string language = "en") =>
        PageForm.Of(path, await PageAsync(browser, path, language), name);

    private static async Task<string> PageAsync(Browser browser, string path, string language) =>
        (await browser.GetAsync(path, Html, ("Accept-Language", language))).MustBe(200).Text;

    private async Task<List<System.Text.Json.JsonElement>> EntriesAsync(string program)
    {
        var book = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}")).MustBe(200).Json.GetProperty("version").GetInt64();
        var reply = await site.As(People.Recorder).GetAsync(
            $"/v1/programs/{program}/commitments/students/entries", ("Coop-After", $"program/{program}@{book}"));
        return [.. reply.MustBe(200).Json.GetProperty("items").EnumerateArray()];
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("[?&]after=([^&]+)")]
    private static partial Regex After();

    [GeneratedRegex("href=\"(/my-work\\?cursor=[^\"]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
