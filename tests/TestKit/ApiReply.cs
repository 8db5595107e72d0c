using System.Text.Json;

namespace TestKit;

/// <summary>What the API answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">The body as sent.</param>
/// <param name="Version">Coop-Version, or null.</param>
/// <param name="Replayed">True when the write had taken effect before.</param>
/// <param name="RetryAfter">Retry-After, or null.</param>
public sealed record ApiReply(int Status, string Text, string? Version, bool Replayed, string? RetryAfter = null)
{
    /// <summary>The body.</summary>
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The code of a problem document.</summary>
    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The id of what a write made.</summary>
    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>This reply, which must be a refusal of this status and code.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds its body.</exception>
    public ApiReply Refused(int status, string code) => Status == status && Code == code
        ? this
        : throw new InvalidOperationException($"The API answered {Status} where {status} {code} was due: {Text}");

    /// <summary>This reply, which must be a success.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds its body.</exception>
    public ApiReply Ok() => Status is >= 200 and < 300 ? this : throw new InvalidOperationException($"The API answered {Status}: {Text}");
}
