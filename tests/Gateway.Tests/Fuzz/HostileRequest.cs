using System.Text;

namespace Gateway.Tests.Fuzz;

/// <summary>What is known of a request beforehand.</summary>
internal enum Sent
{
    /// <summary>It is HTTP, so the gateway itself answers.</summary>
    Http,

    /// <summary>It may be no HTTP, which the server turns away before anybody looks at it; or its end never comes.</summary>
    MaybeNoHttp,
}

/// <summary>A request as it goes out, but for words in angle brackets, which stand for what only a running site has.</summary>
/// <param name="Number">Its place among those of its seed.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The target.</param>
/// <param name="Headers">The headers, without the length of the body.</param>
/// <param name="Body">The body; null without one.</param>
/// <param name="Operation">Method and path of the document that it was made for; null for none.</param>
/// <param name="Kind">Whether it is sure to be HTTP.</param>
internal sealed record HostileRequest(
    int Number, string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body,
        (string Method, string Path)? Operation, Sent Kind)
{
    /// <summary>Who it says it is from: <c>good:</c> and the place of a person, <c>bad:</c> and a kind of token, or nobody.</summary>
    public required string Caller { get; init; }

    /// <summary>What is hostile about the file that it sends; null when it sends none.</summary>
    public string? FileKind { get; init; }

    /// <summary>The version of HTTP in its first line.</summary>
    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>True when the headers say themselves how long the body is.</summary>
    public bool TellsLength { get; init; }

    /// <summary>The bytes of it, with the words that the site has put in the place of those in brackets.</summary>
    public byte[] Bytes(Func<string, string> filled)
    {
        var body = Body is null ? null : Filled(Body, filled);
        var head = new StringBuilder($"{Method} {filled(Target)} {Version}\r\n");
        foreach (var (name, value) in Headers)
            head.Append(name).Append(": ").Append(filled(value)).Append("\r\n");
        if (body is not null && !TellsLength)
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body ?? []];
    }

    /// <summary>What a person needs to see of it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"#{Number} {Method} {Cut(Target, 300)} as {Caller} {FileKind}");
        foreach (var (name, value) in Headers.Where(header => header.Name != "Authorization"))
            text.Append($"\n    {name}: {Cut(value, 120)}");
        return Body is null ? text.ToString() : text.Append("\n    ").Append(Cut(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 3_000))), 600)).ToString();
    }

    // Bodies are not all text; only those that name something are taken for it.
    private static byte[] Filled(byte[] body, Func<string, string> filled) =>
        body.AsSpan().IndexOf((byte)'<') < 0 ? body : Encoding.Latin1.GetBytes(filled(Encoding.Latin1.GetString(body)));

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..length]}… ({text.Length})";
}
