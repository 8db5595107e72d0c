using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks.Figures;

/// <summary>
/// Durable ledger entries a second over HTTP on PostgreSQL, 64 connections, 200 programs, against the transactions a second that
/// <c>pgbench -N -c 64</c> gets from the same server, scale 10, in simple and in prepared mode.
/// </summary>
/// <remarks>
/// Fair because both run in turns on one server with its own durable settings; pgbench makes three updates and an insert less than an entry
/// has rows, and nobody decides, checks a token or speaks HTTP there.
/// </remarks>
internal sealed class PostgresEntries : Figure
{
    private const int Programs = 200;

    public override string Name => "entries";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var normal = await EntrySystem.NormalAsync(run, postgres: true, programs);
        var pgbench = await run.Postgres.CreateEmptyAsync();
        run.Postgres.Pgbench(pgbench.Database, "-i", "-q", "-s", run.Size(10, 1).ToString(CultureInfo.InvariantCulture));
        var seconds = run.Size(4, 1);
        var turns = Turns.Measure(
            run.Passes(6),
            () => normal.Spread(run.Block(seconds)),
            () => Pgbench(run.Postgres, pgbench, "simple", seconds),
            () => Pgbench(run.Postgres, pgbench, "prepared", seconds));
        normal.Check();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    processor time of the gateway for an entry: {normal.ProcessorMicroseconds:0} us"));
        const string what = "entries, PostgreSQL, 64 connections : pgbench -N, ";
        return
        [
            Finding.Ratio(what + "simple", turns.Ratio(0, 1), Must.Least(2), DurableEntries.Beside(turns, 0, 1)),
            Finding.Ratio(what + "prepared", turns.Ratio(0, 2), Must.Least(1.5), DurableEntries.Beside(turns, 0, 2)),
        ];
    }

    private static double Pgbench(PostgresServer server, PostgresSite database, string mode, int seconds)
    {
        var said = server.Pgbench(
            database.Database, "-N", "-n", "-c", "64", "-j", "2", "-M", mode, "-T", seconds.ToString(CultureInfo.InvariantCulture));
        var line = said.Split('\n').SingleOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new WrongAnswerException("pgbench said no rate: " + said);
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }
}
