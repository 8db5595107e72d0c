using Browser.Tests.Kit;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>Every page can be used by everybody: in all languages, in light and dark, on a desk and on a telephone.</summary>
[Collection(nameof(Chromium))]
public sealed class AccessibilityTests(Chromium chromium, BrowserSite site)
{
    private static readonly AxeRunOptions Rules = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    public static TheoryData<string, ColorScheme, int> Ways
    {
        get
        {
            // Each language, each theme and each width; every combination of them in the long run.
            var ways = new TheoryData<string, ColorScheme, int>
            {
                { "vi", ColorScheme.Light, 1280 }, { "lo", ColorScheme.Dark, 400 }, { "en", ColorScheme.Dark, 1280 },
            };
            if (Environment.GetEnvironmentVariable("COOP_LONG") is null)
                return ways;
            ways = [];
            foreach (var language in (string[])["vi", "lo", "en"])
                foreach (var colors in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                    foreach (var width in (int[])[1280, 400])
                        ways.Add(language, colors, width);
            return ways;
        }
    }

    [Fact]
    public async Task Every_page_that_the_table_of_rights_names_is_on_the_tour()
    {
        var stops = await Tour.OfAsync(site, "tour");
        Assert.Empty(Tour.Routes.Where(route => !route.StartsWith("/provinces/{id}/entries", StringComparison.Ordinal)
            && !route.StartsWith("/agreements/{id}/entries", StringComparison.Ordinal)).Except(stops.Select(stop => stop.Route)));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task No_page_breaks_a_rule_of_accessibility_or_is_wider_than_its_window(string language, ColorScheme colors, int width)
    {
        var found = new List<string>();
        foreach (var visits in (await Tour.OfAsync(site, "tour")).GroupBy(stop => stop.Who))
        {
            await using var reader = await chromium.OpenAsync(site, language, width, colors: colors);
            if (visits.Key.Length > 0)
                await reader.SignInAsync(visits.Key, visits.First().Path);
            foreach (var stop in visits)
            {
                await reader.GoAsync(stop.Path, stop.Status);
                var report = await reader.Page.RunAxe(Rules);
                found.AddRange(report.Violations.Select(broken =>
                    $"{stop.Path}: {broken.Id}: {broken.Help}: {string.Join(" | ", broken.Nodes.Take(3).Select(node => node.Html))}"));
                if (await reader.ScrollsSidewaysAsync())
                    found.Add($"{stop.Path}: scrolls sideways at {width}");
            }

            found.AddRange(reader.Violations);
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
