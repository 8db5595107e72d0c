using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>How much more memory a gateway holds at most while it exports 100,000 entries as CSV, beside what it held before.</summary>
/// <remarks>
/// Resident memory as the kernel counts it, with the collector that a process has by itself: one that may let garbage lie for long (a
/// server's) would be what is measured. The first export is not looked at: code is made during it.
/// </remarks>
internal sealed class ExportMemory : Figure
{
    private const int Programs = 100;

    public override string Name => "export";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var each = run.Size(1_000, 10);
        var store = await run.Stores.NetworkAsync(Programs, "exported", _ => each);
        await using var site = await Served.GatewayAsync(store, ("DOTNET_gcServer", "0"));
        using var files = new Files(site, new Network(site).TokenOf(0));
        var findings = new List<Finding>();
        foreach (var format in new[] { "csv", "xlsx" })
        {
            await files.LinesAsync(format);
            var most = 0.0;
            for (var pass = 0; pass < run.Passes(3); pass++)
            {
                var before = Files.MebibytesOf(site.Id, "VmRSS");
                Files.ForgetMost(site.Id);
                var lines = await files.LinesAsync(format);
                most = Math.Max(most, Files.MebibytesOf(site.Id, "VmHWM") - before);
                WrongAnswerException.ThrowIf(format == "csv" && lines != (Programs * each) + 1, $"an export has {lines} lines");
            }
            var beside = string.Create(CultureInfo.InvariantCulture, $"the most of {run.Passes(3)} exports, a process of {Files.MebibytesOf(site.Id, "VmRSS"):0} MiB");
            findings.Add(new($"export of {Programs * each:N0} entries, {format}: peak extra memory", most, " MiB", format == "csv" ? Must.Most(64) : null, beside));
        }
        return findings;
    }
}
