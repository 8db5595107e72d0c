using System.Diagnostics;
using Benchmarks.Measuring;
using Microsoft.Playwright;

namespace Benchmarks.Driving;

/// <summary>The first page, open before somebody who reads further down, while entries are reported and confirmed elsewhere.</summary>
internal sealed class OpenPage(SeededSite site, IPage page)
{
    private const string Recorder = "vn-db-education/recorder";
    private const string Confirmer = "la-psl-education/confirmer";
    private const string Program = "/v1/programs/db-psl-scholarship";
    private const string Number = "Number(document.querySelector('[data-live=Unconfirmed] b').textContent.replace(/\\D/g, ''))";
    private const string Shown = $$"""
        wanted => new Promise(done => {
          const look = () => {{Number}} === wanted && done();
          new MutationObserver(look).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
          look();
        })
        """;
    private const string Place =
        "[scrollY, document.activeElement.getAttribute('href'), document.activeElement.getBoundingClientRect().top, String(getSelection())].join()";

    /// <summary>Opens it, and scrolls, focuses and selects as somebody who reads.</summary>
    public static async Task<OpenPage> OpenAsync(Browsing browsing, SeededSite site, string who)
    {
        var page = await browsing.SignInAsync(site.Port, who, width: 400);
        await page.RunAndWaitForResponseAsync(
            () => page.GotoAsync($"http://127.0.0.1:{site.Port}/"), reply => reply.Url.EndsWith("/v1/changes", StringComparison.Ordinal));
        await page.EvaluateAsync("""
            () => {
              const link = document.querySelector('main ul.items a[href^="/programs/"]');
              link.scrollIntoView();
              link.focus({ preventScroll: true });
              getSelection().selectAllChildren(document.querySelector('#attention'));
            }
            """);
        return new(site, page);
    }

    /// <summary>Reports an entry and confirms it; gives the milliseconds from when the confirmation was sent to when the page shows it.</summary>
    public async Task<double> ConfirmAsync()
    {
        var (before, place) = (await page.EvaluateAsync<int>(Number), await page.EvaluateAsync<string>(Place));
        var made = (await site.Api.PostAsync(Recorder, Program + "/commitments/places/entries", $"{Guid.NewGuid()}", new
        {
            amount = new { value = "1", unit = "person" },
            occurred = new { from = "2025-09", to = "2025-09" },
            meaning = $"Học bổng {Guid.NewGuid():N}",
        })).Ok();
        await page.EvaluateAsync(Shown, before + 1);
        await site.Api.UntilQuietAsync(SeededSite.Operator);
        // Whatever else the page had to show of the report is shown by now: the next look is for the confirmation alone.
        var shown = page.EvaluateAsync(Shown, before);
        var sent = Stopwatch.GetTimestamp();
        (await site.Api.PostAsync(Confirmer, $"{Program}/entries/{made.Id}/confirmation", $"{Guid.NewGuid()}")).Ok();
        await shown;
        var time = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        var now = await page.EvaluateAsync<string>(Place);
        WrongAnswerException.ThrowIf(now != place, $"the reader was at {place} and is at {now}");
        return time;
    }
}
