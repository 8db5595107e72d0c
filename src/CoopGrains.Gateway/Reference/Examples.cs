using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>
/// Examples of what is sent and answered, each kept once and shown wherever that kind stands: recorded from a site with the seed network,
/// in examples.json, by the test that compares them with what it answers.
/// </summary>
internal static class Examples
{
    // What no language changes is shown once.
    private const string Once = "seed";

    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("examples.json")!;
        var kept = JsonNode.Parse(stream)!;
        var (requests, replies) = (kept["requests"]!.AsObject(), kept["replies"]!.AsObject());
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var (type, content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
                if (requests[NameOf(type, content)] is { } body)
                    content.Examples = Shown(document, NameOf(type, content), new JsonObject { [""] = body.DeepClone() });
            foreach (var (status, response) in operation.Responses!)
                foreach (var (type, content) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
                    if (replies[$"{status} {NameOf(type, content)}"] is JsonObject bodies)
                        content.Examples = Shown(document, $"{NameOf(type, content)}.{status}", bodies);
        }
        return Task.CompletedTask;
    }

    private static string NameOf(string type, OpenApiMediaType content) => content.Schema is OpenApiSchemaReference schema ? schema.Reference.Id! : type;

    private static Dictionary<string, IOpenApiExample> Shown(OpenApiDocument document, string name, JsonObject bodies) =>
        bodies.ToDictionary(body => body.Key.Length == 0 ? Once : body.Key, body => Shared(document, name, body.Key, body.Value!));

    private static IOpenApiExample Shared(OpenApiDocument document, string name, string language, JsonNode body)
    {
        var id = $"{name}.{(language.Length == 0 ? Once : language)}".Replace('/', '-');
        document.Components!.Examples ??= new Dictionary<string, IOpenApiExample>();
        document.Components.Examples.TryAdd(id, new OpenApiExample { Value = body.DeepClone() });
        return new OpenApiExampleReference(id, document);
    }
}
