using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace EndToEnd.Tests.Reference;

/// <summary>What the published document says of an operation's bodies: under which names they are kept.</summary>
internal sealed class OperationOfDocument(JsonElement operation)
{
    /// <summary>The name of what it takes as a type; null when that is not shown.</summary>
    public string? Request(string type) => operation.TryGetProperty("requestBody", out var body) ? NameIn(body, type) : null;

    /// <summary>The name of what it answered; null when that is not shown.</summary>
    public string? Reply(HttpResponseMessage reply)
    {
        var status = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);
        return NameIn(operation.GetProperty("responses").GetProperty(status), reply.Content.Headers.ContentType!.MediaType!) is { } name
            ? $"{status} {name}" : null;
    }

    private static string? NameIn(JsonElement body, string type)
    {
        if (!body.GetProperty("content").TryGetProperty(type, out var content))
            return null;
        return content.GetProperty("schema").TryGetProperty("$ref", out var schema) ? schema.GetString()!.Split('/')[^1]
            : type.StartsWith("text/", StringComparison.Ordinal) ? type : null;
    }
}

/// <summary>The operations of the published document, by what is sent.</summary>
internal sealed class OperationsOfDocument
{
    private readonly JsonElement _paths = JsonElement.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "openapi.v1.json")))
        .GetProperty("paths");

    /// <summary>The operation at a path, the most exact one.</summary>
    public OperationOfDocument Of(string method, string path)
    {
        var bare = path.Split('?')[0];
        var found = _paths.EnumerateObject()
            .Where(one => one.Value.TryGetProperty(method.ToLowerInvariant(), out _)
                && Regex.IsMatch(bare, $"^{Regex.Replace(one.Name, "\\{[^}]+\\}", "[^/]+")}$"))
            .OrderBy(one => one.Name.Count(letter => letter == '{')).First();
        return new(found.Value.GetProperty(method.ToLowerInvariant()));
    }
}
