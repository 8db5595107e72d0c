using System.CommandLine;
using CoopGrains.Cli.Identities;
using CoopGrains.Cli.Site;
using CoopGrains.Cli.Status;
using Spectre.Console;

namespace CoopGrains.Cli.Commands;

/// <summary>Saves the entries of a site as a file.</summary>
internal static class ExportCommand
{
    private const string About = "Saves every entry that a user sees as a file: csv, xlsx or json, by the name of the file.";

    public static Command Create(TimeProvider clock)
    {
        var (address, key) = (CommonOptions.Address(), CommonOptions.Key());
        var path = new Argument<string>("FILE") { Description = "The file to write, ending in .csv, .xlsx or .json" };
        var who = new Option<string>("--as")
        {
            Description = "Who reads; a cleared user also sees restricted programs of its province",
            HelpName = "AGENCY/USER",
            DefaultValueFactory = _ => KnownUsers.Overseer,
        };
        var filters = new[] { "book", "agreement", "area", "province", "period" }
            .Select(name => (Name: name, Option: new Option<string?>("--" + name) { Description = $"Only of this {name}", HelpName = name.ToUpperInvariant() }))
            .ToArray();
        var json = JsonOutput.Option();
        var language = FileOptions.Language();
        var command = new Command("export", About) { path, address, key, who, language, json };
        foreach (var (_, option) in filters)
            command.Add(option);
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetRequiredValue(path);
            _ = FileOptions.MediaTypeOf(file);
            var actor = KnownUsers.Of(parsed.GetRequiredValue(who));
            using var keyFile = KeyFile.Open(parsed.GetRequiredValue(key), clock);
            using var site = new SiteClient(CommonOptions.AddressOf(parsed.GetRequiredValue(address)), keyFile, clock);
            var query = $"/v1/exports?format={Path.GetExtension(file)[1..].ToLowerInvariant()}&lang={parsed.GetRequiredValue(language)}" + string.Concat(filters
                .Where(filter => parsed.GetValue(filter.Option) is not null)
                .Select(filter => $"&{filter.Name}={Uri.EscapeDataString(parsed.GetValue(filter.Option)!)}"));
            var size = await SaveAsync(site, actor, query, file, ct);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonOutput.Of(("file", file), ("bytes", size))
                : $"{file}: {size} bytes");
            return 0;
        });
        return command;
    }

    private static Task<long> SaveAsync(SiteClient site, Contracts.Actor actor, string query, string file, CancellationToken ct) =>
        FileOptions.WholeAsync(file, async part =>
        {
            await using var output = FileOptions.Create(part);
            var console = StatusTables.ConsoleOn(Console.Error, Console.IsErrorRedirected);
            await console.Status().StartAsync("receiving", _ => site.DownloadAsync(actor, query, output, ct));
            return output.Length;
        });
}
