using System.Globalization;
using CoopGrains.Gateway.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>What the document says of the API as a whole.</summary>
internal static class About
{
    private const string Scheme = "bearer";
    private const string Problem = "Problem";

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
        document.Components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        foreach (var responses in document.Paths.Values.SelectMany(path => path.Operations!.Values).Select(operation => operation.Responses!))
            foreach (var (status, response) in responses.ToList())
                if (int.TryParse(status, CultureInfo.InvariantCulture, out var number) && ProblemGuide.Knows(number))
                {
                    response.Description = ProblemGuide.AdviceOn(number).En;
                    document.Components.Responses[Problem + status] = response;
                    responses[status] = new OpenApiResponseReference(Problem + status, document);
                }
        foreach (var problem in (string[])[nameof(ProblemReply), nameof(ProblemErrorReply)])
            document.Components.Schemas![problem].Properties!["code"] = Codes();
        return Task.CompletedTask;
    }

    // Each with what it says: an enum could only list them.
    private static OpenApiSchema Codes() => new()
    {
        Description = $"The stable code that clients branch on. {ProblemDocument.Types}/ and the code is the page about it. More may come.",
        Type = JsonSchemaType.String,
        AnyOf =
        [
            .. ProblemCatalog.Codes.Order(StringComparer.Ordinal).Select(code => new OpenApiSchema
            {
                Const = code,
                Description = $"{ProblemCatalog.Of(code).Status}: {ProblemCatalog.Of(code).Detail.En}",
            }),
        ],
    };
}
