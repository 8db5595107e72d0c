using System.Net;
using System.Text.Json;

namespace CoopGrains.Cli.Site;

/// <summary>What a site answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The JSON body; undefined when there is none.</param>
/// <param name="Version">Coop-Version: the book and its version after a write.</param>
/// <param name="Replayed">True when the write had taken effect before.</param>
internal sealed record SiteReply(HttpStatusCode Status, JsonElement Body, string? Version, bool Replayed)
{
    /// <summary>True for 2xx.</summary>
    public bool Succeeded => (int)Status is >= 200 and < 300;

    /// <summary>The code of a problem document; null when it is none.</summary>
    public string? Code => Member(Body, "code")?.GetString();

    /// <summary>A problem document in one line: "409 wrongState: …".</summary>
    public string Problem()
    {
        var pointers = Member(Body, "errors") is { ValueKind: JsonValueKind.Array } errors
            ? string.Concat(errors.EnumerateArray().Select(error => $" [{Member(error, "pointer")}]"))
            : "";
        return $"{(int)Status} {Code}: {Member(Body, "detail") ?? Member(Body, "title")}{pointers}";
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;
}
