using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Durable ledger entries a second on one program on PostgreSQL, 64 connections, with 10 and with 20,000 open entries in it, each
/// against the same build with one commit for each command.
/// </summary>
/// <remarks>Fair as the figure on SQLite is: the load goes on to a fresh program after 250 entries, the large one only grows.</remarks>
internal sealed class PostgresOneProgram : Figure
{
    private const int EntriesOfFresh = 250;
    private const int Large = 0;

    public override string Name => "one-program";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (passes, time, open) = (run.Passes(6), run.Block(1.2), run.Size(20_000, 500));
        var programs = run.Size(1 + (passes + 5) * 40, 1 + 8 * 4);
        int Entries(int program) => program == Large ? open : 10;
        await using var normal = await EntrySystem.PostgresAsync(run, programs, Entries);
        await using var single = await EntrySystem.PostgresAsync(run, programs, Entries, ("Coop__CommandsPerCommit", "1"));
        var (nextOfNormal, nextOfSingle) = (1, 1);
        var turns = Turns.Measure(
            passes,
            () => normal.OnFreshOnes(time, ref nextOfNormal, EntriesOfFresh),
            () => single.OnFreshOnes(time, ref nextOfSingle, EntriesOfFresh),
            () => normal.OnOne(time, Large),
            () => single.OnOne(time, Large));
        normal.Check();
        single.Check();
        const string what = "entries, PostgreSQL, one program, ";
        return
        [
            Finding.Ratio(what + "10 open : one a commit", turns.Ratio(0, 1), Must.Least(6), DurableEntries.Beside(turns, 0, 1)),
            Finding.Ratio(what + $"{open:N0} open : one a commit", turns.Ratio(2, 3), Must.Least(6), DurableEntries.Beside(turns, 2, 3)),
        ];
    }
}
