using System.CommandLine;
using CoopGrains.Cli.Keys;
using CoopGrains.Hosting;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Storage;
using Microsoft.Extensions.Configuration;

namespace CoopGrains.Cli.Commands;

/// <summary>Shows and changes the ring of keys that a site seals sessions and cursors with.</summary>
internal static class KeysCommand
{
    private const string About =
        "Shows and changes the keys that a site seals cursors, page sessions and their forms with. The site may run meanwhile: its "
        + "processes know within two seconds. Reads the site's settings from the environment (Coop__Data, Coop__Database, Coop__Keys, "
        + "Coop__KeyRing__…).";

    public static Command Create(TimeProvider clock)
    {
        var data = Option("--data", "DIR", "The data folder of the site, when its store is there");
        var database = CommonOptions.Database();
        var keys = Option("--keys", "DIR", "The folder of what the site's processes share, when it is not the data folder");
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var id = new Argument<string?>("ID") { Description = "The key, as list shows it", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All keys there are now" };
        var reason = new Option<string>("--reason") { Description = "Why, for those who look later", Required = true, HelpName = "TEXT" };

        var list = new Command("list", "Lists the keys") { data, database, keys, json };
        list.SetAction(parsed => Run(parsed, ring => Show(ring, parsed.GetValue(json))));
        var rotate = new Command("rotate", "Makes a new key, which is used in ten seconds; what older ones sealed still opens")
        {
            data, database, keys,
        };
        rotate.SetAction(parsed => Run(parsed, ring => Console.Out.WriteLine($"made {ring.Rotate()}; it is used in ten seconds")));
        var revoke = new Command("revoke", "Revokes keys: what they sealed opens no more. Sessions end, and lists begin anew")
        {
            id, all, reason, data, database, keys,
        };
        revoke.SetAction(parsed => Run(parsed, ring => Revoke(ring, parsed.GetValue(id), parsed.GetValue(all), parsed.GetValue(reason)!)));
        return new("keys", About) { list, rotate, revoke };

        Task<int> Run(ParseResult parsed, Action<Ring> run) => RunAsync(
            OptionsOf(parsed.GetValue(data), CommonOptions.DatabaseOf(parsed.GetValue(database)), parsed.GetValue(keys)), clock, run);
    }

    private static Option<string?> Option(string name, string value, string about) => new(name) { Description = about, HelpName = value };

    private static CoopOptions OptionsOf(string? data, string? database, string? keys)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var options = environment.GetSection(CoopOptions.Section).Get<CoopOptions>() ?? new();
        options.Data = data ?? options.Data;
        options.Database = database ?? (data is null ? options.Database : "");
        options.Keys = keys ?? options.Keys;
        return options;
    }

    private static async Task<int> RunAsync(CoopOptions options, TimeProvider clock, Action<Ring> run)
    {
        if (!options.IsShared && !File.Exists(options.StorePath))
            throw new Failure($"there is no store at {options.StorePath}; give --data, or --database", Failure.Usage);
        try
        {
            await using var ring = Ring.Open(options, clock);
            run(ring);
            return 0;
        }
        catch (ArgumentException wrong) when (options.IsShared)
        {
            throw new Failure($"the connection string is wrong: {wrong.Message}", Failure.Usage);
        }
        catch (Exception failed) when (failed is StoreUnavailableException or StoreRefusedException or InvalidOperationException
            or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new Failure(failed.Message);
        }
    }

    private static void Revoke(Ring ring, string? id, bool all, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new Failure("--reason needs a sentence", Failure.Usage);
        if (all == id is not null)
            throw new Failure("say which key, or --all", Failure.Usage);
        if (all)
            ring.RevokeAll(reason);
        else
            ring.Revoke(
                Guid.TryParse(id, out var key) && ring.Has(key) ? key : throw new Failure($"there is no key {id}", Failure.Usage), reason);
        Console.Out.WriteLine(all ? "revoked all keys there were" : $"revoked {id}");
    }

    private static void Show(Ring ring, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(ring.Json());
            return;
        }
        foreach (var key in ring.All())
            Console.Out.WriteLine($"{key.Id}  {key.From:yyyy-MM-dd'T'HH:mm:ss'Z'} to {key.To:yyyy-MM-dd}  {key.State}");
    }
}
