using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Kit;

/// <summary>Makes bodies that have the published shape and say nothing in particular: with what is required, and no more.</summary>
public sealed class BodyMaker(JsonElement document)
{
    // The first that the pattern of a text takes.
    private static readonly string[] Texts =
        ["x", "2026", "2026-11-21", "1", "person", "vn-db", "program/none", "agreement/none", "vn-db-none", new('0', 64)];

    /// <summary>The body of an operation; null when it takes none.</summary>
    public string? For(string method, string path)
    {
        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());
        return operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
            ? Value(json.GetProperty("schema"))!.ToJsonString()
            : null;
    }

    private JsonNode? Value(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Value(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(choice, out var choices))
                return Value(choices.EnumerateArray().Last());
        if (schema.TryGetProperty("enum", out var named))
            return JsonNode.Parse(named[0].GetRawText());
        return TypeOf(schema) switch
        {
            "object" => Made(schema),
            "array" => new JsonArray(),
            "boolean" => false,
            "integer" or "number" => schema.TryGetProperty("minimum", out var least) ? JsonNode.Parse(least.GetRawText()) : 1,
            _ => schema.TryGetProperty("pattern", out var pattern)
                ? Texts.First(text => Regex.IsMatch(text, pattern.GetString()!)) : "x",
        };
    }

    private JsonObject Made(JsonElement schema)
    {
        var made = new JsonObject();
        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                made.Add(name.GetString()!, name.GetString() == "host" ? "vn-db" : Value(properties.GetProperty(name.GetString()!)));
        // Names and titles require no language, and want one.
        if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("vi", out _) && properties.TryGetProperty("lo", out _))
            made["vi"] = "x";
        return made;
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).First(one => one != "null")
        : type.GetString();
}
