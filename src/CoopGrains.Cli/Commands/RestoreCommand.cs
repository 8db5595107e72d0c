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

/// <summary>Puts a backup in the place of a store.</summary>
internal static class RestoreCommand
{
    private const string About =
        "Puts a backup in the place of a store, checks every hash in it and begins a new epoch: readers of what came after the backup are told to "
        + "begin anew. Stop the site's processes first. A SQLite store that stands there is kept under another name; a database must be empty.";

    public static Command Create(TimeProvider clock)
    {
        var path = new Argument<string>("FILE") { Description = "What coop backup wrote" };
        var (data, reason) = (CommonOptions.DataOfAnchor(), CommonOptions.Reason());
        var (database, tools, json) = (CommonOptions.Database(), CommonOptions.Tools(), JsonOutput.Option());
        var command = new Command("restore", About) { path, data, reason, database, tools, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetRequiredValue(path);
            if (!File.Exists(file))
                throw new Failure($"there is no {file}", Failure.Usage);
            var restored = await RunAsync(file, parsed.GetRequiredValue(data), CommonOptions.ReasonOf(parsed.GetRequiredValue(reason)),
                CommonOptions.DatabaseOf(parsed.GetValue(database)), new(parsed.GetValue(tools)), clock, ct);
            Console.Out.WriteLine(parsed.GetValue(json) ? restored.Json() : restored.ToString());
            return 0;
        });
        return command;
    }

    private static async Task<Restored> RunAsync(
        string file, string data, string reason, string? database, PostgresTools tools, TimeProvider clock, CancellationToken ct)
    {
        var path = new CoopOptions { Data = data, Database = database ?? "" }.StorePath;
        return await Failure.OfStoreAsync(database is not null, () =>
        {
            Directory.CreateDirectory(data);
            return database is null
                ? ToFileAsync(file, path, reason, clock, ct)
                : ToDatabaseAsync(file, database, path, reason, tools, clock, ct);
        });
    }

    private static async Task<Restored> ToFileAsync(string file, string path, string reason, TimeProvider clock, CancellationToken ct)
    {
        if (!SqliteBackup.IsBackup(file))
            throw new Failure(PostgresTools.IsDump(file)
                ? $"{file} is of a store on PostgreSQL: give --database, an empty one"
                : $"{file} is no backup of a store", Failure.Usage);
        // Before anything is moved: what is damaged takes nobody's place.
        await using (var reader = SqliteBookStore.OpenReader(file))
            await BackupCommand.CheckedAsync(reader, file, ct);
        var (epoch, kept) = await SqliteBackup.RestoreAsync(file, path, reason, clock);
        await using var restored = SqliteBookStore.OpenReader(path);
        return new(epoch, await BackupCommand.CheckedAsync(restored, path, ct), kept);
    }

    private static async Task<Restored> ToDatabaseAsync(
        string file, string database, string path, string reason, PostgresTools tools, TimeProvider clock, CancellationToken ct)
    {
        if (!PostgresTools.IsDump(file))
            throw new Failure(SqliteBackup.IsBackup(file)
                ? $"{file} is of a store on SQLite: leave out --database"
                : $"{file} is no backup of a store", Failure.Usage);
        if (!await PostgresMigrations.PrepareRestoreAsync(database, ct))
            throw new Failure("the database holds a store already: create an empty one, and restore into that", Failure.Usage);
        var console = StatusTables.ConsoleOn(Console.Error, Console.IsErrorRedirected);
        await console.Status().StartAsync("pg_restore", _ => tools.RestoreAsync(database, file, ct));
        await PostgresMigrations.ApplyAsync(database, clock, ct);
        var epoch = await PostgresBookStore.BeginEpochAsync(database, path, reason, clock);
        await using var reader = PostgresBookStore.OpenReader(database);
        return new(epoch, await BackupCommand.CheckedAsync(reader, "the database", ct), null);
    }

    private sealed record Restored(int Epoch, StoreHead Head, string? Kept)
    {
        public string Json() => JsonOutput.Of(("epoch", Epoch), ("position", Head.Position), ("hash", Head.Hash), ("kept", Kept));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"restored, every hash is right: {Head.Position:N0} rows; epoch {Epoch} has begun. Start the site's processes")
            + (Kept is null ? "" : $"; what stood there before is {Kept}");
    }
}
