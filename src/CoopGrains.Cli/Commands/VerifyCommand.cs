using System.CommandLine;
using System.Globalization;
using CoopGrains.Hosting;
using CoopGrains.Network;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;

namespace CoopGrains.Cli.Commands;

/// <summary>Recomputes every hash of a store, and recounts what is summed over its rows.</summary>
internal static class VerifyCommand
{
    private const string About =
        "Reads a whole store, recomputes every hash in it, folds every book and recounts every figure: rows, snapshots and the kept view "
        + "must agree. Changes nothing; the site may run meanwhile. Exit code 1 on damage.";

    public static Command Create(TimeProvider clock)
    {
        var data = new Option<string>("--data")
        {
            Description = "The data folder of a process, or its store file; with --database, whose anchor is compared",
            HelpName = "DIR",
        };
        var database = CommonOptions.Database();
        var json = JsonOutput.Option("Print what was found as JSON");
        var metrics = new Option<string?>("--metrics")
        {
            Description = "Write what was found into this file as well, for the textfile collector of Prometheus' node exporter (….prom)",
            HelpName = "FILE",
        };
        var command = new Command("verify", About) { data, database, json, metrics };
        command.SetAction(async (parsed, ct) =>
        {
            var told = new Told(parsed.GetValue(json), parsed.GetValue(metrics), clock);
            return CommonOptions.DatabaseOf(parsed.GetValue(database)) is { } connection
                ? await RunAsync("the database", PostgresBookStore.OpenReader(connection, PathOf(parsed.GetValue(data))), told, ct)
                : await RunAsync(PathOf(parsed.GetValue(data)), told, ct);
        });
        return command;
    }

    /// <summary>How it is told what was found.</summary>
    private sealed record Told(bool AsJson, string? Metrics, TimeProvider Clock);

    private static string? PathOf(string? data) => Directory.Exists(data) ? new CoopOptions { Data = data }.StorePath : data;

    private static async Task<int> RunAsync(string? path, Told told, CancellationToken ct)
    {
        if (path is null)
            throw new Failure("give --data, or --database", Failure.Usage);
        if (!File.Exists(path))
            throw new Failure($"there is no store at {path}", Failure.Usage);
        return await RunAsync(path, SqliteBookStore.OpenReader(path), told, ct);
    }

    private static async Task<int> RunAsync(string name, IJournalReader store, Told told, CancellationToken ct)
    {
        try
        {
            await using var reader = store;
            var report = await JournalVerifier.VerifyAsync(reader, ct);
            var recount = report.FirstFault is null ? await AggregateVerifier.VerifyAsync(reader, ct) : null;
            if (told.Metrics is { } file)
                await VerifyMetrics.WriteAsync(file, (report.FirstFault ?? recount?.FirstFault) is not null, report.Rows, told.Clock);
            if (!told.AsJson)
                return Show(name, report, recount);
            Console.Out.WriteLine(Json(report, recount));
            return (report.FirstFault ?? recount?.FirstFault) is null ? 0 : Failure.Failed;
        }
        catch (Exception exception)
            when (exception is StoreUnavailableException or StoreRefusedException or BookUnreadableException or IOException
                or UnauthorizedAccessException)
        {
            throw new Failure(exception.Message);
        }
    }

    private static string Json(VerificationReport report, AggregateReport? recount) => JsonOutput.Of(
        ("whole", (report.FirstFault ?? recount?.FirstFault) is null), ("rows", report.Rows), ("books", report.Books),
        ("snapshots", report.Snapshots), ("entries", recount?.Entries), ("epoch", report.Head.Epoch), ("position", report.Head.Position),
        ("hash", report.Head.Hash), ("fault", report.FirstFault ?? recount?.FirstFault));

    private static int Show(string path, VerificationReport report, AggregateReport? recount)
    {
        string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        var seen = $"{Count(report.Rows)} rows of {Count(report.Books)} books and {Count(report.Snapshots)} snapshots";
        if ((report.FirstFault ?? recount!.FirstFault) is not { } fault)
        {
            Console.Out.WriteLine($"{path}: whole. {seen} checked; epoch {report.Head.Epoch}, head {report.Head.Hash}");
            var view = recount!.ViewPosition is null ? "no view is kept" : "the kept view agrees";
            Console.Out.WriteLine($"{Count(recount.Entries)} entries recounted; {Count(recount.Snapshots)} snapshots compared; {view}");
            return 0;
        }
        var position = fault.Position == 0 ? "" : $" at position {Count(fault.Position)}";
        var place = fault.BookKey.Length == 0 ? "" : $" ({fault.BookKey}, sequence {fault.Sequence})";
        Console.Out.WriteLine($"{path}: DAMAGED{position}{place}: {fault.What}.");
        // In the journal there is a position; beside it the journal knows better.
        var todo = fault is { Position: 0, BookKey.Length: > 0 }
            ? $"coop repair --book {fault.BookKey} mends it by the journal."
            : "Stop the site, keep these files, and restore from a backup.";
        Console.Out.WriteLine($"{seen} were checked up to there. {todo}");
        return Failure.Failed;
    }
}
