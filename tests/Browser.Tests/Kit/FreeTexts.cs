using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Browser.Tests.Kit;

/// <summary>Which fields of the API take whatever somebody writes.</summary>
internal static class FreeTexts
{
    private static readonly string[] Languages = ["vi", "lo", "en"];

    // What else takes a string takes a code, an id, a date or an amount.
    private static readonly HashSet<string> Codes =
    [
        "about", "agendaItem", "agency", "amountAsWritten", "areas", "beneficiaries", "borders", "breakdownOf", "case", "clause",
        "commitment", "dimensionName", "entry", "field", "givers", "hash", "holder", "host", "id", "indicator", "iso", "item", "kindName",
        "mark", "name", "nameLanguage", "of", "onBehalfOf", "originalAgency", "outcome", "parties", "party", "province", "provinces",
        "roleName", "source", "succeeds", "to", "unit", "user", "within",
    ];

    private static readonly JsonElement Document =
        JsonElement.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));

    /// <summary>All that the published document names: the last word of the route and the names down to the field.</summary>
    public static IReadOnlySet<string> OfDocument { get; } = Read();

    private static string LastWordOf(string path) =>
        Routes().First(route => Fits(route, path.Split('?')[0])).Split('/').Last(word => !IsPlace(word));

    /// <summary>Puts another text into each free field of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="path">Where it is sent.</param>
    /// <param name="next">What comes instead, by the name of the field as <see cref="OfDocument"/> has it.</param>
    public static void Replace(JsonNode body, string path, Func<string, string> next) => Replace(body, LastWordOf(path), [], next);

    private static void Replace(JsonNode node, string word, string[] path, Func<string, string> next)
    {
        if (node is JsonObject members)
            foreach (var (name, member) in members.ToList())
                Put(member, [.. path, name], text => members[name] = text);
        else if (node is JsonArray items)
            for (var at = 0; at < items.Count; at++)
                Put(items[at], path, text => items[at] = text);

        void Put(JsonNode? member, string[] named, Action<string> put)
        {
            if (member is not JsonValue)
                Replace(member ?? new JsonObject(), word, named, next);
            else if (named.Length > 0 && $"{word} {Named(named)}" is var field && OfDocument.Contains(field))
                put(next(field));
        }
    }

    private static HashSet<string> Read()
    {
        var found = new HashSet<string>();
        foreach (var route in Document.GetProperty("paths").EnumerateObject())
            foreach (var operation in route.Value.EnumerateObject().Where(one => one.Name is "post" or "put"))
                if (operation.Value.TryGetProperty("requestBody", out var body)
                    && body.GetProperty("content").TryGetProperty("application/json", out var json))
                    Collect(json.GetProperty("schema"), [], [], field => found.Add($"{LastWordOf(route.Name)} {field}"));
        return found;
    }

    private static void Collect(JsonElement schema, string[] path, string[] within, Action<string> take)
    {
        if (schema.TryGetProperty("$ref", out var reference) && reference.GetString()!.Split('/')[^1] is var name)
        {
            if (!within.Contains(name))
                Collect(Document.GetProperty("components").GetProperty("schemas").GetProperty(name), path, [.. within, name], take);
            return;
        }
        foreach (var way in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(way, out var several))
                foreach (var one in several.EnumerateArray())
                    Collect(one, path, within, take);
        if (schema.TryGetProperty("properties", out var members))
            foreach (var member in members.EnumerateObject())
                Collect(member.Value, [.. path, member.Name], within, take);
        if (schema.TryGetProperty("items", out var items))
            Collect(items, path, within, take);
        var isAny = !((string[])["enum", "pattern", "format"]).Any(limit => schema.TryGetProperty(limit, out _));
        if (path.Length > 0 && isAny && IsFree(path)
            && schema.TryGetProperty("type", out var type) && type.ToString().Contains("string", StringComparison.Ordinal))
            take(Named(path));
    }

    private static bool IsFree(string[] path) => !Codes.Contains(path[^1]) && !path.Contains("converted");

    private static string Named(string[] path) => string.Join('.', path.Except(Languages));

    private static IEnumerable<string> Routes() =>
        Document.GetProperty("paths").EnumerateObject().Select(route => route.Name).OrderBy(route => route.Count(letter => letter == '{'));

    private static bool Fits(string route, string path) =>
        route.Split('/') is var one && path.Split('/') is var other && one.Length == other.Length
        && one.Zip(other).All(pair => IsPlace(pair.First) ? pair.Second.Length > 0 : pair.First == pair.Second);

    private static bool IsPlace(string word) => word.StartsWith('{');
}
