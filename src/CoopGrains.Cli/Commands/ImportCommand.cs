using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using CoopGrains.Cli.Identities;
using CoopGrains.Cli.Site;
using CoopGrains.Cli.Status;
using Spectre.Console;

namespace CoopGrains.Cli.Commands;

/// <summary>Sends a file of entries and follows what becomes of it.</summary>
internal static class ImportCommand
{
    private const int AllTaken = 0;
    private const int SomeRefused = 2;
    private const int Shown = 20;

    private const string About =
        "Reports the rows of a file (csv, xlsx, json) as entries. Ends with 0 when all are taken, 2 when some rows are refused, 1 when it failed.";

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(200);

    public static Command Create(TimeProvider clock)
    {
        var (address, key) = (CommonOptions.Address(), CommonOptions.Key());
        var path = new Argument<string>("FILE") { Description = "The file" };
        var who = new Option<string>("--as") { Description = "Who reports", HelpName = "AGENCY/USER", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would become of each row; write nothing" };
        var correct = new Option<bool>("--correct") { Description = "A row that differs from its entry corrects it; otherwise it is refused" };
        var errors = new Option<string?>("--errors") { Description = "Write the refused rows, with why, into this file", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print what the site answered, as JSON" };
        var language = FileOptions.Language();
        var command = new Command("import", About) { path, address, key, who, dry, correct, errors, language, json };
        command.SetAction(async (parsed, ct) =>
        {
            var file = parsed.GetRequiredValue(path);
            var actor = KnownUsers.Of(parsed.GetRequiredValue(who));
            var type = FileOptions.MediaTypeOf(file);
            var content = await ReadAsync(file, ct);
            using var keyFile = KeyFile.Open(parsed.GetRequiredValue(key), clock);
            using var site = new SiteClient(CommonOptions.AddressOf(parsed.GetRequiredValue(address)), keyFile, clock);
            var (isDry, strategy) = (parsed.GetValue(dry), parsed.GetValue(correct) ? "correct" : "new");
            var lang = parsed.GetRequiredValue(language);
            var query = $"?dryRun={(isDry ? "true" : "false")}&strategy={strategy}&lang={lang}";
            // The same file, sent again, is the same import: what was broken off goes on.
            var same = $"import-{strategy}-{(isDry ? "dry-" : "")}{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}";
            var begun = await site.UploadAsync(actor, "/v1/imports" + query, content, type, same, ct);
            if (!begun.Succeeded)
                throw new Failure($"{file} was not taken: {begun.Problem()}");
            var ended = await FollowAsync(site, actor, begun.Body, lang, clock, ct);
            if (parsed.GetValue(errors) is { } into)
                await SaveErrorsAsync(site, actor, ended, into, lang, ct);
            Show(ended, parsed.GetValue(json), isDry);
            return ended.GetProperty("refused").GetInt32() == 0 ? AllTaken : SomeRefused;
        });
        return command;
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, ct);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure($"{file} cannot be read: {exception.Message}");
        }
    }

    private static async Task<JsonElement> FollowAsync(
        SiteClient site, Contracts.Actor actor, JsonElement begun, string lang, TimeProvider clock, CancellationToken ct)
    {
        var now = begun;
        await StatusTables.Bars().StartAsync(async progress =>
        {
            var bar = progress.AddTask("rows", maxValue: Math.Max(1, now.GetProperty("total").GetInt32()));
            while (!now.GetProperty("finished").GetBoolean())
            {
                bar.Value = now.GetProperty("done").GetInt32();
                await Task.Delay(BetweenQuestions, clock, ct);
                now = await site.RequireAsync(actor, $"/v1/imports/{now.GetProperty("id").GetString()}?lang={lang}", ct);
            }
            bar.Value = bar.MaxValue;
        });
        return now.GetProperty("brokenBy").GetString() is { } code
            ? throw new Failure($"the import was broken off ({code}): send the same file again, no row takes effect twice")
            : now;
    }

    private static async Task SaveErrorsAsync(SiteClient site, Contracts.Actor actor, JsonElement ended, string into, string lang, CancellationToken ct)
    {
        await using var output = FileOptions.Create(into);
        await site.DownloadAsync(actor, $"/v1/imports/{ended.GetProperty("id").GetString()}/errors?lang={lang}", output, ct);
    }

    private static void Show(JsonElement ended, bool asJson, bool isDry)
    {
        if (asJson)
        {
            Console.Out.WriteLine(ended.GetRawText());
            return;
        }
        int Count(string name) => ended.GetProperty(name).GetInt32();
        Console.Out.WriteLine(
            $"{Count("total")} rows: {Count("taken")} {(isDry ? "would be taken" : "taken")}, {Count("unchanged")} there before, "
            + $"{Count("corrected")} corrected, {Count("passedOver")} passed over, {Count("refused")} refused");
        foreach (var row in ended.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("result").GetString() == "refused").Take(Shown))
            foreach (var problem in row.GetProperty("problems").EnumerateArray())
                Console.Out.WriteLine(
                    $"  {problem.GetProperty("cell").GetString() ?? $"row {row.GetProperty("row")}"}: {problem.GetProperty("detail").GetString()}");
    }
}
