using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Durable ledger entries a second over HTTP, all on one program: with 10 open entries in it and with 20,000, each against the same build
/// with one commit for each command. On SQLite 32 connections, also against the Dapper peer; on PostgreSQL 64.
/// </summary>
/// <remarks>
/// Fair as the figure over many programs is. A program with 10 open entries does not stay one while it is written to, so the load
/// goes on to a fresh one after 250 entries; the one with 20,000 only grows, which is not in its favor.
/// </remarks>
internal sealed class OneProgram(bool postgres) : Figure
{
    private const int EntriesOfFresh = 250;
    private const int FreshInABlock = 120;
    private const int Large = 0;

    public override string Name => "one-program";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (passes, time, open) = (run.Passes(6), run.Block(1.2), run.Size(20_000, 500));
        var programs = run.Size(1 + (Turns.Blocks(passes) * FreshInABlock), 1 + (8 * 4));
        int Entries(int program) => program == Large ? open : 10;
        await using var normal = await EntrySystem.NormalAsync(run, postgres, programs, "one", Entries);
        await using var single = await EntrySystem.SingleAsync(run, postgres, programs, "one", Entries);
        await using var dapper = postgres ? null : await EntrySystem.DapperAsync(run.Stores.New("dapper"), 1);
        var (nextOfNormal, nextOfSingle) = (1, 1);
        var turns = Turns.Measure(
            passes,
            [
                () => normal.OnFreshOnes(time, ref nextOfNormal, EntriesOfFresh),
                () => single.OnFreshOnes(time, ref nextOfSingle, EntriesOfFresh),
                () => normal.OnOne(time, Large),
                () => single.OnOne(time, Large),
                .. dapper is null ? Array.Empty<Func<double>>() : [() => dapper.OnOne(time, 0)],
            ]);
        normal.Check();
        single.Check();
        dapper?.Check();
        var (what, must) = postgres ? ("entries, PostgreSQL, one program, ", Must.Least(6)) : ("entries, one program, ", Must.Least(2.5));
        Finding[] findings =
        [
            Finding.Ratio(what + "10 open : one commit per command", turns.Ratio(0, 1), must, Beside(turns, 0, 1)),
            Finding.Ratio(what + $"{open:N0} open : one commit per command", turns.Ratio(2, 3), must, Beside(turns, 2, 3)),
        ];
        if (dapper is null)
            return findings;
        Console.WriteLine($"    {EntrySystem.Processor(normal, single, dapper)}");
        return
        [
            .. findings,
            Finding.Ratio(what + $"10 open : {open:N0} open", turns.Ratio(0, 2), Must.Most(1.2), Beside(turns, 0, 2)),
            Finding.Ratio(what + $"{open:N0} open : Dapper", turns.Ratio(2, 4), Must.Least(2), Beside(turns, 2, 4)),
        ];
    }

    private static string Beside(Turns turns, int of, int to) => DurableEntries.Beside(turns, of, to);
}
