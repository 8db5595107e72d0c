using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace Gateway.Tests;

/// <summary>Examples of the API document: everywhere, in the languages, and as the document says that things are.</summary>
public sealed class ApiExampleTests
{
    // The operators' own; what is no text; and files, whose forms another type of the same operation shows.
    private static readonly string[] Without =
        ["QuietReply", "application/octet-stream", "application/json", "application/pdf", "image/", "multipart/", "application/vnd."];

    private static readonly JsonElement Document = JsonElement.Parse(
        File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")));

    [Fact]
    public void Every_body_that_is_sent_and_every_success_has_an_example()
    {
        var missing = Bodies().Where(body => !body.Content.TryGetProperty("examples", out _))
            .Where(body => !Without.Any(name => NameOf(body).StartsWith(name, StringComparison.Ordinal))).Select(body => $"{body.Where} {NameOf(body)}").ToArray();
        Assert.True(missing.Length == 0,
            $"Add a step to tests/EndToEnd.Tests/Reference/steps.json that shows them, and record it (ExampleTests): {string.Join(", ", missing)}");
    }

    [Fact]
    public void Every_example_is_as_its_schema_says()
    {
        var wrong = Bodies().SelectMany(body => ExamplesOf(body.Content).SelectMany(example =>
            Wrong(example.Value, body.Content.GetProperty("schema"), $"{body.Where} {example.Name}"))).Distinct().ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong.Select(one => Regex.Replace(one, "^.*? (vi|lo|en|seed)", "")).Distinct().Take(80)));
        var kept = Document.GetProperty("components").GetProperty("examples").GetRawText();
        Assert.Contains("Luông", kept, StringComparison.Ordinal);
        // Nobody can come by what it names: ids of restricted books, times and traces are replaced.
        Assert.All(Regex.Matches(kept, "r-[0-9a-z]{20,}"), id => Assert.Equal("r-0123456789abcdefghjkmnpqrs", id.Value));
    }

    [Fact]
    public void What_names_things_is_shown_in_three_languages()
    {
        foreach (var path in (string[])["/v1/programs/{id}", "/v1/provinces", "/v1/network/status", "/v1/public/network"])
        {
            var shown = ExamplesOf(Document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200")
                .GetProperty("content").GetProperty("application/json")).ToArray();
            Assert.Equal(["vi", "lo", "en"], shown.Select(example => example.Name));
            Assert.Equal(3, shown.Select(example => example.Value.GetRawText()).Distinct().Count());
        }
    }

    private static IEnumerable<(string Where, string Type, JsonElement Content)> Bodies() =>
        from path in Document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        from body in Of(operation.Value)
        from content in body.GetProperty("content").EnumerateObject()
        select ($"{operation.Name} {path.Name}", content.Name, content.Value);

    private static IEnumerable<JsonElement> Of(JsonElement operation)
    {
        if (operation.TryGetProperty("requestBody", out var request))
            yield return request;
        foreach (var reply in operation.GetProperty("responses").EnumerateObject())
            if (reply.Name is "200" or "201" && reply.Value.TryGetProperty("content", out _))
                yield return reply.Value;
    }

    private static string NameOf((string Where, string Type, JsonElement Content) body) =>
        body.Content.GetProperty("schema").TryGetProperty("$ref", out var schema) ? schema.GetString()!.Split('/')[^1] : body.Type;

    private static IEnumerable<(string Name, JsonElement Value)> ExamplesOf(JsonElement content) =>
        !content.TryGetProperty("examples", out var examples) ? []
            : examples.EnumerateObject().Select(one => (one.Name, Resolved(one.Value).GetProperty("value")));

    private static JsonElement Resolved(JsonElement one) => one.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(Document, (at, name) => at.GetProperty(name)) : one;

    private static IEnumerable<string> Wrong(JsonElement value, JsonElement schema, string where)
    {
        schema = Resolved(schema);
        foreach (var choice in (string[])["oneOf", "anyOf"])
            if (schema.TryGetProperty(choice, out var choices) && choices.EnumerateArray().All(one => Wrong(value, one, where).Any()))
                yield return $"{where}: {value.GetRawText()} is none of its {choice}";
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(value, name)))
            yield return $"{where}: {value.GetRawText()} is not of type {type.GetRawText()}";
        if (schema.TryGetProperty("enum", out var named) && !named.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            yield return $"{where}: {value.GetRawText()} is not in the enum";
        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
            yield return $"{where}: {value.GetRawText()} does not match {pattern.GetString()}";
        foreach (var fault in Parts(value, schema, where))
            yield return fault;
    }

    private static IEnumerable<string> Parts(JsonElement value, JsonElement schema, string where)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            return value.EnumerateArray().SelectMany((item, i) => Wrong(item, items, $"{where}/{i}"));
        if (value.ValueKind != JsonValueKind.Object)
            return [];
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var closed = known.ValueKind == JsonValueKind.Object
            && (!schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind == JsonValueKind.False);
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{where}: no {name}") : [];
        return [.. missing, .. value.EnumerateObject().SelectMany(member =>
            known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var part) ? Wrong(member.Value, part, $"{where}/{member.Name}")
                : closed ? [$"{where}: {member.Name} is unknown"] : [])];
    }

    private static IEnumerable<string?> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()) : [type.GetString()];

    private static bool Is(JsonElement value, string? type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
