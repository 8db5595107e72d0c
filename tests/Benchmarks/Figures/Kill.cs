using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Time from <c>kill -9</c> of one of three processes on PostgreSQL to the first success of each of its callers, who retry at once on
/// another process: the last of them counts.
/// </summary>
/// <remarks>
/// Callers report entries throughout. Every process is killed in turn and started again; its callers then go back to it. What was
/// acknowledged, by whichever process, must be there in the end, once.
/// </remarks>
internal sealed class Kill : Figure
{
    private const int Processes = 3;

    public override string Name => "kill";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (size, kills) = (run.Size(48, 6), run.Size(6, 1));
        await using var cluster = await Cluster.StartAsync(run, Processes, Callers.Programs(size));
        var callers = new Callers(cluster, size);
        var (first, last) = (new List<double>(), new List<double>());
        for (var kill = 0; kill < kills; kill++)
        {
            await callers.AwaitHomeAsync();
            var times = await KillAsync(cluster, kill % Processes, callers);
            first.Add(times.Min());
            last.Add(times.Max());
            await cluster.StartAsync(kill % Processes);
        }
        callers.StopAndCheck();
        return
        [
            new(
                "kill -9 of one of 3 processes to success for all its callers", last.Max() / 1_000, " s", Must.Most(2), string.Create(
                    CultureInfo.InvariantCulture,
                    $"worst of {kills} kills; median {Statistics.Median(last):0} ms; its first caller: worst {first.Max():0} ms, median "
                    + $"{Statistics.Median(first):0} ms; {callers.Successes:N0} entries, {size} callers, "
                    + $"{callers.Failures} tries failed, nothing lost or doubled")),
        ];
    }

    // Milliseconds until each caller of the process had its first success elsewhere.
    private static async Task<double[]> KillAsync(Cluster cluster, int process, Callers callers)
    {
        var its = callers.Of(process);
        var began = Stopwatch.GetTimestamp();
        await cluster.KillAsync(process);
        await callers.AwaitAsync(() => its.All(caller => caller.FirstAway != 0), "a caller of the killed process had no success");
        return Array.ConvertAll(its, caller => Stopwatch.GetElapsedTime(began, caller.FirstAway).TotalMilliseconds);
    }
}
