using System.Net;
using System.Text.RegularExpressions;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Look;
using CoopGrains.Dashboard.Map;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>The pages for people: in three languages, what the API answers the same reader, and nothing that runs but their own files.</summary>
[Collection(nameof(Site))]
public sealed partial class PageTests(Site site)
{
    private const int WholePage = 100 * 1024;

    private static readonly (string, string) Html = ("Accept", "text/html");

    public static TheoryData<string> Languages => ["vi", "lo", "en"];

    [Theory, MemberData(nameof(Languages))]
    public void Every_text_is_there_in_every_language(string language)
    {
        Assert.Equal(PageTexts.KeysOf("en").Order(StringComparer.Ordinal), PageTexts.KeysOf(language).Order(StringComparer.Ordinal));
        Assert.All(PageTexts.KeysOf(language), key => Assert.False(string.IsNullOrWhiteSpace(PageTexts.Find(language, key)), key));
        Assert.All(PageTexts.KeysOf(language), key => Assert.True(PageTexts.Find(language, key).IsNormalized(), key));
    }

    [Fact]
    public void A_text_that_is_missing_is_marked() => Assert.StartsWith(PageTexts.Missing, PageWords.Of("lo")["no such text"]);

    [Theory, MemberData(nameof(Languages))]
    public async Task The_network_is_shown_in_the_language_that_the_reader_chose(string language)
    {
        using var browser = await SignedInAsync();
        (await browser.GetAsync("/?lang=" + language, Html)).MustBe(302);
        var page = (await browser.GetAsync("/", Html, ("Accept-Language", "fr"))).MustBe(200);
        Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
        Assert.Contains($"<html lang=\"{language}\">", page.Text);
        Assert.Contains(PageWords.Of(language)["network.title"], page.Text);
        Assert.DoesNotContain(PageTexts.Missing, page.Text);
    }

    [Fact]
    public void The_map_has_the_six_provinces_each_with_its_name_inside_of_it()
    {
        Assert.Equal(["LA-BK", "LA-LM", "LA-LP", "LA-OU", "LA-PH", "VN-71"], ProvinceMap.Network.Shapes.Select(shape => shape.Iso).Order());
        Assert.All(ProvinceMap.Network.Shapes, shape => Assert.True(
            shape.X > 0 && shape.X < ProvinceMap.Network.Width && shape.Y > 0 && shape.Y < ProvinceMap.Network.Height && shape.Path.EndsWith('z')));
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Without_a_choice_the_browser_says_in_which_language(string language) => Assert.Contains(
        $"<html lang=\"{language}\">", (await site.As(People.Coordinator).GetAsync("/", Html, ("Accept-Language", language + ", fr;q=0.5"))).Text);

    [Fact]
    public async Task The_figures_of_a_page_are_those_of_the_api_for_the_same_reader()
    {
        var program = await site.NewProgramAsync();
        var reported = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        (string, string) after = ("Coop-After", reported.Header("Coop-Version")!);
        foreach (var actor in new[] { People.Coordinator, People.Uncleared, People.Overseer })
        {
            var client = site.As(actor);
            var page = (await client.GetAsync("/", Html, after, ("Accept-Language", "en"))).MustBe(200).Text;
            var counts = (await client.GetAsync("/v1/network/status")).MustBe(200).Json.GetProperty("counts");
            var unconfirmed = (await client.GetAsync("/v1/network/oversight?what=unconfirmed")).MustBe(200).Json.GetProperty("total").GetInt32();
            Assert.Contains($"<a href=\"#Unconfirmed\" data-live=\"Unconfirmed\"><b>{PageWords.Of("en").Number(unconfirmed)}</b>", page);
            Assert.Contains($"<a href=\"#figures\" data-live=\"nodata\"><b>{PageWords.Of("en").Number(counts.GetProperty("noData").GetInt32())}</b>", page);
            Assert.Contains(PageWords.Of("en").Counted("of.commitments", counts.GetProperty("commitments").GetInt32()), page);
        }
    }

    [Fact]
    public async Task What_is_restricted_is_on_no_page_of_those_who_are_not_cleared_and_its_reading_is_recorded_for_others()
    {
        var coordinator = site.As(People.Coordinator);
        var secret = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var id = secret.Json.GetProperty("id").GetString()!;
        var before = await PageAsync(site.As(People.Uncleared), "/provinces/la-lpb");
        (await coordinator.PostAsync($"/v1/programs/{id}/commitments", Bodies.Commitment)).MustBe(201);
        Assert.Equal(WithoutTime(before), WithoutTime(await PageAsync(site.As(People.Uncleared), "/provinces/la-lpb")));
        await PageAsync(coordinator, "/");
        var reads = (await site.As(People.LaoCoordinator).GetAsync($"/v1/access?book=program/{id}")).MustBe(200).Json.GetProperty("items");
        Assert.Contains(reads.EnumerateArray(), read => read.GetProperty("path").GetString() == "/");
    }

    [Fact]
    public async Task Strangers_are_sent_to_where_they_sign_in_and_come_back_to_their_page()
    {
        using var browser = new Browser(site);
        Assert.Equal("/welcome", (await browser.GetAsync("/", Html)).MustBe(303).Header("Location"));
        Assert.Contains("/sign-in?return=/", (await browser.GetAsync("/welcome", Html)).MustBe(200).Text);
        var back = (await browser.GetAsync("/provinces?x=1", Html)).MustBe(303).Header("Location")!;
        Assert.Equal("/provinces?x=1", await browser.SignInAsync(People.Coordinator, back["/sign-in".Length..]));
        (await browser.GetAsync("/provinces", Html)).MustBe(200);
        (await site.With(null).GetAsync("/provinces")).Is(401, "unauthenticated");
    }

    [Fact]
    public async Task Signing_out_is_a_button_that_needs_no_script()
    {
        using var browser = await SignedInAsync();
        var token = WebUtility.HtmlDecode(Antiforgery().Match((await browser.GetAsync("/", Html)).Text).Groups[1].Value);
        using var form = new FormUrlEncodedContent([new("antiforgery", token)]);
        Assert.Equal("/", (await browser.SendAsync("POST", "/sign-out", form, Html)).MustBe(303).Header("Location"));
        (await browser.GetAsync("/", Html)).MustBe(303);
    }

    [Fact]
    public async Task A_problem_is_a_page_for_people_and_a_document_for_programs()
    {
        var client = site.As(People.Coordinator);
        foreach (var path in new[] { "/provinces/la-none", "/nowhere", "/problem" })
        {
            var page = (await client.GetAsync(path, Html, ("Accept-Language", "vi"))).MustBe(404);
            Assert.StartsWith("text/html", page.Header("Content-Type"));
            Assert.Contains("<html lang=\"vi\">", page.Text);
            Assert.Contains("form-action 'self'", page.Header("Content-Security-Policy"));
            Assert.Equal("application/problem+json", (await client.GetAsync(path)).MustBe(404).Header("Content-Type"));
        }
        (await client.GetAsync("/v1/nowhere", Html)).Is(404, "pathUnknown");
        Assert.Contains("<h1>", (await site.As(People.Operator).GetAsync("/programs", Html)).MustBe(403).Text);
    }

    [Fact]
    public async Task Texts_that_somebody_wrote_are_shown_and_never_run()
    {
        const string Attack = "<script>alert(1)</script>\"' onload=x <img src=x onerror=alert(1)>";
        var id = site.NewId("attack");
        var body = Bodies.Program(id).Replace("\"vi\":\"", "\"vi\":\"" + Attack.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<script>", body);
        (await site.As(People.Coordinator).PostAsync("/v1/programs", body)).MustBe(201);
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{id}/commitments", Bodies.Commitment)).MustBe(201);
        await site.NewEntryAsync(id);
        foreach (var path in new[] { "/", "/provinces/vn-db", "/programs", $"/programs/{id}", $"/programs/{id}/history" })
        {
            var page = await site.As(People.Coordinator).GetAsync(path, Html, ("Accept-Language", "vi"));
            Assert.DoesNotContain("<script>alert", page.Text);
            Assert.DoesNotContain("<img src=x", page.Text);
            Assert.DoesNotContain(" style=", page.Text);
            var policy = page.Header("Content-Security-Policy")!;
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
        }
    }

    [Fact]
    public async Task A_page_and_all_that_it_brings_along_is_at_most_100_KB_and_comes_from_this_site_alone()
    {
        foreach (var path in new[] { "/", "/provinces", "/supervision", "/welcome" })
        {
            var page = (await site.As(People.Coordinator).GetAsync(path, Html)).MustBe(200);
            Assert.True(page.Body.Length + Assets.TotalSize <= WholePage, $"{path}: {page.Body.Length} and {Assets.TotalSize} bytes");
            var brought = Brought().Matches(page.Text).Select(match => match.Groups[1].Value).Distinct().ToList();
            Assert.NotEmpty(brought);
            foreach (var file in brought)
            {
                Assert.StartsWith("/look/", file);
                Assert.Contains("immutable", (await site.With(null).GetAsync(file)).MustBe(200).Header("Cache-Control"));
            }
        }
    }

    [Fact]
    public async Task The_script_is_one_file_of_at_most_12_KB_and_each_place_that_it_follows_is_named_once()
    {
        Assert.True(Assets.SizeOf("live.js") <= 12 * 1024);
        foreach (var path in new[] { "/", "/provinces/la-lpb", "/supervision" })
        {
            var page = await PageAsync(site.As(People.Coordinator), path);
            Assert.Contains("<script type=\"module\" src=\"/look/live.js?v=", page);
            var places = Followed().Matches(page).Select(match => match.Groups[1].Value).ToList();
            Assert.Contains("asof", places);
            Assert.Equal(places.Distinct(), places);
        }
        Assert.Equal("text/javascript; charset=utf-8", (await site.With(null).GetAsync("/look/live.js")).MustBe(200).Header("Content-Type"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/programs")]
    [InlineData("/provinces/vn-db")]
    [InlineData("/welcome")]
    [InlineData("/report")]
    public async Task A_page_that_is_only_read_answers_no_other_method(string path)
    {
        foreach (var method in new[] { "POST", "PUT", "DELETE", "PROPFIND", "X" })
            (await site.As(People.Coordinator).WriteAsync(method, path, "{}")).MustBe(405);
    }

    private async Task<Browser> SignedInAsync()
    {
        var browser = new Browser(site);
        await browser.SignInAsync(People.Coordinator);
        return browser;
    }

    private static async Task<string> PageAsync(Client client, string path) =>
        (await client.GetAsync(path, Html, ("Accept-Language", "en"))).MustBe(200).Text;

    private static string WithoutTime(string page) => AsOf().Replace(page, "");

    [GeneratedRegex("data-live=\"([^\"]+)\"")]
    private static partial Regex Followed();

    [GeneratedRegex("<time .*?</time>")]
    private static partial Regex AsOf();

    [GeneratedRegex("(?:src|rel=\"[a-z]+\"(?: type=\"[^\"]+\")? href)=\"([^\"]+)\"")]
    private static partial Regex Brought();

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
