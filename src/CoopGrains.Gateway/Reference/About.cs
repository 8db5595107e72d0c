using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>What the document says of the API as a whole.</summary>
internal static class About
{
    private const string Scheme = "bearer";

    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new()
        {
            Title = "CoopGrains",
            Version = "v1",
            Description = "Cooperation between Điện Biên and the provinces of Northern Laos: what was agreed, done and confirmed. "
                + "Exact decimals are JSON strings; civil dates may be partial; a figure without data is null, never 0. "
                + "Every reply carries a Trace-Id.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Scheme,
                BearerFormat = "JWT (at+jwt; ES256, RS256 or PS256)",
                Description = "Names the user, the agency and its province, roles and clearance; what the register allows bounds it.",
            },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
