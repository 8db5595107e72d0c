using System.CommandLine;
using CoopGrains.Cli.Identities;
using CoopGrains.Cli.Site;
using CoopGrains.Cli.Status;

namespace CoopGrains.Cli.Commands;

/// <summary>Shows the network in the terminal.</summary>
internal static class StatusCommand
{
    private const string About = "Shows provinces, instruments, commitments, targets, and what was reported, confirmed and disputed.";

    public static Command Create(TimeProvider clock)
    {
        var address = CommonOptions.Address();
        var key = CommonOptions.Key();
        var json = new Option<bool>("--json") { Description = "Print what the site answered, as JSON" };
        var reader = new Option<string>("--as")
        {
            Description = "Who looks; a cleared user also sees restricted programs of its province",
            HelpName = "AGENCY/USER",
            DefaultValueFactory = _ => KnownUsers.Overseer,
        };
        var command = new Command("status", About) { address, key, reader, json };
        command.SetAction(async (parsed, ct) =>
        {
            var url = CommonOptions.AddressOf(parsed.GetRequiredValue(address));
            var actor = KnownUsers.Of(parsed.GetRequiredValue(reader));
            using var file = KeyFile.Open(parsed.GetRequiredValue(key), clock);
            using var site = new SiteClient(url, file, clock);
            var picture = await NetworkPicture.TakeAsync(site, actor, ct);
            if (parsed.GetValue(json))
                WriteJson(picture);
            else
                StatusTables.Draw(picture, StatusTables.ConsoleOn(Console.Out, Console.IsOutputRedirected));
            return 0;
        });
        return command;
    }

    private static void WriteJson(NetworkPicture picture)
    {
        using var output = Console.OpenStandardOutput();
        picture.WriteTo(output);
        output.Write("\n"u8);
    }
}
