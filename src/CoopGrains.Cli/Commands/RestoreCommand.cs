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
        "Puts a backup in the place of a store, all of it or up to a moment, checks every hash in it and begins a new epoch: readers of "
        + "what is not brought back are told to begin anew. Stop the site's processes first. A SQLite store that stands there is kept "
        + "under another name; a database must be empty.";

    private const string Moment = "an instant with its zone, such as 2026-11-21T08:30:00+07:00, or a position of the journal";

    // Without a zone it would be that of this machine.
    private static readonly string[] Instants =
        ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static Command Create(TimeProvider clock)
    {
        var path = new Argument<string>("FILE") { Description = "What coop backup wrote" };
        var until = new Option<string?>("--until")
        {
            Description = $"The last moment to bring back: {Moment}",
            HelpName = "MOMENT",
        };
        var (data, reason) = (CommonOptions.DataOfAnchor(), CommonOptions.Reason());
        var (database, tools, json) = (CommonOptions.Database(), CommonOptions.Tools(), JsonOutput.Option());
        var command = new Command("restore", About) { path, until, data, reason, database, tools, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetRequiredValue(path);
            if (!File.Exists(file))
                throw new Failure($"there is no {file}", Failure.Usage);
            var asked = new RestoreRequest(MomentOf(parsed.GetValue(until)), CommonOptions.ReasonOf(parsed.GetRequiredValue(reason)));
            var restored = await RunAsync(file, parsed.GetRequiredValue(data), asked,
                CommonOptions.DatabaseOf(parsed.GetValue(database)), new(parsed.GetValue(tools)), clock, ct);
            Console.Out.WriteLine(parsed.GetValue(json) ? restored.Json() : restored.ToString());
            return 0;
        });
        return command;
    }

    private static RestorePoint? MomentOf(string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(null, position)
        : DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new(instant, null)
        : throw new Failure($"--until needs {Moment}, not \"{text}\"", Failure.Usage);

    private static async Task<Restored> RunAsync(
        string file, string data, RestoreRequest asked, string? database, PostgresTools tools, TimeProvider clock, CancellationToken ct)
    {
        var path = new CoopOptions { Data = data, Database = database ?? "" }.StorePath;
        return await Failure.OfStoreAsync(database is not null, () =>
        {
            Directory.CreateDirectory(data);
            return database is null
                ? ToFileAsync(file, path, asked, clock, ct)
                : ToDatabaseAsync(file, database, path, asked, tools, clock, ct);
        });
    }

    private static async Task<Restored> ToFileAsync(
        string file, string path, RestoreRequest asked, TimeProvider clock, CancellationToken ct)
    {
        if (!SqliteBackup.IsBackup(file))
            throw new Failure(PostgresTools.IsDump(file)
                ? $"{file} is of a store on PostgreSQL: give --database, an empty one"
                : $"{file} is no backup of a store", Failure.Usage);
        // Before anything is moved: what is damaged takes nobody's place.
        var done = await SqliteBackup.RestoreAsync(file, path, asked, copy => BackupCommand.CheckedAsync(copy, file, ct), clock);
        await using var restored = SqliteBookStore.OpenReader(path);
        return new(done, await restored.HeadAsync(ct));
    }

    private static async Task<Restored> ToDatabaseAsync(
        string file, string database, string path, RestoreRequest asked, PostgresTools tools, TimeProvider clock, CancellationToken ct)
    {
        if (!PostgresTools.IsDump(file))
            throw new Failure(SqliteBackup.IsBackup(file)
                ? $"{file} is of a store on SQLite: leave out --database"
                : $"{file} is no backup of a store", Failure.Usage);
        if (!await PostgresMigrations.PrepareRestoreAsync(database, ct))
            throw new Failure("the database holds a store already: create an empty one, and restore into that", Failure.Usage);
        var console = StatusTables.ConsoleOn(Console.Error, Console.IsErrorRedirected);
        await console.Status().StartAsync("pg_restore", _ => tools.RestoreAsync(database, file, ct));
        RestoredStore done;
        try
        {
            done = await PostgresRestore.FinishAsync(database, path, asked, clock, ct);
        }
        catch (StoreRefusedException refused) when (refused.Refusal == StoreRefusal.NoSuchMoment)
        {
            throw new Failure(refused.Message + " The database holds all of the backup now: create an empty one for the next try.");
        }

        await using var reader = PostgresBookStore.OpenReader(database);
        return new(done, await BackupCommand.CheckedAsync(reader, "the database", ct));
    }

    private sealed record Restored(RestoredStore Store, StoreHead Head)
    {
        public string Json() => JsonOutput.Of(
            ("epoch", Store.Epoch), ("position", Head.Position), ("recordedAt", Head.RecordedAt), ("hash", Head.Hash),
            ("leftOut", Store.LeftOut?.Rows), ("agencies", Store.LeftOut?.Agencies), ("kept", Store.Kept));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"restored, every hash is right: {Head.Position:N0} rows, the last of {Head.RecordedAt:u}; epoch {Store.Epoch} has begun. ")
            + Left() + "Start the site's processes" + (Store.Kept is null ? "" : $"; what stood there before is {Store.Kept}");

        private string Left() => Store.LeftOut switch
        {
            null => "",
            { Rows: 0 } => "Nothing came later. ",
            var left => string.Create(CultureInfo.InvariantCulture,
                $"{left.Rows:N0} later rows were left out; tell their agencies: {string.Join(", ", left.Agencies)}. "),
        };
    }
}
