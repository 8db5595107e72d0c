using System.CommandLine;
using System.Globalization;
using CoopGrains.Cli.Backups;
using CoopGrains.Cli.Status;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Spectre.Console;

namespace CoopGrains.Cli.Commands;

/// <summary>Saves a whole store as one file.</summary>
internal static class BackupCommand
{
    private const string About =
        "Saves a whole store as one file, as it stands after one commit; the site may run meanwhile. A copy of a SQLite store is read through "
        + "and checked; a database is saved by pg_dump. The secrets that encrypt the ring of keys (Coop:Keys) lie elsewhere: keep them too.";

    public static Command Create()
    {
        var path = new Argument<string>("FILE") { Description = "The file to write" };
        var data = new Option<string>("--data") { Description = "The data folder of the site", HelpName = "DIR" };
        var (database, tools, json) = (CommonOptions.Database(), CommonOptions.Tools(), JsonOutput.Option());
        var command = new Command("backup", About) { path, data, database, tools, json };
        command.SetAction(async (parsed, ct) =>
        {
            var saved = await SaveAsync(parsed.GetRequiredValue(path), CommonOptions.DatabaseOf(parsed.GetValue(database)), parsed.GetValue(data),
                new(parsed.GetValue(tools)), ct);
            Console.Out.WriteLine(parsed.GetValue(json) ? saved.Json() : saved.ToString());
            return 0;
        });
        return command;
    }

    private static async Task<Saved> SaveAsync(string file, string? database, string? data, PostgresTools tools, CancellationToken ct)
    {
        if (File.Exists(file))
            throw new Failure($"there is a {file} already: name another, a backup replaces none", Failure.Usage);
        var head = await Failure.OfStoreAsync(database is not null, () => FileOptions.WholeAsync(file, part =>
            database is not null ? OfDatabaseAsync(database, part, tools, ct)
            : data is not null ? OfFileAsync(new CoopOptions { Data = data }.StorePath, part, ct)
            : throw new Failure("give --data, or --database", Failure.Usage)));
        return new(file, new FileInfo(file).Length, head);
    }

    private static async Task<StoreHead> OfFileAsync(string path, string part, CancellationToken ct)
    {
        if (!File.Exists(path))
            throw new Failure($"there is no store at {path}; of a store on PostgreSQL give --database", Failure.Usage);
        await StatusTables.Bars().StartAsync(async progress =>
        {
            var bar = progress.AddTask("copying", maxValue: 1);
            await SqliteBackup.SaveAsync(path, part, new Progress<double>(share => bar.Value = share), ct);
        });
        await using var reader = SqliteBookStore.OpenReader(part);
        return await CheckedAsync(reader, part, ct);
    }

    /// <summary>The head of a copy whose every hash is right.</summary>
    public static async Task<StoreHead> CheckedAsync(IJournalReader reader, string name, CancellationToken ct)
    {
        var report = await JournalVerifier.VerifyAsync(reader, ct);
        return report.FirstFault is { } fault
            ? throw new Failure($"{name} is damaged at position {fault.Position} ({fault.BookKey}): {fault.What}")
            : report.Head;
    }

    // The dump begins after this look: it has this row, and perhaps later ones.
    private static async Task<StoreHead> OfDatabaseAsync(string database, string part, PostgresTools tools, CancellationToken ct)
    {
        StoreHead head;
        await using (var reader = PostgresBookStore.OpenReader(database))
            head = await reader.HeadAsync(ct);
        var console = StatusTables.ConsoleOn(Console.Error, Console.IsErrorRedirected);
        await console.Status().StartAsync("pg_dump", _ => tools.DumpAsync(database, part, ct));
        return head;
    }

    private sealed record Saved(string File, long Bytes, StoreHead Head)
    {
        public string Json() => JsonOutput.Of(
            ("file", File), ("bytes", Bytes), ("epoch", Head.Epoch), ("position", Head.Position), ("hash", Head.Hash));

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{File}: {Bytes:N0} bytes, all rows up to position {Head.Position:N0} of epoch {Head.Epoch}");
    }
}
