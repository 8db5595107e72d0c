using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Processor time of the gateways for a durable entry on PostgreSQL, 64 connections, 200 programs: three processes, each program written
/// through one of them, against one process. Then how often a commit finds another process ahead when programs are written through any.
/// </summary>
/// <remarks>
/// Fair because both are up at once on one server, with databases of their own, and take the same entries from the same callers in turns.
/// Each of the three also follows what the others write.
/// </remarks>
internal sealed class ManyProcesses : Figure
{
    private const int Programs = 200;
    private const int Processes = 3;
    private const int MostToWarm = 30;

    public override string Name => "processes";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var one = new ClusterLoad(await Cluster.StartAsync(run, 1, programs), run.Postgres, programs);
        await using var three = new ClusterLoad(await Cluster.StartAsync(run, Processes, programs), run.Postgres, programs);
        var (time, passes) = (run.Block(2), run.Passes(8));
        await one.WarmAsync(time, run.Passes(MostToWarm));
        await three.WarmAsync(time, run.Passes(MostToWarm));
        var turns = Turns.Measure(passes, () => three.Keeping(time), () => one.Keeping(time));
        var (ofThree, ofOne) = (three.Costs.TakeLast(passes).ToArray(), one.Costs.TakeLast(passes).ToArray());
        var before = await three.CommitsAsync();
        for (var block = 0; block < passes; block++)
            three.Anywhere(time);
        var after = await three.CommitsAsync();
        one.Check();
        three.Check();
        var anywhere = three.Costs.TakeLast(passes).ToArray();
        var (commits, conflicts) = (after.Commits - before.Commits, after.Conflicts - before.Conflicts);
        WrongAnswerException.ThrowIf(commits <= 0, "no process counted its commits");
        return
        [
            Finding.Ratio(
                $"processor time of an entry, PostgreSQL, {Processes} processes : 1", turns.Ratio(0, 1), Must.Most(1.3),
                $"{Of(ofThree)} against {Of(ofOne)}"),
            Finding.Stated(
                "commits decided again, each program through any of them", 100 * conflicts / commits, "%", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{conflicts:N0} of {commits:N0} commits of books, {Of(anywhere)}; before, through one each: "
                    + $"{before.Conflicts:N0} of {before.Commits:N0}")),
        ];
    }

    private static string Of(ClusterLoad.Cost[] costs)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Median(cost => cost.Gateways):0} us (server {Median(cost => cost.Server):0} us, {Median(cost => cost.Rate):N0}/s)");

        double Median(Func<ClusterLoad.Cost, double> part) => Statistics.Median(costs.Select(part));
    }
}
