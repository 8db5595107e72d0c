using System.CommandLine;

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

    /// <summary>The address, checked.</summary>
    public static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new Failure($"--address needs a URL such as http://127.0.0.1:5080, not \"{text}\"", Failure.Usage);
}
