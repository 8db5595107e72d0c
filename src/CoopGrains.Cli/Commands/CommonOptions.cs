using System.CommandLine;
using System.Data.Common;

namespace CoopGrains.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<string> Address() => new("--address")
    {
        Description = "Address of the site, such as http://127.0.0.1:5080",
        Required = true,
        HelpName = "URL",
    };

    public static Option<string> Key() => new("--key")
    {
        Description = "The development site's key, dev-key.json in its data folder",
        Required = true,
        HelpName = "FILE",
    };

    /// <summary>Where a store's anchor stands.</summary>
    public static Option<string> DataOfAnchor() => new("--data")
    {
        Description = "The data folder of a process of the site, whose anchor knows the last epoch; of a new site an empty one",
        Required = true,
        HelpName = "DIR",
    };

    public static Option<string> Reason() => new("--reason")
    {
        Description = "Why, for those who read the store later",
        Required = true,
        HelpName = "TEXT",
    };

    /// <summary>The reason, which is not empty.</summary>
    public static string ReasonOf(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? throw new Failure("--reason needs a sentence", Failure.Usage) : reason;

    public static Option<string?> Tools() => new("--tools")
    {
        Description = "The folder of PostgreSQL's client programs, when they are not where they usually are",
        HelpName = "DIR",
    };

    private const string DatabaseVariable = "COOP_DATABASE";

    public static Option<string?> Database() => new("--database")
    {
        Description =
            $"A PostgreSQL database: Host=…;Database=…;Username=…; without it {DatabaseVariable} is read, which hides a password better",
        HelpName = "STRING",
    };

    /// <summary>The connection string that was given, checked; null if there is none.</summary>
    public static string? DatabaseOf(string? asked)
    {
        var database = asked ?? Environment.GetEnvironmentVariable(DatabaseVariable);
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = database };
            return database;
        }
        catch (ArgumentException wrong)
        {
            throw new Failure($"the connection string is wrong: {wrong.Message}", Failure.Usage);
        }
    }

    /// <summary>The address, checked.</summary>
    public static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new Failure($"--address needs a URL such as http://127.0.0.1:5080, not \"{text}\"", Failure.Usage);
}
