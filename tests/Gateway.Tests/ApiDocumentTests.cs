using System.Text.Json;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

[Collection(nameof(Site))]
public sealed class ApiDocumentTests(Site site)
{
    private static readonly string Kept = RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json");

    /// <summary>The document is the contract. To accept a change, run this test with COOP_ACCEPT_OPENAPI=1 and commit the file.</summary>
    [Fact]
    public async Task The_published_document_is_the_one_that_is_checked_in()
    {
        var published = (await site.With(null).GetAsync("/openapi/v1.json")).MustBe(200).Text + "\n";
        if (Environment.GetEnvironmentVariable("COOP_ACCEPT_OPENAPI") == "1")
            await File.WriteAllTextAsync(Kept, published);
        Assert.True(published == await File.ReadAllTextAsync(Kept),
            "The API changed. If that is meant: COOP_ACCEPT_OPENAPI=1 dotnet test tests/Gateway.Tests");
    }

    [Fact]
    public async Task It_names_every_path_method_header_and_problem()
    {
        var document = (await site.With(null).GetAsync("/openapi/v1.json")).Json;
        var write = document.GetProperty("paths").GetProperty("/v1/programs/{id}/commitments/{commitment}/targets").GetProperty("put");
        Assert.Equal(["commitment", "id", "Idempotency-Key", "If-Match", "lang"],
            write.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!).Order(
                StringComparer.OrdinalIgnoreCase));
        Assert.Contains("412", write.GetProperty("responses").EnumerateObject().Select(response => response.Name));
        var read = document.GetProperty("paths").GetProperty("/v1/programs/{id}").GetProperty("get");
        Assert.Contains("Coop-After", read.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name")
            .GetString()!));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty(
            "scheme").GetString());
    }

    [Fact]
    public async Task Values_with_a_form_of_their_own_are_described_as_they_are_written()
    {
        var schemas = (await site.With(null).GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var view = schemas.GetProperty("ProgramView").GetProperty("properties");
        Assert.Equal("array", view.GetProperty("parties").GetProperty("type").GetString());
        Assert.Equal("string", view.GetProperty("parties").GetProperty("items").GetProperty("type").GetString());
        Assert.Equal("#/components/schemas/CommitmentView", view.GetProperty("commitments").GetProperty("items").GetProperty("$ref")
            .GetString());
        Assert.Equal("integer", view.GetProperty("version").GetProperty("type").GetString());
        Assert.Equal("integer", schemas.GetProperty("NetworkStatus").GetProperty("properties").GetProperty("lag").GetProperty("type")
            .GetString());
        Assert.Equal("#/components/schemas/AgreementText",
            schemas.GetProperty("DraftAgreement").GetProperty("properties").GetProperty("text").GetProperty("$ref").GetString());
        Assert.Equal("string", schemas.GetProperty("Amount").GetProperty("properties").GetProperty("value").GetProperty("type")
            .GetString());
        Assert.False(schemas.GetProperty("OpenProgram").GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public async Task No_schema_is_empty()
    {
        var schemas = (await site.With(null).GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var empty = schemas.EnumerateObject().SelectMany(schema => Empty(schema.Name, schema.Value)).ToArray();
        Assert.True(empty.Length == 0, string.Join(", ", empty));
    }

    [Fact]
    public async Task It_is_there_as_yaml_and_as_a_page_too()
    {
        Assert.StartsWith("openapi: ", (await site.With(null).GetAsync("/openapi/v1.yaml")).MustBe(200).Text, StringComparison.Ordinal);
        var page = (await site.With(null).GetAsync("/docs/index.html")).MustBe(200).Text;
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Empty(string path, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.EnumerateObject().Any())
            yield return path;
        else if (schema.TryGetProperty("properties", out var properties))
            foreach (var found in properties.EnumerateObject().SelectMany(property => Empty($"{path}/{property.Name}", property.Value)))
                yield return found;
        else if (schema.TryGetProperty("items", out var items))
            foreach (var found in Empty(path + "/items", items))
                yield return found;
    }
}
