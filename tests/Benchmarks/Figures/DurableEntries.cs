using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Contracts;

namespace Benchmarks.Figures;

/// <summary>
/// Durable ledger entries a second over HTTP, 32 connections, 200 programs: the normal build against the same build with one commit
/// for each command, and against a minimal API with Dapper that makes one transaction for each entry.
/// </summary>
/// <remarks>
/// Fair because all three are up at once, on data of their own on one disk, take the same requests from the same driver, check the
/// same tokens and sync the same way; only one is loaded at a time. Gateways differ in one setting. What the peer does without is
/// written where it is.
/// </remarks>
internal sealed class DurableEntries : Figure
{
    private const int Programs = 200;

    public override string Name => "entries";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var normal = await EntrySystem.NormalAsync(run, postgres: false, programs);
        await using var single = await EntrySystem.SingleAsync(run, postgres: false, programs);
        await using var dapper = await EntrySystem.DapperAsync(run.Stores.New("dapper"), programs);
        var time = run.Block(1.5);
        var turns = Turns.Measure(run.Passes(8), () => normal.Spread(time), () => single.Spread(time), () => dapper.Spread(time));
        foreach (var system in (EntrySystem[])[normal, single, dapper])
            system.Check();
        Console.WriteLine($"    {normal.Settings}; peer: {dapper.Settings}");
        Console.WriteLine($"    {EntrySystem.Processor(normal, single, dapper)}");
        var what = $"entries, {programs} programs : ";
        return
        [
            Finding.Ratio(what + "one commit per command", turns.Ratio(0, 1), Must.Least(2.5), Beside(turns, 0, 1)),
            Finding.Ratio(what + "Dapper, one transaction per entry", turns.Ratio(0, 2), Must.Least(2), Beside(turns, 0, 2)),
        ];
    }

    internal static string Beside(Turns turns, int of, int to) => $"{turns.Median(of):N0}/s against {turns.Median(to):N0}/s";
}
