using System.CommandLine;
using CoopGrains.Storage;
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
        var command = new Command("migrate", About) { database };
        command.SetAction(async (parsed, ct) => await RunAsync(parsed.GetValue(database), clock, ct));
        return command;
    }

    private static async Task<int> RunAsync(string? asked, TimeProvider clock, CancellationToken ct)
    {
        var database = CommonOptions.DatabaseOf(asked) ?? throw new Failure("give --database", Failure.Usage);
        try
        {
            var applied = await PostgresMigrations.ApplyAsync(database, clock, ct);
            foreach (var name in applied)
                Console.Out.WriteLine($"applied {name}");
            if (applied.Count == 0)
                Console.Out.WriteLine("nothing to do: the database has the schema of this build");
            return 0;
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
}
