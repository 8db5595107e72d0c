using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Benchmarks.Driving;
using Benchmarks.Figures;
using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks;

/// <summary>Measures the figures that are asked for and prints each beside what it must reach.</summary>
internal static class Bench
{
    private const string Postgres = "--postgres";

    private static readonly Figure[] OnPostgres =
    [
        new PostgresEntries(), new OneProgram(postgres: true), new ProgramReads(postgres: true),
        new ManyProcesses(), new ViewLag(), new Kill(), new Rolling(), new Joins(), new Footprint(), new Restore(postgres: true),
    ];

    private static readonly Figure[] OnSqlite =
    [
        new GrainCalls(), new GrainMemory(), new HistoryLength(),
        new DurableEntries(), new OneProgram(postgres: false), new ProgramReads(postgres: false), new StatusBySize(), new WorklistBySize(),
        new ViewMemory(), new Starts(), new PastDates(), new Restore(postgres: false), new Names(), new ImportRows(), new ExportMemory(),
        new Pages(), new Streams(), new Overload(), new Flood(), new Tracing(),
    ];

    /// <summary>0: measured, also where the table says that a figure is not met. 1: something answered wrongly. 2: not understood.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var smoke = args.Contains("--smoke");
        var figures = args.Contains(Postgres) ? OnPostgres : OnSqlite;
        string[] names = [.. args.Where(arg => arg is not ("--smoke" or Postgres))];
        if (names.FirstOrDefault(name => figures.All(figure => figure.Name != name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync(
                $"No figure {unknown}. There are: {string.Join(' ', figures.Select(figure => figure.Name))}");
            return 2;
        }
        using var stores = new Stores();
        var server = new Lazy<PostgresServer>();
        var (began, ticks) = (Stopwatch.GetTimestamp(), Machine.Ticks());
        Describe(stores.Folder);
        var met = true;
        foreach (var figure in figures.Where(figure => names.Length == 0 || names.Contains(figure.Name)))
        {
            try
            {
                Console.WriteLine(figure.Name);
                var started = Stopwatch.GetTimestamp();
                foreach (var finding in await figure.MeasureAsync(new(smoke, stores, server)))
                {
                    Console.WriteLine(finding.Line(smoke));
                    met &= finding.IsMet;
                }
                Console.WriteLine($"    ({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, load {Machine.Load()})");
            }
            catch (Exception wrong)
            {
                await Console.Error.WriteLineAsync($"  NO FIGURE: {(wrong is WrongAnswerException ? wrong.Message : wrong)}");
                return 1;
            }
        }
        if (server.IsValueCreated)
            server.Value.Dispose();
        Console.WriteLine($"after: fdatasync of 8 KiB {Machine.SyncMicroseconds(stores.Folder):0} us (median), {Since(ticks)}, "
            + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0} s in all. Every answer and every sum was right.");
        Console.WriteLine(
            smoke ? "smoke: the figures work; their values mean nothing." : met ? "Every figure is met." : "Not every figure is met.");
        return 0;
    }

    private static void Describe(string folder) => Console.WriteLine(
        $"before: fdatasync of 8 KiB {Machine.SyncMicroseconds(folder):0} us (median), load {Machine.Load()}, "
        + $".NET {Environment.Version}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC everywhere");

    private static string Since((long All, long Stolen, long Idle) before)
    {
        var now = Machine.Ticks();
        var all = Math.Max(1, now.All - before.All);
        return string.Create(CultureInfo.InvariantCulture, $"stolen {(now.Stolen - before.Stolen) * 100.0 / all:0.0} % of processor time");
    }
}
