using System.CommandLine;
using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using CoopGrains.Storage.Postgres;

namespace CoopGrains.Cli.Commands;

/// <summary>Brings a PostgreSQL database to this build's schema.</summary>
internal static class MigrateCommand
{
    private const string About =
        "Brings a PostgreSQL database to the schema of this build, all or nothing. Safe to run again, and by several at once: one does it. "
        + "Sign in as the user who is to own the tables and may create roles; the site itself signs in as coop_app.";

    public static Command Create(TimeProvider clock)
    {
        var database = CommonOptions.Database();
        var scripts = new Option<string?>("--orleans-scripts")
        {
            Description = $"For a cluster of Orleans silos: the folder of its release's {OrleansScripts.Main} and {OrleansScripts.Clustering}, "
                + "which are applied first, once",
            HelpName = "DIR",
        };
        var json = JsonOutput.Option();
        var command = new Command("migrate", About) { database, scripts, json };
        command.SetAction(async (parsed, ct) =>
        {
            Show(await RunAsync(parsed.GetValue(database), parsed.GetValue(scripts), clock, ct), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static async Task<List<string>> RunAsync(string? asked, string? scripts, TimeProvider clock, CancellationToken ct)
    {
        var database = CommonOptions.DatabaseOf(asked) ?? throw new Failure("give --database", Failure.Usage);
        try
        {
            var applied = new List<string>();
            if (scripts is not null)
                applied.AddRange(await OrleansScripts.ApplyAsync(database, scripts, ct));
            applied.AddRange(await PostgresMigrations.ApplyAsync(database, clock, ct));
            await OrleansScripts.InstallStatementsAsync(database, ct);
            return applied;
        }
        catch (IOException missing) when (scripts is not null)
        {
            throw new Failure($"--orleans-scripts: {missing.Message}", Failure.Usage);
        }
        catch (ArgumentException wrong)
        {
            throw new Failure($"the connection string is wrong: {wrong.Message}", Failure.Usage);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreRefusedException)
        {
            throw new Failure(exception.Message);
        }
    }

    private static void Show(List<string> applied, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonOutput.Of(("applied", applied)));
            return;
        }
        foreach (var name in applied)
            Console.Out.WriteLine($"applied {name}");
        if (applied.Count == 0)
            Console.Out.WriteLine("nothing to do: the database has the schema of this build");
    }
}
