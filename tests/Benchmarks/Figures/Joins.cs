using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Adding a third process to two on PostgreSQL at half the load that those carry: time from its start until it serves its third of callers
/// who send each entry to the next process, and know of a process once it is ready.
/// </summary>
/// <remarks>
/// It serves its third at the end of the first half-second in which it answered 30 % or more of all that was answered, and all together
/// as many as were due then: a process that is asked and answers late has not joined.
/// </remarks>
internal sealed class Joins : Figure
{
    private const double Third = 0.30;
    private const double AsDue = 0.95;
    private const int Looks = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.3);

    public override string Name => "joins";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (size, joins) = (run.Size(48, 6), run.Size(5, 1));
        await using var cluster = await Cluster.StartAsync(run, processes: 2, Callers.Programs(size));
        var callers = new Callers(cluster, size, rotate: true);
        var rate = await callers.FullRateAsync(run.Smoke ? Moment : TimeSpan.FromSeconds(3), Looks, run.Smoke) / 2;
        callers.Pace(rate);
        await callers.RateAsync(run.Block(5));
        var times = new List<(long Began, long Ready, long Until)>();
        for (var join = 0; join < joins; join++)
        {
            var began = Stopwatch.GetTimestamp();
            await cluster.AddAsync();
            var ready = Stopwatch.GetTimestamp();
            await callers.RateAsync(TimeSpan.FromSeconds(run.Smoke ? 2 : 8));
            times.Add((began, ready, Stopwatch.GetTimestamp()));
            await cluster.RemoveLastAsync();
            await callers.RateAsync(run.Block(2));
        }
        callers.StopAndCheck();
        var answers = callers.Answers.OrderBy(answer => answer.At).ToArray();
        double[] served = [.. times.Select(time => Seconds(time.Began, ServesAt(answers, time.Ready, time.Until, rate)))];
        double[] untilReady = [.. times.Select(time => Seconds(time.Began, time.Ready))];
        return
        [
            new("a third process joins under load: until it serves its third", served.Max(), " s", Must.Most(5), string.Create(
                CultureInfo.InvariantCulture,
                $"worst of {joins}, median {Statistics.Median(served):0.00} s; until ready: worst {untilReady.Max():0.00} s, median "
                + $"{Statistics.Median(untilReady):0.00} s; {string.Join(", ", served.Zip(untilReady, (all, ready) => $"{all:0.0} after {ready:0.0}"))}; {rate:N0}/s, {size} callers, {callers.Failures} tries failed")),
        ];
    }

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    private static long ServesAt(RetryingCaller.Answer[] answers, long ready, long until, double rate)
    {
        for (var from = ready; from + Ticks(Window) <= until; from += Ticks(Step))
        {
            var to = from + Ticks(Window);
            var within = answers.Where(answer => answer.At >= from && answer.At < to).ToArray();
            var own = within.Count(answer => answer.Process == 2);
            if (own >= Third * within.Length && within.Length >= AsDue * rate * Window.TotalSeconds)
                return to;
        }
        // Not within the time that was looked at: it took at least that.
        return until;
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
