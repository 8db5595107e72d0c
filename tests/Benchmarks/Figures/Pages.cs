using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// The page that officials open in the morning: the time in which the server makes it for 50 readers a second with 10,000 programs; when it
/// can be used in a browser behind a thin link, and what it weighs; and how soon an open one shows what was confirmed elsewhere.
/// </summary>
/// <remarks>
/// Not in the figure's favor: readers come at fixed times and share the processor with the site, and each page is compared with the ledgers,
/// also while somebody writes, so that a page kept from before would be found out.
/// </remarks>
internal sealed class Pages : Figure
{
    private const int Hundredths = 99;
    private const int ReadersEachSecond = 50;
    private const int EntriesEachSecond = 10;
    private const double Kilo = 1_024;
    private const string Reader = "vn-db-coordination/coordinator";

    // 1 Mbit/s, and 300 ms there and back.
    private const int Bits = 1_000_000;

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(300);

    public override string Name => "pages";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run) => [.. await ServeAsync(run), .. await BrowseAsync(run)];

    private static async Task<IReadOnlyList<Finding>> ServeAsync(Run run)
    {
        var programs = run.Size(10_000, 100);
        await using var site = await Served.GatewayAsync(await run.Stores.NetworkAsync(programs));
        var writing = new Writing(site, program: 7, programs, Enumerable.Range(0, programs).Sum(number => number % 9 + 1));
        using var readers = new PageReaders(site.Port, await PageSession.OfAsync(site.Port, "vn-db-office/recorder"), writing);
        // A process that just started compiles for some ten seconds.
        readers.Read(run.Block(10), ReadersEachSecond);
        var calm = readers.Read(run.Block(30), ReadersEachSecond);
        var reading = Task.Run(() => readers.Read(run.Block(30), ReadersEachSecond));
        writing.Until(reading, EntriesEachSecond);
        var beside = await reading;
        var length = readers.Length;
        return [Found("", calm), Found($", {EntriesEachSecond} entries a second come in", beside)];

        Finding Found(string when, double[] times) => new(
            $"first page, {programs:N0} programs, {ReadersEachSecond} readers/s, p99{when}", Statistics.Percentile(times, Hundredths), " ms",
            Must.Most(50), string.Create(CultureInfo.InvariantCulture,
                $"{times.Length:N0} readers: median {Statistics.Median(times):0.0} ms, worst {times.Max():0} ms; {length:N0} bytes"));
    }

    private static async Task<IReadOnlyList<Finding>> BrowseAsync(Run run)
    {
        await using var site = await SeededSite.StartAsync(run.Stores.New("seeded"));
        await using var browsing = await Browsing.StartAsync();
        var opened = new List<FirstPage>();
        // The first is not counted: it is the first that the process makes.
        for (var i = 0; i <= run.Passes(8); i++)
            opened.Add(await FirstPage.OpenAsync(browsing, site.Port, Reader, Bits, RoundTrip));
        opened.RemoveAt(0);
        var shown = new List<double>();
        var page = await OpenPage.OpenAsync(browsing, site, Reader);
        for (var i = 0; i < run.Size(20, 1); i++)
            shown.Add(await page.ConfirmAsync());
        var seconds = opened.ConvertAll(one => one.Seconds);
        return
        [
            new("first page over 1 Mbit/s and 300 ms, empty cache: usable, worst", seconds.Max(), " s", Must.Most(3),
                string.Create(CultureInfo.InvariantCulture, $"{seconds.Count} times: median {Statistics.Median(seconds):0.00} s")),
            new("first page with all that it loads, both ways", opened.Max(one => one.Bytes) / Kilo, " KB", Must.Most(100), "headers with it"),
            new("its script", opened.Max(one => one.ScriptBytes) / Kilo, " KB", Must.Most(12), "headers with it"),
            new("a change confirmed elsewhere is on an open page, worst", shown.Max(), " ms", Must.Most(1_000), string.Create(
                CultureInfo.InvariantCulture, $"{shown.Count} times: median {Statistics.Median(shown):0} ms; scroll, focus and selection as they were")),
        ];
    }
}
