using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Command = System.CommandLine.Command;

namespace CoopGrains.Cli.Commands;

/// <summary>Mends a book whose row or snapshot is broken.</summary>
internal static class RepairCommand
{
    private const string About =
        "Mends what is kept of one book beside the journal, by reading the journal: its row is written as its events have it, and a snapshot "
        + "that does not agree is dropped. What stood there is kept as a file first. The journal is never changed: if that is damaged, nothing "
        + "is. Stop a site on SQLite first; on PostgreSQL its processes may run, and the owner signs in.";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(TimeProvider clock)
    {
        var book = new Option<string>("--book")
        {
            Description = "The book, such as program/db-lpb-scholarship",
            Required = true,
            HelpName = "KEY"
        };
        var without = new Option<bool>("--without-snapshot")
        {
            Description = "Drop the book's snapshot though its hash is right: for one of which coop verify says that it cannot be read, or differs",
        };
        var (data, reason) = (CommonOptions.DataOfAnchor(), CommonOptions.Reason());
        var (database, json) = (CommonOptions.Database(), JsonOutput.Option());
        var command = new Command("repair", About) { book, data, reason, database, without, json };
        command.SetAction(async (parsed, ct) =>
        {
            var done = await RunAsync(KeyOf(parsed.GetRequiredValue(book)), parsed.GetRequiredValue(data),
                CommonOptions.ReasonOf(parsed.GetRequiredValue(reason)), CommonOptions.DatabaseOf(parsed.GetValue(database)),
                parsed.GetValue(without), clock, ct);
            Console.Out.WriteLine(parsed.GetValue(json) ? done.Json() : done.ToString());
            return 0;
        });
        return command;
    }

    private static BookKey KeyOf(string text) => BookKey.TryParse(text, out var key)
        ? key
        : throw new Failure($"\"{text}\" is no book: give a key such as program/db-lpb-scholarship", Failure.Usage);

    private static async Task<Done> RunAsync(
        BookKey book, string data, string reason, string? database, bool dropSnapshot, TimeProvider clock, CancellationToken ct)
    {
        var path = new CoopOptions { Data = data, Database = database ?? "" }.StorePath;
        if (database is null && !File.Exists(path))
            throw new Failure($"there is no store at {path}; of a store on PostgreSQL give --database", Failure.Usage);
        var now = clock.GetUtcNow();
        var at = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = Path.Combine(data, $"repair-{book.ToString().Replace('/', '-')}-{at}.json");
        var asked = new RepairRequest(book.ToString(), BookNames.KindOf(book), BookNames.IsRestricted(book), dropSnapshot,
            found => Keep(file, found, now, reason));
        try
        {
            var repair = await Failure.OfStoreAsync(database is not null, () =>
            {
                Directory.CreateDirectory(data);
                return database is null
                    ? SqliteBookStore.RepairAsync(path, asked, clock)
                    : PostgresBookStore.RepairAsync(database, path, asked, ct);
            });
            return new(repair, repair.IsNeeded ? file : null);
        }
        catch (BookUnreadableException damaged)
        {
            throw new Failure($"the journal itself is damaged, and nothing was changed: {damaged.Message}");
        }
    }

    // For its owner alone: it may hold what the book does.
    private static void Keep(string file, BookRepair found, DateTimeOffset at, string reason)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var stream = new FileStream(file, options);
            JsonSerializer.Serialize(stream, new { at, reason, found }, Indented);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception unkept) when (unkept is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"what was found cannot be kept as {file}, so nothing was changed: {unkept.Message}");
        }
    }

    private sealed record Done(BookRepair Repair, string? Evidence)
    {
        public string Json() => JsonOutput.Of(("book", Repair.BookKey), ("mended", Repair.IsNeeded), ("wrong", Repair.Wrong),
            ("version", Repair.After.Version), ("hash", Repair.After.Hash), ("snapshotDropped", Repair.DropsSnapshot), ("evidence",
                Evidence));

        public override string ToString() => Evidence is null
            ? $"{Repair.BookKey} agrees with its journal: nothing was changed"
            : string.Create(CultureInfo.InvariantCulture,
                $"{Repair.BookKey}: {(Repair.Wrong.Count > 0 ? string.Join("; ", Repair.Wrong) : "its snapshot was dropped")}. Mended: "
                + $"version {Repair.After.Version:N0}, as its journal has it; what stood there is {Evidence}");
    }
}
