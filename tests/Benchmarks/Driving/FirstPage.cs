using System.Globalization;
using Benchmarks.Measuring;
using Microsoft.Playwright;

namespace Benchmarks.Driving;

/// <summary>How the first page came into a browser.</summary>
/// <param name="Seconds">Until it was whole, in its style, with its script run, and painted.</param>
/// <param name="Bytes">What went over the link for it, both ways, with headers.</param>
/// <param name="ScriptBytes">Of that its script.</param>
internal sealed record FirstPage(double Seconds, long Bytes, long ScriptBytes)
{
    // The largest paint is that of the main content; a style sheet that is missing would leave the skip link in the page's flow.
    private const string Measure = """
        () => new Promise(done => {
          const sheet = getComputedStyle(document.querySelector('.skip')).position;
          const shown = document.querySelector('main h1').getBoundingClientRect();
          const script = performance.getEntriesByType('resource').find(one => one.name.includes('/look/live.js'));
          const [page] = performance.getEntriesByType('navigation');
          new PerformanceObserver(list => {
            const paints = list.getEntries();
            const painted = Math.max(...paints.map(paint => paint.startTime));
            done([sheet, shown.height, Math.max(painted, page.domContentLoadedEventEnd, script.responseEnd), script.transferSize]);
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        })
        """;

    /// <summary>Opens it over a link, in a browser that has nothing of it.</summary>
    public static async Task<FirstPage> OpenAsync(Browsing browsing, int site, string who, int bitsPerSecond, TimeSpan roundTrip)
    {
        await using var link = new ThinLink(site, bitsPerSecond, roundTrip);
        var page = await browsing.SignInAsync(site, who);
        // Another port is another site to a browser's cache, and the same to its cookies.
        await page.GotoAsync($"http://127.0.0.1:{link.Port}/", new() { WaitUntil = WaitUntilState.Load });
        var bytes = link.Bytes;
        var told = await page.EvaluateAsync<System.Text.Json.JsonElement>(Measure);
        WrongAnswerException.ThrowIf(told[0].GetString() != "absolute", "the page has no style");
        WrongAnswerException.ThrowIf(!(told[1].GetDouble() > 0), "the page shows no heading");
        await page.Context.CloseAsync();
        return new(told[2].GetDouble() / 1_000, bytes, (long)told[3].GetDouble());
    }
}
