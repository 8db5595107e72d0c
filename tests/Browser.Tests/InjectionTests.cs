using Browser.Tests.Kit;

namespace Browser.Tests;

/// <summary>A site of its own, for what is written there is nothing to look at.</summary>
public sealed class HostileSite : BrowserSite;

/// <summary>Whatever somebody writes stays text to whoever reads it.</summary>
[Collection(nameof(Chromium))]
public sealed class InjectionTests(Chromium chromium, HostileSite site) : IClassFixture<HostileSite>
{
    [Fact]
    public async Task Two_hundred_texts_that_would_run_as_markup_are_in_every_free_field_and_on_every_page_and_none_runs()
    {
        Assert.Equal(200, Attacks.All.Distinct().Count());
        var writes = new HostileWrites(site);
        await writes.WriteAsync();
        Assert.Empty(FreeTexts.OfDocument.Except(writes.Filled));
        var tour = await Tour.OfAsync(site, "tour");
        var unread = Attacks.All.ToHashSet();
        var found = new List<string>();
        foreach (var visits in tour.Concat(writes.Pages.Select(Written)).Concat(OfAddress()).GroupBy(stop => stop.Who))
        {
            await using var reader = await chromium.OpenAsync(site);
            var watch = await Watch.OverAsync(reader);
            if (visits.Key.Length > 0)
                await reader.SignInAsync(visits.Key, visits.First().Path);
            var rest = new Queue<Stop>(visits.DistinctBy(stop => stop.Path));
            while (rest.TryDequeue(out var stop))
            {
                await reader.GoAsync(stop.Path, stop.Status);
                unread.ExceptWith(await watch.LookAsync(unread));
                // What is long has several pages.
                if (await reader.Page.Locator("a[href^='?to=']").AllAsync() is [var earlier])
                    rest.Enqueue(stop with { Path = stop.Path.Split('?')[0] + await earlier.GetAttributeAsync("href") });
            }

            found.AddRange(watch.Found);
            found.AddRange(reader.Violations);
        }

        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
        Assert.Empty(unread.Select(text => $"{writes.Where[text]}: {text}"));
    }

    private static Stop Written(string path) =>
        new("", path.Contains("/imports/", StringComparison.Ordinal) ? People.Recorder : People.Coordinator, path);

    // Addresses are written by anybody, too.
    private static IEnumerable<Stop> OfAddress()
    {
        var said = Uri.EscapeDataString(Attacks.All[^1]);
        return new[] { "/my-work?done=", "/programs?q=", "/agreements?q=", "/supervision?what=", "/report?one=vn-db&other=la-psl&from=" }
            .Select(path => new Stop("", People.Coordinator, path + said));
    }
}
