using Benchmarks.Measuring;
using CoopGrains.EmbeddedRuntime;
using Orleans;

namespace Benchmarks.Figures;

/// <summary>Memory of an active grain without its state: how much more is held with 100,000 empty grains than with 50,000.</summary>
/// <remarks>
/// A slope, so that the runtime's own fixed cost does not count; everything an activation keeps does: key, queue, directory.
/// Median of three runs. Orleans' figure is of another run on such a machine.
/// </remarks>
internal sealed class GrainMemory : Figure
{
    private const string OfOrleans = "Orleans 10.4 on such a machine: 2.3 KB";

    public override string Name => "grain-memory";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var size = run.Size(50_000, 2_000);
        var slopes = new List<double>();
        for (var i = 0; i < run.Passes(3); i++)
            slopes.Add(await SlopeAsync(size));
        var value = Statistics.Median(slopes) / 1024;
        var beside = $"from {size:N0} to {2 * size:N0} grains; {OfOrleans}";
        return [new("memory of an active grain without its state", value, "KB", Must.Most(2.5), beside)];
    }

    private static async Task<double> SlopeAsync(int size)
    {
        await using var runtime = BareRuntime.Start();
        var factory = runtime.GetRequiredService<IGrainFactory>();
        await ActivateAsync(factory, 0, size);
        var before = Memory.InUse();
        await ActivateAsync(factory, size, size);
        var held = Memory.InUse() - before;
        var active = runtime.GetRequiredService<IActivationDirectory>().CountByGrainType().Values.Sum();
        WrongAnswerException.ThrowIf(active != 2 * size, $"{active} grains are active where {2 * size} were called");
        return held / (double)size;
    }

    private static async Task ActivateAsync(IGrainFactory factory, int from, int count)
    {
        foreach (var chunk in Enumerable.Range(from, count).Chunk(1_000))
            await Task.WhenAll(chunk.Select(number => factory.GetGrain<IEmptyGrain>($"grain-{number}").TouchAsync()));
    }
}
