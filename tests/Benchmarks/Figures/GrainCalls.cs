using System.Diagnostics;
using Benchmarks.Measuring;
using Orleans;

namespace Benchmarks.Figures;

/// <summary>
/// Grain calls in process: 64 callers, each awaiting a grain of its own, against the same callers awaiting a lambda that is posted to
/// the very queues of those grains.
/// </summary>
/// <remarks>
/// Fair because queue, wake-up, turn and the way back to the caller are the same code on both sides; what is left is what makes a call
/// a grain call: reference, arguments, deadline, reentrancy, answer. Orleans' figure is of another run on such a machine.
/// </remarks>
internal sealed class GrainCalls : Figure
{
    private const int Callers = 64;
    private const string OfOrleans = "Orleans 10.4 on such a machine: 1.0 million/s";

    public override string Name => "grain-calls";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        await using var runtime = BareRuntime.Start();
        var factory = runtime.GetRequiredService<IGrainFactory>();
        string[] keys = [.. Enumerable.Range(0, Callers).Select(caller => $"caller-{caller}")];
        IEchoGrain[] grains = Array.ConvertAll(keys, key => factory.GetGrain<IEchoGrain>(key));
        foreach (var grain in grains)
            WrongAnswerException.ThrowIf(await grain.NextAsync(41) != 42, "a grain counts wrongly");
        TaskScheduler[] queues = Array.ConvertAll(keys, key => EchoGrain.Turns[key]);

        var turns = Turns.Measure(
            run.Passes(9),
            () => All(run.Block(0.7), grains, static (grain, number) => grain.NextAsync(number)),
            () => All(run.Block(0.7), queues, static (queue, number) =>
                Task.Factory.StartNew(() => number + 1, CancellationToken.None, TaskCreationOptions.DenyChildAttach, queue)));
        var beside = $"{turns.Median(0):N0}/s against {turns.Median(1):N0}/s; {OfOrleans}";
        return [Finding.Ratio("grain calls, 64 callers : a lambda behind the same queue", turns.Ratio(0, 1), Must.Least(0.5), beside)];
    }

    // Calls per second. Every answer is the number that was sent plus one, and the next call sends it.
    private static double All<T>(TimeSpan time, T[] targets, Func<T, long, Task<long>> call)
    {
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var counts = Task.WhenAll(targets.Select(target => Task.Run(async () =>
        {
            var number = 0L;
            while (Stopwatch.GetTimestamp() < end)
            {
                var next = await call(target, number);
                WrongAnswerException.ThrowIf(next != number + 1, "a call gave the answer of another");
                number = next;
            }
            return number;
        }))).GetAwaiter().GetResult();
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
