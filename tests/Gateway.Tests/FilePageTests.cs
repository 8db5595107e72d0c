using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Files of entries by pages: tried, looked at cell by cell, taken in, and given out.</summary>
public sealed partial class FilePageTests(Site site) : IClassFixture<Site>
{
    private const string Imports = "/my-work/imports";
    private const string Headers = "book,commitment,from,to,amount,meaning";

    [Theory]
    [InlineData("vi")]
    [InlineData("lo")]
    [InlineData("en")]
    public async Task A_file_is_tried_first_shows_each_wrong_cell_and_its_right_rows_are_taken_in_once(string language)
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var words = PageWords.Of(language);
        var file = $"{Headers}\nprogram/{program},students,2025-01,2025-03,30,x\nprogram/{program},students,2025-01,2025-03,<b>30</b> USD,x\n";
        var tried = (await SendAsync(recorder, file, language)).MustBe(303).Header("Location")!;
        var page = await recorder.PageAsync(tried, language);
        Assert.DoesNotContain(PageTexts.Missing, page);
        Assert.Contains(words["import.tried.taken"], page);
        Assert.Matches("<td>E3</td>", page);
        Assert.Contains("&lt;b&gt;30&lt;/b&gt;", page);
        Assert.Equal(0, await EntriesAsync(program));
        var errors = (await recorder.GetAsync($"/v1/imports/{tried[(tried.LastIndexOf('/') + 1)..]}/errors?lang={language}")).MustBe(200);
        Assert.Contains($"href=\"/v1/imports/{tried[(tried.LastIndexOf('/') + 1)..]}/errors?lang={language}\"", page);
        Assert.Contains("<b>30</b> USD", errors.Text);
        var run = PageForm.Of(tried, page, "run");
        var taken = (await run.SendAsync(recorder, language)).MustBe(303).Header("Location")!;
        Assert.Equal(taken, (await run.SendAsync(recorder, language)).MustBe(303).Header("Location"));
        var done = await recorder.PageAsync(taken, language);
        Assert.Contains(words["import.done.taken"], done);
        Assert.DoesNotContain("value=\"run\"", done);
        Assert.Equal(1, await EntriesAsync(program));
    }

    [Fact]
    public async Task What_is_no_file_of_entries_is_refused_on_the_page()
    {
        using var recorder = await SignedInAsync(People.Recorder);
        Assert.Contains("id=\"try-file-error\"", (await SendAsync(recorder, "", "en")).MustBe(422).Text);
        Assert.Contains("role=\"alert\"", (await SendAsync(recorder, "%PDF", "vi", "x.pdf")).MustBe(415).Text);
        Assert.Contains("role=\"alert\"", (await SendAsync(recorder, "a,b\n1,2\n", "lo")).MustBe(422).Text);
    }

    [Fact]
    public async Task A_file_above_the_limit_of_other_requests_is_taken_and_shows_how_far_it_has_come()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var rows = Enumerable.Range(0, 20_000).Select(row => $"program/{program},students,2025-01,2025-03,30,a note to make it long {row}\n");
        var tried = (await SendAsync(recorder, $"{Headers}\n{string.Concat(rows)}", "en")).MustBe(303).Header("Location")!;
        // It is read on: the page says how far it has come until it has come to its end.
        await TestKit.Until.TrueAsync(async () => (await recorder.PageAsync(tried, "en")).Contains("value=\"run\"", StringComparison.Ordinal), "it never ends");
        Assert.Null((await recorder.GetAsync(tried, Pages.Html)).Header("Refresh"));
    }

    [Fact]
    public async Task An_import_is_no_page_to_anybody_else_and_only_recorders_take_files_in()
    {
        var program = await site.NewProgramAsync();
        using var recorder = await SignedInAsync(People.Recorder);
        var tried = (await SendAsync(recorder, $"{Headers}\nprogram/{program},students,2025-01,2025-03,30,x\n", "en")).MustBe(303).Header("Location")!;
        using var other = await SignedInAsync(People.ClearedRecorder);
        (await other.GetAsync(tried, Pages.Html)).MustBe(404);
        using var overseer = await SignedInAsync(People.Overseer);
        Assert.DoesNotContain("type=\"file\"", await overseer.PageAsync(Imports, "en"));
        Assert.Contains("role=\"alert\"", (await SendAsync(overseer, "x", "en", token: overseer.TokenOf(await overseer.PageAsync(Imports, "en")))).MustBe(403).Text);
        (await SendAsync(recorder, "x", "en", token: "x")).MustBe(403);
    }

    [Fact]
    public async Task A_file_is_given_out_in_the_chosen_kind_and_language()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        using var reader = await SignedInAsync(People.Overseer);
        var page = await reader.PageAsync("/my-work/export", "lo");
        Assert.DoesNotContain(PageTexts.Missing, page);
        var file = (await reader.GetAsync("/my-work/export?format=csv&in=vi&province=vn-db&partner=&from=01%2F2025&to=2026", Pages.Html)).MustBe(302).Header("Location")!;
        Assert.Equal("/v1/exports?format=csv&lang=vi&province=vn-db&period=2025-01..2026", file);
        Assert.Contains(entry, (await reader.GetAsync(file)).MustBe(200).Text);
        Assert.Contains("role=\"alert\"", (await reader.GetAsync("/my-work/export?format=csv&from=x", Pages.Html)).MustBe(422).Text);
    }

    private async Task<Browser> SignedInAsync(Actor actor)
    {
        var browser = new Browser(site);
        await browser.SignInAsync(actor);
        return browser;
    }

    // As a browser on a machine with a spreadsheet program sends it.
    private static async Task<Reply> SendAsync(Browser browser, string file, string language, string name = "x.csv", string? token = null)
    {
        var page = await browser.PageAsync(Imports, language);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new(name.EndsWith(".csv", StringComparison.Ordinal) ? "application/vnd.ms-excel" : "application/pdf");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token ?? browser.TokenOf(page)), "antiforgery" },
            { new StringContent("try"), "form" },
            { new StringContent(Operation().Match(page) is { Success: true } match ? match.Groups[1].Value : Client.NewKey()), "operation" },
            { content, "file", name },
        };
        return await browser.SendAsync("POST", Imports, form, Pages.Html, ("Accept-Language", language));
    }

    private async Task<int> EntriesAsync(string program)
    {
        var book = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}")).MustBe(200).Json.GetProperty("version").GetInt64();
        return (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students/entries", ("Coop-After", $"program/{program}@{book}")))
            .MustBe(200).Json.GetProperty("items").GetArrayLength();
    }

    [GeneratedRegex("name=\"operation\" value=\"([^\"]+)\"")]
    private static partial Regex Operation();
}
