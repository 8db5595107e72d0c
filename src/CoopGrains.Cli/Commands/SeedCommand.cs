using System.CommandLine;
using System.Text.Json;
using CoopGrains.Cli.Identities;
using CoopGrains.Cli.Seed;
using CoopGrains.Cli.Site;

namespace CoopGrains.Cli.Commands;

/// <summary>Loads the seed network.</summary>
internal static class SeedCommand
{
    private const string About =
        "Loads the Điện Biên–Northern Laos network into a development site, as its own users. Twice gives the same as once.";

    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    public static Command Create(TimeProvider clock)
    {
        var address = CommonOptions.Address();
        var key = CommonOptions.Key();
        var ifEmpty = new Option<bool>("--if-empty")
        {
            Description = "Do nothing when the site already has a network; an interrupted seed is finished",
        };
        var bare = new Option<bool>("--without-entries")
        {
            Description = "Leave the reported figures out: they are to come from a file, by coop import",
        };
        var json = JsonOutput.Option();
        var command = new Command("seed", About) { address, key, ifEmpty, bare, json };
        command.SetAction(async (parsed, ct) =>
        {
            var url = CommonOptions.AddressOf(parsed.GetRequiredValue(address));
            using var file = KeyFile.Open(parsed.GetRequiredValue(key), clock);
            using var site = new SiteClient(url, file, clock);
            if (parsed.GetValue(ifEmpty) && await IsLoadedAsync(site, ct))
            {
                Console.Out.WriteLine(parsed.GetValue(json)
                    ? JsonOutput.Of(("made", 0), ("replayed", 0))
                    : "The store holds a network; nothing was loaded.");
                return 0;
            }
            var (made, replayed) = await LoadAsync(site, parsed.GetValue(bare), parsed.GetValue(json) ? Console.Error : Console.Out, clock, ct);
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonOutput.Of(("made", made), ("replayed", replayed))
                : $"Seed loaded: {made} writes took effect, {replayed} had before.");
            return 0;
        });
        return command;
    }

    private static async Task<(int Made, int Replayed)> LoadAsync(
        SiteClient site, bool bare, TextWriter progress, TimeProvider clock, CancellationToken ct)
    {
        using var run = new SeedRun(site);
        var (made, replayed) = (0, 0);
        foreach (var name in SeedFiles.Names.Where(name => !bare || name != SeedFiles.Entries))
        {
            var count = await run.SendAsync(SeedFiles.Read(name), ct);
            progress.WriteLine($"  {name,-11} {count.Made,4} new {count.Replayed,4} there before");
            (made, replayed) = (made + count.Made, replayed + count.Replayed);
        }
        await UntilQuietAsync(site, clock, ct);
        return (made, replayed);
    }

    // The last write of the seed is a proposal in Điện Biên's book: without it a seed was broken off, or another network begun.
    private static async Task<bool> IsLoadedAsync(SiteClient site, CancellationToken ct)
    {
        var provinces = (await site.RequireAsync(KnownUsers.Operator, "/v1/provinces?limit=200&national=true", ct)).GetProperty("items");
        if (provinces.GetArrayLength() == 0)
            return false;
        var first = SeedFiles.Read(SeedFiles.Names[0]).Items[0];
        var id = first.Body.GetProperty("id").GetString();
        // A seed that was broken off has entered its first body, and takes that write again; another network is left alone.
        if (!provinces.EnumerateArray().Any(province => province.GetProperty("book").GetString() == $"province/{id}")
            || !(await site.WriteAsync(KnownUsers.Operator, first.Method, first.Path, first.Key, first.Body.GetRawText(), ct)).Succeeded)
            return true;
        return await HasLastAsync(site, SeedFiles.Read("proposals").Items[^1], ct);
    }

    private static async Task<bool> HasLastAsync(SiteClient site, SeedItem last, CancellationToken ct)
    {
        var book = await site.ReadAsync(KnownUsers.Of(last.By), last.Path[..last.Path.LastIndexOf('/')], null, ct);
        var id = last.Body.GetProperty("id").GetString();
        // Whoever is refused has not been appointed yet.
        return book.Succeeded && book.Body.GetProperty("commitments").EnumerateArray()
            .Any(one => one.GetProperty("commitment").GetProperty("id").GetString() == id);
    }

    private static async Task UntilQuietAsync(SiteClient site, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        // Twice in a row: the first may be from before the courier heard of its own last write.
        for (var quiet = 0; ;)
        {
            var state = await site.RequireAsync(KnownUsers.Operator, "/v1/operations/quiet", ct);
            quiet = state.GetProperty("quiet").GetBoolean() ? quiet + 1 : 0;
            if (quiet == 2)
            {
                ShowUndelivered(state.GetProperty("undelivered"));
                return;
            }
            if (clock.GetElapsedTime(began) > QuietWithin)
                throw new Failure(
                    $"all is written, but the site was not quiet within {QuietWithin.TotalSeconds:0} s: {state.GetRawText()}");
            await Task.Delay(BetweenQuestions, clock, ct);
        }
    }

    private static void ShowUndelivered(JsonElement undelivered)
    {
        foreach (var one in undelivered.EnumerateArray())
        {
            string Member(string name) => one.GetProperty(name).ToString();
            Console.Error.WriteLine($"coop: {Member("to")} refused {Member("command")} after {Member("from")}: {Member("code")}");
        }
    }
}
