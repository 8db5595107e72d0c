using Browser.Tests.Kit;
using Microsoft.Playwright;
using TestKit;

namespace Browser.Tests;

/// <summary>
/// Pictures of pages, for people to look at: all of them where <c>infra/dev shots</c> names a folder (<c>COOP_SHOTS</c>), else the first
/// page and the printed report alone.
/// </summary>
[Collection(nameof(Chromium))]
public sealed class ShotTests(Chromium chromium, BrowserSite site)
{
    private const string Report = "/report?one=vn-db&other=la-psl&from=2025&to=2027";

    private static readonly string? Asked = Environment.GetEnvironmentVariable("COOP_SHOTS");

    public static TheoryData<string, int> Ways => Asked is null
        ? new() { { "lo", 400 } }
        : new() { { "vi", 1280 }, { "lo", 1280 }, { "en", 1280 }, { "vi", 400 }, { "lo", 400 }, { "en", 400 } };

    [Theory, MemberData(nameof(Ways))]
    public async Task Pages_are_painted(string language, int width)
    {
        using var own = new TempFolder();
        var folder = Asked ?? own.Path;
        var visits = (await Tour.OfAsync(site, "tour")).Where(stop => Asked is not null || stop.Path == "/");
        foreach (var those in visits.GroupBy(stop => stop.Who))
        {
            await using var reader = await chromium.OpenAsync(site, language, width);
            if (those.Key.Length > 0)
                await reader.SignInAsync(those.Key, those.First().Path);
            foreach (var stop in those)
            {
                await reader.GoAsync(stop.Path, stop.Status);
                var file = Path.Combine(folder, $"{NameOf(stop)}-{language}-{width}.png");
                Assert.NotEmpty(await reader.Page.ScreenshotAsync(new() { Path = file, FullPage = true }));
            }
        }
    }

    [Fact]
    public async Task The_report_for_talks_is_printed_on_A4_with_the_letters_of_its_language()
    {
        using var own = new TempFolder();
        foreach (var language in (string[])["vi", "lo", "en"])
        {
            await using var reader = await chromium.OpenAsync(site, language);
            await reader.SignInAsync(People.Coordinator, "/");
            await reader.GoAsync(Report);
            await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
            await Assertions.Expect(reader.Page.Locator("form.filter.screen")).ToBeHiddenAsync();
            await Assertions.Expect(reader.Page.Locator("article.report")).ToBeVisibleAsync();
            var printed = await reader.Page.PdfAsync(new()
            {
                Path = Path.Combine(Asked ?? own.Path, $"report-{language}.pdf"),
                PreferCSSPageSize = true,
                PrintBackground = true,
            });
            var text = System.Text.Encoding.Latin1.GetString(printed);
            Assert.Matches(@"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", text);
            if (language == "lo")
                Assert.Matches("/FontName /[A-Z]+\\+[A-Za-z]*Lao", text);
        }
    }

    // Of a page that shows one thing or another, each has a name of its own.
    private static string NameOf(Stop stop) => stop.Route == "/" ? "network"
        : (stop.Route.Contains('?', StringComparison.Ordinal) ? stop.Path : stop.Route).Trim('/').Replace("/", "-", StringComparison.Ordinal)
            .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
