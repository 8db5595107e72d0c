using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestKit;

namespace EndToEnd.Tests.Reference;

/// <summary>One step: a write of the seed, named by its key, or a request of its own. <c>{words}</c> stand for what earlier steps kept.</summary>
internal sealed record Step
{
    /// <summary>The key of an item of the seed, which is sent again; null when the step says all itself.</summary>
    public string? Seed { get; init; }

    /// <summary>Agency and user.</summary>
    public string By { get; init; } = "";

    /// <summary>Method and path.</summary>
    public string Do { get; init; } = "";

    /// <summary>The command.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The revision that was read.</summary>
    public int? Revision { get; init; }

    /// <summary>A file to send, and its type.</summary>
    public string? File { get; init; }

    public string? Type { get; init; }

    /// <summary>The word to keep the id of what was made under.</summary>
    public string? Keep { get; init; }
}

/// <summary>Plays the steps on a seeded site and keeps the first body and the first answer of each kind, as the API document shows them.</summary>
internal sealed partial class ExampleRun(Site site, OperationsOfDocument operations) : IDisposable
{
    private const string Instant = "2026-11-21T03:00:00Z";
    private const string Stamp = "DTSTAMP:20261121T030000Z";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Cursor = "c3VjaCBhcyB0aGlz";
    private const string Grant = "x-0123456789abcdef";
    private const int Room = 150;

    private static readonly string[] Languages = ["vi", "lo", "en"];
    private static readonly string[] SeedFiles =
        ["provinces", "agencies", "units", "offices", "agreements", "talks", "events", "programs", "twinnings", "entries", "proposals", "conflicts"];

    private readonly HttpClient _http = new() { BaseAddress = site.Address };
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonNode> _requests = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonObject> _replies = new(StringComparer.Ordinal);

    /// <summary>Bodies of requests and, by language or once for all, replies; as the text of the file that the document reads.</summary>
    public async Task<string> RecordAsync()
    {
        await site.Api.UntilQuietAsync(Site.Operator);
        // By somebody who sees nothing restricted: what a stream shows of that is recorded as it comes.
        using var stream = await site.Api.StreamAsync("vn-db-education/recorder", "?province=vn-db");
        var seed = SeedFiles.SelectMany(SeedItems).ToDictionary(item => (string)item["key"]!);
        foreach (var step in JsonSerializer.Deserialize<Step[]>(
            await System.IO.File.ReadAllTextAsync(RepositoryRoot.PathOf("tests", "EndToEnd.Tests", "Reference", "steps.json")), JsonSerializerOptions.Web)!)
            await PlayAsync(step.Seed is { } key ? OfSeed(seed[key]!, step) : step, step.Seed);
        SentEvent? change;
        do
            change = await stream.NextAsync();
        while (change!.IsEmpty);
        Keep("200 ChangeItem", "", change.Data!);
        return new JsonObject
        {
            ["requests"] = new JsonObject(_requests.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
            ["replies"] = new JsonObject(_replies.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)Once(one.Value)))),
        }.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    public void Dispose() => _http.Dispose();

    private async Task PlayAsync(Step step, string? seedKey)
    {
        var (method, path) = (step.Do.Split(' ')[0], Filled(step.Do.Split(' ')[1]));
        var operation = operations.Of(method, path);
        if (method == "GET")
        {
            await site.Api.UntilQuietAsync(Site.Operator);
            foreach (var language in Languages)
            {
                using var read = await SendAsync(step, method, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}", null);
                Keep(operation.Reply(read), language, await read.Content.ReadAsStringAsync());
            }
            return;
        }
        var times = _times[step.Do] = _times.GetValueOrDefault(step.Do) + 1;
        var key = seedKey ?? string.Create(CultureInfo.InvariantCulture, $"examples/{step.Do.Replace(' ', '-')}/{times}");
        using var written = await SendAsync(step, method, path, key);
        var reply = await written.Content.ReadAsStringAsync();
        if (operation.Request(step.Type ?? "application/json") is { } request)
            _requests.TryAdd(request, step.Body is { } body ? Steady(JsonNode.Parse(Filled(body.GetRawText()))!) : JsonValue.Create(step.File!));
        Keep(operation.Reply(written), "", reply);
        if (step.Keep is { } name)
            _kept[name] = IdIn(JsonElement.Parse(reply));
        if (written.Headers.TryGetValues("Coop-Version", out var version))
            (await site.Api.GetAsync(step.By, "/v1/provinces?limit=1", version.First())).Ok();
    }

    private async Task<HttpResponseMessage> SendAsync(Step step, string method, string path, string? key)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new("Bearer", site.TokenOf(step.By));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (step.Revision is { } revision)
            request.Headers.Add("If-Match", $"\"{revision}\"");
        if (step.Body is { } body)
            request.Content = new StringContent(Filled(body.GetRawText()), Encoding.UTF8, "application/json");
        else if (step.File is { } file)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(step.Type!) } };
        var reply = await _http.SendAsync(request);
        Assert.True(reply.IsSuccessStatusCode, $"{method} {path} by {step.By}: {await reply.Content.ReadAsStringAsync()}");
        return reply;
    }

    private void Keep(string? kind, string language, string text)
    {
        if (kind is null)
            return;
        if (!_replies.TryGetValue(kind, out var shown))
            _replies[kind] = shown = [];
        shown.TryAdd(language, text.StartsWith('{') ? Steady(JsonNode.Parse(text)!)
            : JsonValue.Create(Steady(OtherEvents().Replace(Stamps().Replace(text, Stamp), ""))));
    }

    // What the language does not change is shown once.
    private static JsonObject Once(JsonObject shown) => shown.Count > 1 && shown.All(one => JsonNode.DeepEquals(one.Value, shown[0]))
        ? new() { [""] = shown[0]!.DeepClone() } : shown;

    // Short enough to read, and the same in each run.
    private static JsonNode Steady(JsonNode node)
    {
        if (node is JsonObject members)
            foreach (var (name, member) in members.ToList())
                members[name] = name switch
                {
                    "traceId" => Trace,
                    "id" when member is JsonValue id && id.ToString().StartsWith("x-", StringComparison.Ordinal) => Grant,
                    // Books tell a province of them side by side.
                    // By the instant at which they came, which is chance: the seed is sent side by side.
                    "items" when member is JsonArray { Count: > 0 } aged && aged[0] is JsonObject first
                        && (first.ContainsKey("ageDays") || first.ContainsKey("conflict")) => Steady(InOrder(aged)),
                    "obligations" => Steady(InOrder(member!.AsArray())),
                    "next" when member?.GetValueKind() == JsonValueKind.String => Cursor,
                    _ => member is null ? null : Steady(member.DeepClone()),
                };
        if (node is JsonArray items)
        {
            var room = Room;
            var shown = (items.All(IsBook) ? InOrder(items) : items).Select(item => item is null ? null : Steady(item.DeepClone()))
                .TakeWhile((item, i) => (room -= item?.ToJsonString().Length ?? 4) >= 0 || i == 0).ToArray();
            return new JsonArray(shown);
        }
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? JsonValue.Create(Steady(text)) : node;
    }

    // Such lists are sets: those who found them were served side by side.
    private static bool IsBook(JsonNode? item) => item is JsonValue key ? key.ToString().Contains('/', StringComparison.Ordinal)
        : item is JsonObject named && named.Select(member => member.Key).SequenceEqual(["book", "commitment"]);

    private static JsonArray InOrder(JsonArray items) =>
        new([.. items.Select(item => Steady(item!.DeepClone())).OrderBy(item => item.ToJsonString(), StringComparer.Ordinal)]);

    private static string Steady(string text) => Chance().Replace(Instants().Replace(text, Instant), "r-0123456789abcdefghjkmnpqrs");

    private string Filled(string text) => Word().Replace(text, word => _kept.GetValueOrDefault(word.Groups[1].Value, word.Value));

    private static Step OfSeed(JsonNode item, Step step) => step with
    {
        By = (string)item["by"]!,
        Do = $"{item["method"]} {item["path"]}",
        Body = item["body"].Deserialize<JsonElement>(),
    };

    private static string IdIn(JsonElement reply) => reply.TryGetProperty("document", out var document) ? document.Text("hash")
        : (reply.TryGetProperty("import", out var made) || reply.TryGetProperty("id", out made)) && made.ValueKind == JsonValueKind.String ? made.GetString()!
        : reply.Text("book").Split('/')[1];

    private static IEnumerable<JsonNode> SeedItems(string file) =>
        JsonNode.Parse(System.IO.File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Cli", "Seed", file + ".json")))!["items"]!.AsArray()!;

    [GeneratedRegex("""\{(\w+)\}""")]
    private static partial Regex Word();

    [GeneratedRegex("""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)""")]
    private static partial Regex Instants();

    [GeneratedRegex("DTSTAMP:[0-9TZ]+")]
    private static partial Regex Stamps();

    // The first says how each looks.
    [GeneratedRegex("(?<=END:VEVENT\r\n)BEGIN:VEVENT.*(?=END:VCALENDAR)", RegexOptions.Singleline)]
    private static partial Regex OtherEvents();

    // Ids of what is restricted are drawn; ids of what is in it follow from them.
    [GeneratedRegex("r-[0-9a-z]{20,}")]
    private static partial Regex Chance();
}
