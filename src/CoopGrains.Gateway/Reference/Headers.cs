using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Public;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>Describes the headers and parameters that endpoints read by themselves.</summary>
internal static class Headers
{
    public static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var notes = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (notes.OfType<NeededRole>().Any() && context.Description.HttpMethod != HttpMethods.Get)
            operation.Parameters.Add(Header(
                "Idempotency-Key", true, "1 to 128 visible characters; the same key and content get the same answer", "^[!-~]{1,128}$"));
        if (notes.OfType<TakesRevision>().Any())
            operation.Parameters.Add(Header("If-Match", true, "The revision that was read, in quotes", "^\"[0-9]{1,9}\"$"));
        if (notes.OfType<TakesCoopAfter>().FirstOrDefault() is { } fresh)
        {
            operation.Parameters.Add(Header(
                "Coop-After", false, "Waits up to 2 s until this write is visible; 410 when the store was restored since", ValueSchemas.Key[..^1] + "@([0-9]+[.])?[0-9]+$"));
            if (fresh.Tagged)
                operation.Parameters.Add(Header("If-None-Match", false, "Entity tags that the caller has: 304 when nothing changed", null));
        }
        if (notes.OfType<ForAnybody>().Any())
        {
            operation.Security = [];
            operation.Parameters.Add(Header("If-None-Match", false, "Entity tags that the caller has: 304 when nothing changed", null));
        }
        if (notes.OfType<StaysOpen>().Any())
            operation.Parameters.Add(Header(
                "Last-Event-ID", false, "The id of the last event that was received: goes on right behind it; 410 when the store was restored since", null));
        foreach (var query in notes.OfType<TakesQuery>().SelectMany(note => note.Names))
            operation.Parameters.Add(Queries.Of(query, notes.OfType<TakesState>().FirstOrDefault()?.Type));
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "lang",
            In = ParameterLocation.Query,
            Description = "The language of names and messages; else Accept-Language, else English",
            Schema = Text("^(vi|lo|en)$"),
        });
        foreach (var body in notes.OfType<TakesBody>())
            operation.RequestBody = await Bodies.DescribeAsync(body, context, ct);
        foreach (var file in notes.OfType<TakesFile>())
            operation.RequestBody = Bodies.Describe(file);
    }

    private static OpenApiParameter Header(string name, bool required, string description, string? pattern) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = Text(pattern),
    };

    private static OpenApiSchema Text(string? pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };
}
