using System.Text;
using System.Text.Json.Serialization;
using CoopGrains.Gateway.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>The published API document: the contract. Made once, from the endpoints themselves.</summary>
internal sealed class ApiDocument(IServiceProvider services)
{
    private const string Name = "v1";

    private readonly Lazy<Task<OpenApiDocument>> _document = new(() =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync());

    /// <summary>The document as JSON.</summary>
    public async Task<string> JsonAsync() => await (await _document.Value).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);

    /// <summary>The document as YAML.</summary>
    public async Task<string> YamlAsync() => await (await _document.Value).SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1);

    /// <summary>Registers what describes the endpoints.</summary>
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Types);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddSingleton<ApiDocument>();
        services.AddOpenApi(Name, document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.CreateSchemaReferenceId = type =>
                ValueSchemas.IsList(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            document.AddSchemaTransformer(ValueSchemas.Describe);
            document.AddOperationTransformer(Headers.Describe);
            document.AddDocumentTransformer(About.Describe);
            document.AddDocumentTransformer(Examples.Describe);
        });
    }
}

/// <summary>Serves the document, and the page that shows it.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this WebApplication app)
    {
        var document = app.Services.GetRequiredService<ApiDocument>();
        app.MapProblemPages();
        var reference = app.MapGroup("/openapi").AllowAnonymous().ExcludeFromDescription();
        reference.MapGet("/v1.json", async () => Results.Text(await document.JsonAsync(), "application/json", Encoding.UTF8));
        reference.MapGet("/v1.yaml", async () => Results.Text(await document.YamlAsync(), "application/yaml", Encoding.UTF8));
        // On its own path only: it would look at every request.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "CoopGrains";
            page.SwaggerEndpoint("/openapi/v1.json", "v1");
        }));
    }
}
