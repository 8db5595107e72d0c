using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Network;

namespace Benchmarks.Figures;

/// <summary>
/// Memory of an idle book in the view: how much more a process holds for loading 10,000 programs than for 100. And of an entry of one: for
/// 100 programs with 200 entries than with one.
/// </summary>
/// <remarks>
/// A slope, so that what a process costs anyway does not count. Each book is a program with one commitment, three yearly targets and
/// one entry, and the obligations of its provinces; no grain is active. Every store is loaded twice into this process and only the
/// second time counts: the first leaves buffers in the process's pools, which the second finds there.
/// </remarks>
internal sealed class ViewMemory : Figure
{
    public override string Name => "view-memory";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (small, large) = (run.Size(100, 20), run.Size(10_000, 100));
        var slopes = new List<double>();
        for (var i = 0; i < run.Passes(5); i++)
        {
            var held = await HeldAsync(run.Stores, large) - await HeldAsync(run.Stores, small);
            slopes.Add(held / (double)(large - small));
        }
        var value = Statistics.Median(slopes) / 1024;
        var beside = $"from {small} to {large:N0} programs, {slopes.Count} times {slopes.Min():N0}..{slopes.Max():N0} bytes";
        var (entries, ofEntries) = (run.Size(200, 20), new List<double>());
        for (var i = 0; i < run.Passes(3); i++)
        {
            var held = await HeldAsync(run.Stores, small, entries) - await HeldAsync(run.Stores, small);
            ofEntries.Add(held / (double)(small * (entries - 1)));
        }
        return
        [
            new("memory of an idle book in the view", value, "KB", Must.Most(2), beside),
            Finding.Stated("memory of an entry in the view", Statistics.Median(ofEntries), " bytes",
                $"{small} programs, from 1 to {entries} entries each, {ofEntries.Count} times {ofEntries.Min():N0}..{ofEntries.Max():N0} bytes"),
        ];
    }

    private static async Task<long> HeldAsync(Stores stores, int programs, int entries = 1)
    {
        Task<string> StoreAsync() => stores.NetworkAsync(programs, entries == 1 ? "network" : "with-entries", _ => entries);
        using var first = await LoadAsync(await StoreAsync());
        var data = await StoreAsync();
        var before = Memory.InUse();
        using var second = await LoadAsync(data);
        var held = Memory.InUse() - before;
        await Task.WhenAll(first.StopAsync(), second.StopAsync());
        return held;
    }

    private static async Task<IHost> LoadAsync(string data)
    {
        var host = Site.InProcess(data);
        await host.StartAsync();
        await host.Services.GetRequiredService<INetworkView>().Ready;
        return host;
    }
}
