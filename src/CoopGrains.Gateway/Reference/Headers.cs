using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
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
        if (notes.OfType<NeededRole>().Any())
            operation.Parameters.Add(Header("Idempotency-Key", true, "1 to 128 visible ASCII characters; the same key and content get the same answer", "^[!-~]{1,128}$"));
        if (notes.OfType<TakesRevision>().Any())
            operation.Parameters.Add(Header("If-Match", true, "The revision that was read, in quotes", "^\"[0-9]{1,9}\"$"));
        if (notes.OfType<TakesCoopAfter>().Any())
        {
            operation.Parameters.Add(Header("Coop-After", false, "Waits up to 2 s until this write is visible", "^(province|agreement|program)/[a-z0-9-]{2,64}@[0-9]+$"));
            operation.Parameters.Add(Header("If-None-Match", false, "Entity tags that the caller has: 304 when nothing changed", null));
        }
        foreach (var query in notes.OfType<TakesQuery>().SelectMany(note => note.Names))
            operation.Parameters.Add(new OpenApiParameter { Name = query, In = ParameterLocation.Query, Schema = Text(null) });
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "lang",
            In = ParameterLocation.Query,
            Description = "The language of names and messages; else Accept-Language, else English",
            Schema = Text("^(vi|lo|en)$"),
        });
        foreach (var body in notes.OfType<TakesBody>())
            operation.RequestBody = await BodyAsync(body, context, ct);
        foreach (var (_, response) in operation.Responses ?? [])
            if (response is OpenApiResponse { } described)
                described.Headers = new Dictionary<string, IOpenApiHeader> { ["Trace-Id"] = new OpenApiHeader { Schema = Text("^[0-9a-f]{32}$") } };
    }

    private static async Task<OpenApiRequestBody> BodyAsync(TakesBody body, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        context.Document!.AddComponent(body.Type.Name, await context.GetOrCreateSchemaAsync(body.Type, null, ct));
        return new()
        {
            Required = body.Required,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(body.Type.Name, context.Document) },
            },
        };
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
