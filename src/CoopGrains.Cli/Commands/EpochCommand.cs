using System.CommandLine;
using CoopGrains.Hosting;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;

namespace CoopGrains.Cli.Commands;

/// <summary>Begins a new epoch of a store.</summary>
internal static class EpochCommand
{
    private const string About =
        "Begins a new epoch of a store: after a restore, or to accept that rows were lost. Stop the site's processes first. "
        + "Readers that saw an earlier epoch are told to begin anew; nothing else changes.";

    public static Command Create(TimeProvider clock)
    {
        var (reason, data) = (CommonOptions.Reason(), CommonOptions.DataOfAnchor());
        var database = CommonOptions.Database();
        var json = JsonOutput.Option();
        var command = new Command("epoch", About) { reason, data, database, json };
        command.SetAction(async (parsed, _) =>
        {
            var epoch = await RunAsync(
            CommonOptions.DatabaseOf(parsed.GetValue(database)) ?? "", parsed.GetValue(data)!,
            CommonOptions.ReasonOf(parsed.GetValue(reason)!), clock);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonOutput.Of(("epoch", epoch))
                : $"epoch {epoch} has begun. Start the site's processes; then coop verify");
            return 0;
        });
        return command;
    }

    private static async Task<int> RunAsync(string database, string data, string reason, TimeProvider clock)
    {
        var path = new CoopOptions { Data = data, Database = database }.StorePath;
        if (database.Length == 0 && !File.Exists(path))
            throw new Failure($"there is no store at {path}; of a store on PostgreSQL give --database", Failure.Usage);
        return await Failure.OfStoreAsync(database.Length > 0, () =>
        {
            Directory.CreateDirectory(data);
            return database.Length > 0
                ? PostgresBookStore.BeginEpochAsync(database, path, reason, clock)
                : SqliteBookStore.BeginEpochAsync(path, reason, clock);
        });
    }
}
