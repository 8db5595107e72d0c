using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// A rolling restart of three processes on PostgreSQL at half the load that they carry: each is asked to stop and started again, the next
/// when it is ready. Callers fail over and retry with the same key.
/// </summary>
/// <remarks>
/// Not in the figure's favor: callers do not look at readiness, a process that drains takes their entries until it listens no more. In its
/// favor: they come back to a process that is ready within five seconds and not at once, as balancers do that begin slowly. An answer's
/// time counts from when its entry was due, over the whole restart, and against the time just before.
/// </remarks>
internal sealed class Rolling : Figure
{
    private const int Processes = 3;
    private const int Hundredths = 99;
    private const int Looks = 3;

    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.3);

    public override string Name => "rolling";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (size, restarts) = (run.Size(48, 6), run.Size(Processes, 1));
        // As in production; in development a process would not wait for those who watch its readiness.
        await using var cluster = await Cluster.StartAsync(
            run, Processes, Callers.Programs(size), ("Coop__DrainSeconds", run.Smoke ? "0" : "5"));
        var callers = new Callers(cluster, size);
        var most = await callers.FullRateAsync(run.Smoke ? Moment : TimeSpan.FromSeconds(3), Looks, run.Smoke);
        callers.Pace(most / 2);
        await callers.RateAsync(run.Block(5));
        var began = Stopwatch.GetTimestamp();
        var half = await callers.RateAsync(run.Smoke ? Moment : TimeSpan.FromSeconds(20));
        var (rolled, failed) = (Stopwatch.GetTimestamp(), callers.Failures);
        for (var process = 0; process < restarts; process++)
        {
            await cluster.StopAsync(process);
            await cluster.StartAsync(process);
            await callers.ReturnAsync(process, run.Smoke ? Moment : SlowStart);
        }
        await callers.AwaitHomeAsync();
        var ended = Stopwatch.GetTimestamp();
        failed = callers.Failures - failed;
        callers.StopAndCheck();
        var (steady, meanwhile) = (Times(callers, began, rolled), Times(callers, rolled, ended));
        var (before, during) = (Statistics.Percentile(steady, Hundredths), Statistics.Percentile(meanwhile, Hundredths));
        return
        [
            // Whoever is never answered ends the run, and so does what was acknowledged and is not there.
            new("rolling restart of 3 processes: requests without a definite answer", 0, "", Must.Most(0), string.Create(
                CultureInfo.InvariantCulture,
                $"{meanwhile.Length:N0} entries in {Stopwatch.GetElapsedTime(rolled, ended).TotalSeconds:0} s, {failed} tries had none "
                + $"and were sent again, nothing lost or doubled; {half:N0}/s of {most:N0}/s, {size} callers")),
            new("rolling restart of 3 processes, half load, 99th percentile : before", during / before, "x", Must.Most(3), string.Create(
                CultureInfo.InvariantCulture,
                $"{during:0.0} ms against {before:0.0} ms; median {Statistics.Median(meanwhile):0.0} ms against "
                + $"{Statistics.Median(steady):0.0} ms, worst {meanwhile.Max():0} ms against {steady.Max():0} ms")),
        ];
    }

    // Milliseconds of the entries that were due within a time.
    private static double[] Times(Callers callers, long from, long to) =>
        [.. callers.Answers.Where(answer => answer.Due >= from && answer.Due < to).Select(answer => answer.Milliseconds)];
}
