using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Durable ledger entries a second over HTTP, 32 connections, all on one program: with 10 open entries in it and with 20,000, each
/// against the same build with one commit for each command; and against the Dapper peer.
/// </summary>
/// <remarks>
/// Fair as the figure over many programs is. A program with 10 open entries does not stay one while it is written to, so the load
/// goes on to a fresh one after 250 entries; the one with 20,000 only grows, which is not in its favor.
/// </remarks>
internal sealed class OneProgram : Figure
{
    private const int EntriesOfFresh = 250;
    private const int Large = 0;

    public override string Name => "one-program";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (passes, time, open) = (run.Passes(6), run.Block(1.2), run.Size(20_000, 500));
        var programs = run.Size(1 + (passes + 3) * 60, 1 + 8 * 4);
        int Entries(int program) => program == Large ? open : 10;
        await using var normal = await EntrySystem.NormalAsync(await run.Stores.NetworkAsync(programs, "one", Entries), programs);
        await using var single = await EntrySystem.SingleAsync(await run.Stores.NetworkAsync(programs, "one", Entries), programs);
        await using var dapper = await EntrySystem.DapperAsync(run.Stores.New("dapper"), 1);
        var (nextOfNormal, nextOfSingle) = (1, 1);
        var turns = Turns.Measure(
            passes,
            () => normal.OnFreshOnes(time, ref nextOfNormal, EntriesOfFresh),
            () => single.OnFreshOnes(time, ref nextOfSingle, EntriesOfFresh),
            () => normal.OnOne(time, Large),
            () => single.OnOne(time, Large),
            () => dapper.OnOne(time, 0));
        foreach (var system in (EntrySystem[])[normal, single, dapper])
            system.Check();
        Console.WriteLine($"    {EntrySystem.Processor(normal, single, dapper)}");
        const string what = "entries, one program, ";
        return
        [
            Finding.Ratio(what + "10 open : one commit per command", turns.Ratio(0, 1), Must.Least(2.5), Beside(turns, 0, 1)),
            Finding.Ratio(what + $"{open:N0} open : one commit per command", turns.Ratio(2, 3), Must.Least(2.5), Beside(turns, 2, 3)),
            Finding.Ratio(what + $"10 open : {open:N0} open", turns.Ratio(0, 2), Must.Most(1.2), Beside(turns, 0, 2)),
            Finding.Ratio(what + $"{open:N0} open : Dapper", turns.Ratio(2, 4), Must.Least(2), Beside(turns, 2, 4)),
        ];
    }

    private static string Beside(Turns turns, int of, int to) => DurableEntries.Beside(turns, of, to);
}
