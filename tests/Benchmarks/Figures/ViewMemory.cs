using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Network;

namespace Benchmarks.Figures;

/// <summary>Memory of an idle book in the view: how much more a process holds that has loaded 10,000 programs than one with 100.</summary>
/// <remarks>
/// A slope, so that what a process costs anyway does not count. Each book is a program with one commitment, three yearly targets and one
/// entry, and the obligations of its provinces; no grain is active. Loaded in this process, collected, counted.
/// </remarks>
internal sealed class ViewMemory : Figure
{
    public override string Name => "view-memory";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (small, large) = (run.Size(100, 20), run.Size(10_000, 100));
        var slopes = new List<double>();
        for (var i = 0; i < run.Passes(3); i++)
            slopes.Add((await HeldAsync(await run.Stores.NetworkAsync(large)) - await HeldAsync(await run.Stores.NetworkAsync(small))) / (double)(large - small));
        var value = Statistics.Median(slopes) / 1024;
        return [new("memory of an idle book in the view", value, "KB", Must.Most(2), $"from {small} to {large:N0} programs, {slopes.Count} times")];
    }

    private static async Task<long> HeldAsync(string data)
    {
        var before = Memory.InUse();
        using var host = Site.InProcess(data);
        await host.StartAsync();
        await host.Services.GetRequiredService<INetworkView>().Ready;
        var held = Memory.InUse() - before;
        await host.StopAsync();
        return held;
    }
}
