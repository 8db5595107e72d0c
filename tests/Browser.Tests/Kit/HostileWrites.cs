using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestKit;

namespace Browser.Tests.Kit;

/// <summary>
/// Writes of every kind, as the examples of the API document are recorded by them (<c>steps.json</c>) and with what those leave out
/// (<c>hostile.json</c>), each free text of which is one of <see cref="Attacks"/>, in turn.
/// </summary>
internal sealed partial class HostileWrites(BrowserSite site)
{
    private static readonly string[] Wordless = ["/documents", "/attachments"];

    private readonly Dictionary<string, string> _kept = [];
    private readonly List<string> _left = [.. Attacks.All];
    private int _step;

    /// <summary>The fields that were filled, by the last word of the route and the names down to the field.</summary>
    public HashSet<string> Filled { get; } = [];

    /// <summary>The field that each text went into first.</summary>
    public Dictionary<string, string> Where { get; } = [];

    /// <summary>The pages that show what was written.</summary>
    public SortedSet<string> Pages { get; } = [];

    /// <summary>Writes all.</summary>
    public async Task WriteAsync()
    {
        _kept["border"] = (await site.Api.ListAsync(People.Coordinator, "/v1/programs"))
            .Select(program => program.GetProperty("book").GetString()!.Split('/')[1]).First(id => id.StartsWith("r-", StringComparison.Ordinal));
        foreach (var file in (string[])["EndToEnd.Tests/Reference/steps.json", "Browser.Tests/hostile.json"])
            foreach (var step in JsonNode.Parse(await File.ReadAllTextAsync(RepositoryRoot.PathOf("tests", file)))!.AsArray())
                if (step!["do"]?.ToString().Split(' ') is ["POST" or "PUT", var path] words && !Wordless.Any(path.Contains))
                    await PlayAsync(step.AsObject(), words[0], Word(path));
    }

    private async Task PlayAsync(JsonObject step, string method, string path)
    {
        var (who, key) = (step["by"]!.ToString(), string.Create(CultureInfo.InvariantCulture, $"hostile/{++_step}"));
        if (step["file"] is { } file)
        {
            var import = await site.TryFileAsync(who, key, Cell().Replace(file.ToString(), _ => Quoted(Next(""))));
            Keep(step, path, new JsonObject { ["id"] = import });
            return;
        }
        var body = JsonNode.Parse(Word(step["body"]!.ToJsonString()))!;
        FreeTexts.Replace(body, path, field =>
        {
            Filled.Add(field);
            return Next(field);
        });
        var revision = step["revision"]?.GetValue<int>();
        var reply = method == "PUT"
            ? await site.Api.PutAsync(who, path, key, body, revision)
            : await site.Api.PostAsync(who, path, key, body, revision);
        Assert.True(reply.Status is >= 200 and < 300, $"{method} {path} with {body}: {reply.Status} {reply.Text}");
        Keep(step, path, JsonNode.Parse(reply.Text)!);
        if (reply.Version is { } version)
            (await site.Api.GetAsync(who, "/v1/provinces?limit=1", version)).Ok();
    }

    private void Keep(JsonObject step, string path, JsonNode reply)
    {
        var id = (reply["id"] ?? reply["import"])?.ToString();
        if (step["keep"] is { } name)
            _kept[name.ToString()] = id!;
        var parts = path.Split('?')[0].Split('/')[2..];
        if (parts is ["imports"])
            Pages.Add("/my-work/imports/" + id);
        if (parts is not [("provinces" or "agreements" or "programs") and var books, ..])
            return;
        var book = $"/{books}/{(parts.Length == 1 || parts[1] == "registrations" || parts[^1] == "renewals" ? id : parts[1])}";
        Pages.UnionWith([book, book + "/history", $"/my-work{book}/do", .. Begun[books].Select(act => $"/my-work{book}/do/{act}")]);
        if (parts.Length > 2)
            Pages.UnionWith(OfPart(book, parts[^1] == "entries" ? "entries" : parts[2], parts.Length > 3 && parts[^1] != "entries" ? parts[3] : id!));
        else if (books == "agreements")
            Pages.Add("/my-work" + book);
    }

    // Forms that show what there is already.
    private static readonly Dictionary<string, string[]> Begun = new()
    {
        ["agreements"] = ["editText", "amend", "renew", "correctTalks", "setTarget"],
        ["programs"] = ["endTwinning", "lockPeriod", "askToUnlock"],
        ["provinces"] = ["setNames", "retractOccasion", "appoint", "closeAgency"],
    };

    // What is made in a book has pages of its own.
    private static string[] OfPart(string book, string kind, string one) => kind switch
    {
        "entries" => [$"{book}/entries/{one}", $"/my-work{book}/entries/{one}"],
        "cases" or "conflicts" => [$"/my-work{book}/{kind}/{one}"],
        "talks" or "amendments" when one != "registrations" => [$"/my-work{book}/{kind}/{one}"],
        "units" => [$"/my-work{book}/do/correctUnit/{one}"],
        "offices" => [$"/my-work{book}/do/correctHolder/{one}"],
        "twinnings" => [$"/my-work{book}/do/correctTwinning/{one}"],
        "commitments" => [$"/my-work{book}/asks/{one}", $"/my-work{book}/commitments/{one}"],
        _ when book.StartsWith("/agreements", StringComparison.Ordinal) => ["/my-work" + book],
        _ => [],
    };

    // Each once before any comes again; evidence takes no angle brackets and no scheme but http.
    private string Next(string field)
    {
        var text = _left.First(one => !field.EndsWith("evidence", StringComparison.Ordinal)
            || (one.AsSpan().IndexOfAny('<', '>') < 0 && !one.StartsWith("javascript:", StringComparison.Ordinal)));
        Where.TryAdd(text, field);
        _left.Remove(text);
        _left.Add(text);
        return text;
    }

    private string Word(string text) => InBraces().Replace(text, word => _kept.GetValueOrDefault(word.Groups[1].Value, word.Value));

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"(?<=,)(x|ba mươi)(?=[,\n])")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();
}
