using CoopGrains.Gateway.Books;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>Describes the bodies that endpoints read by themselves.</summary>
internal static class Bodies
{
    // Where the framework notes the name that a schema is kept under; it acts on that only for bodies that it binds itself.
    private const string SchemaId = "x-schema-id";
    private const string Nullable = "x-is-nullable-property";

    public static async Task<OpenApiRequestBody> DescribeAsync(
        TakesBody body, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = await context.GetOrCreateSchemaAsync(body.Type, null, ct);
        return new()
        {
            Required = body.Required,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = Kept(body.Type.Name, schema, context.Document!) },
            },
        };
    }

    public static OpenApiRequestBody Describe(TakesFile file) => new()
    {
        Required = true,
        Content = file.MediaTypes.ToDictionary(
            type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
    };

    private static OpenApiSchemaReference Kept(string name, OpenApiSchema schema, OpenApiDocument document)
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, schema);
            KeepParts(schema, document);
        }
        return new(name, document);
    }

    private static void KeepParts(OpenApiSchema schema, OpenApiDocument document)
    {
        if (schema.Items is { } items)
            schema.Items = Part(items, document);
        if (schema.Properties is { } properties)
            foreach (var (name, property) in properties.ToArray())
                properties[name] = Part(property, document);
        for (var i = 0; i < (schema.OneOf?.Count ?? 0); i++)
            schema.OneOf![i] = Part(schema.OneOf[i], document);
    }

    private static IOpenApiSchema Part(IOpenApiSchema part, OpenApiDocument document)
    {
        if (part is not OpenApiSchema schema)
            return part;
        if (schema.Metadata?.TryGetValue(SchemaId, out var id) == true && id is string { Length: > 0 } name)
            return schema.Metadata.TryGetValue(Nullable, out var nullable) && nullable is true
                ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, Kept(name, schema, document)] }
                : Kept(name, schema, document);
        KeepParts(schema, document);
        return schema;
    }
}
