using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Fuzz;

/// <summary>Makes hostile requests out of the published document. The same seed and number make the same request.</summary>
internal sealed partial class HostileRequests
{
    /// <summary>Kinds of tokens that let nobody in.</summary>
    public static readonly string[] BadTokens = ["none", "expired", "early", "foreign", "unsigned", "altered", "cut", "huge", "garbage",
        "twice", "basic"];

    /// <summary>How many people there are to speak as.</summary>
    public const int People = 9;

    private static readonly string[] Media =
        ["application/json", "application/json; charset=utf-8", "text/plain", "application/json; charset=utf-16", "application/xml",
            "multipart/form-data", "", "x", "application/JSON", "application/pdf", "image/png"];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get",
        "PROPFIND", "X", "QUERY"];

    private readonly JsonElement _document;
    private readonly int _seed;
    private readonly List<(string Method, string Path, JsonElement Operation)> _operations;

    public HostileRequests(JsonElement document, int seed)
    {
        (_document, _seed) = (document, seed);
        _operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select (operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }

    /// <summary>How many operations the document has.</summary>
    public int Operations => _operations.Count;

    /// <summary>The request with a number.</summary>
    public HostileRequest Make(int number)
    {
        var chance = new Random(unchecked((_seed * 1_000_003) + number));
        var kind = chance.Next(100);
        return kind switch
        {
            < 74 => OfOperation(number, chance),
            < 84 => OfFile(number, chance),
            < 92 => OfTarget(number, chance),
            _ => OfProtocol(number, chance),
        };
    }

    private static HostileRequest OfFile(int number, Random chance)
    {
        var isImport = chance.Next(4) > 0;
        var path = isImport ? "/v1/imports" : "/v1/documents";
        var file = isImport ? HostileFiles.Import(chance) : HostileFiles.Document(chance);
        var (caller, headers) = Begun(chance, 2);
        headers.Add(("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"fzf-{number}")));
        headers.Add(("Content-Type", file.Type));
        var query = isImport
            ? $"?strategy={Any(["new", "correct"], chance)}&dryRun={Any(["true", "false", "false"], chance)}"
            : $"?name={Any(["scan.pdf", "..%2F..%2Fetc%2Fpasswd", "a%00.pdf", "%E2%80%AEfdp.exe", "", new string('x', 2_000)], chance)}";
        return new(number, "POST", path + query, headers, file.Content, ("POST", path), Sent.Http) { Caller = caller, FileKind = file.Kind };
    }

    private HostileRequest OfOperation(int number, Random chance)
    {
        var (method, path, operation) = _operations[chance.Next(_operations.Count)];
        var (caller, headers) = Begun(chance, Fitting(method, path));
        var query = new List<string>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToArray() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            switch (parameter.GetProperty("in").GetString())
            {
                case "query" when chance.Next(100) < 30:
                    for (var i = chance.Next(12) == 0 ? 2 : 1; i > 0; i--)
                        query.Add($"{name}={QueryValue(name, chance)}");
                    break;
                case "header" when HeaderValue(name, number, chance) is { } value:
                    headers.Add((name, value));
                    break;
            }
        }
        if (chance.Next(30) == 0)
            query.Add($"{Any(["extra", "__proto__", "access_token", "LIMIT", "%00", ""], chance)}={Any(HostileValues.Encoded, chance)}");
        var target = Parameter().Replace(path, found => Segment(path, found.Groups[1].Value, chance))
            + (query.Count > 0 ? "?" + string.Join('&', query) : "");
        var body = BodyOf(operation, chance);
        if (body is not null)
            headers.Add(("Content-Type", chance.Next(15) == 0 ? Any(Media, chance) : "application/json"));
        if (chance.Next(40) == 0)
            headers.Add(Strange(chance));
        return new(number, method, target, headers, body, (method, path), Sent.Http) { Caller = caller };
    }

    private HostileRequest OfTarget(int number, Random chance)
    {
        var (caller, headers) = Begun(chance);
        var method = chance.Next(3) == 0 ? Any(Methods, chance) : "GET";
        return new(number, method, Any(HostileValues.Targets, chance), headers, null, null, Sent.MaybeNoHttp) { Caller = caller };
    }

    // Two lengths, wrong chunks, wrong versions: what makes two servers see two requests where one was sent.
    private static HostileRequest OfProtocol(int number, Random chance)
    {
        var (caller, headers) = Begun(chance);
        var body = "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
        headers.Add(("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"fzp-{number}")));
        headers.Add(("Content-Type", "application/json"));
        (string, string)[] lengths = chance.Next(12) switch
        {
            0 => [("Content-Length", "5"), ("Transfer-Encoding", "chunked")],
            1 => [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "identity")],
            2 => [("Transfer-Encoding", " chunked"), ("Content-Length", "3")],
            3 => [("Content-Length", "-1")],
            4 => [("Content-Length", "99999999999999999999")],
            5 => [("Content-Length", "5"), ("Content-Length", "6")],
            6 => [("Transfer-Encoding", "gzip, chunked")],
            7 => [("Transfer-Encoding", "chunked")],
            8 => [("Content-Length", "100000")],
            9 => [("Content-Encoding", "gzip"), ("Content-Length", "23")],
            10 => [("Expect", "100-continue"), ("Content-Length", "23")],
            _ => [("Content-Length", Any(["0x5", "5 ", "+5", "5,5", ""], chance))],
        };
        headers.AddRange(lengths);
        if (chance.Next(4) == 0)
            headers.Add(Any<(string, string)>([("X\0Y", "1"), ("Bad Name", "1"), ("X", "a\rb"), ("X", "a\0b"), ("", "x"),
                ("X", "a\r\n folded"), ("Host", "second.example"), ("X", new string('x', 20_000))], chance));
        if (chance.Next(4) == 0)
            body = Any(["zz\r\nx\r\n", "fffffffffffffffff\r\nx\r\n", "-1\r\n\r\n", "5;" + new string('x', 9_000)
                + "\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "0\r\nX-Trailer: 1\r\n\r\n", ""], chance);
        return new(number, Any(["POST", "PUT", "GET"], chance), "/v1/programs", headers, Encoding.Latin1.GetBytes(body), null,
            Sent.MaybeNoHttp)
        {
            Caller = caller,
            TellsLength = true,
            Version = Any(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "http/1.1", ""], chance),
        };
    }

    // Who may do it, of those that a FuzzedSite knows: what refuses all others is soon seen.
    private static int Fitting(string method, string path) => (method, path) switch
    {
        ("GET", "/metrics") or ("POST", "/v1/provinces") or (_, "/v1/operations/quiet") => 8,
        ("POST", "/v1/confirmations") => 3,
        ("POST", _) when Answering().IsMatch(path) => 3,
        ("POST", _) when path.Contains("/entries", StringComparison.Ordinal) => 2,
        _ => 0,
    };

    private static (string Caller, List<(string, string)> Headers) Begun(Random chance, int fitting = 0)
    {
        var caller = chance.Next(8) > 0 ? $"good:{(chance.Next(3) > 0 ? fitting : chance.Next(People))}" : $"bad:{Any(BadTokens, chance)}";
        var headers = new List<(string, string)> { ("Host", "127.0.0.1") };
        if (caller == "bad:twice")
            headers.Add(("Authorization", "<bearer>"));
        if (caller != "bad:none")
            headers.Add(("Authorization", "<bearer>"));
        if (chance.Next(3) == 0)
            headers.Add(("Accept-Language", chance.Next(3) == 0 ? Any(HostileValues.Headers, chance) : Any(["vi", "lo", "en"], chance)));
        return (caller, headers);
    }

    private byte[]? BodyOf(JsonElement operation, Random chance)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            return chance.Next(40) == 0 ? "{}"u8.ToArray() : null;
        if (chance.Next(25) == 0)
            return null;
        if (body.GetProperty("content").TryGetProperty("application/json", out var json))
            return new HostileBodies(_document, chance).Of(json.GetProperty("schema"));
        var bytes = new byte[chance.Next(300)];
        chance.NextBytes(bytes);
        return chance.Next(2) == 0 ? [.. "%PDF-1.7 "u8, .. bytes] : bytes;
    }

    private static string? HeaderValue(string name, int number, Random chance) => (name, chance.Next(20)) switch
    {
        (_, 0) => Any(HostileValues.Headers, chance),
        (_, 1) => null,
        ("Idempotency-Key", 3) => string.Create(CultureInfo.InvariantCulture, $"fz-{Math.Max(0, number - 1 - chance.Next(5))}"),
        ("Idempotency-Key", 2) => $"shared-{chance.Next(7)}",
        ("Idempotency-Key", _) => string.Create(CultureInfo.InvariantCulture, $"fz-{number}"),
        ("If-Match", < 8) => $"\"{chance.Next(6)}\"",
        ("If-Match", _) => "\"1\"",
        (_, < 4) => Any(HostileValues.Headers, chance),
        _ => null,
    };

    private static (string, string) Strange(Random chance) => Any<(string, string)>(
    [
        ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Host", "evil.example"),
            ("Forwarded", "host=evil.example"), ("X-Original-URL", "/metrics"),
        ("Upgrade", "h2c"), ("Range", "bytes=0-99999999999"), ("Accept", "*/*;q=nan"), ("Accept", new string('x', 5_000)),
            ("Cookie", new string('c', 8_000)), ("baggage", new string('b', 8_000)),
        ("Content-Encoding", "gzip"), ("TE", "trailers, deflate"), ("Origin", "https://evil.example"), ("Referer", "\u202e"),
            ("If-Modified-Since", "never"), ("X-Content-Length", "0"),
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("traceparent", "00-" + new string('f', 600)),
            ("tracestate", "a=b\u200b"), ("Connection", "close, keep-alive"),
    ],
    chance);

    private static string QueryValue(string name, Random chance) => chance.Next(2) == 0 ? Any(HostileValues.Encoded, chance) : name switch
    {
        "limit" => Any(["1", "200", "0", "201"], chance),
        "cursor" or "after" => Any(["<cursor>", "<foreign-cursor>", "<cut-cursor>", "AAAA"], chance),
        "asOf" => Any(["2026-11-21T00:00:00Z", "program/<program>@1", "2000-01-01T00:00:00Z", "program/<restricted>@1"], chance),
        "lang" => Any(["vi", "lo", "en"], chance),
        "from" or "to" or "on" or "date" => Any(["1", "2025", "2026-11-21", "2026-11-21T00:00:00Z", "program/<program>@1"], chance),
        "rate" => "VND:0.000039",
        "in" => "USD",
        "by" => Any(["province", "area", "side", "agreement", "period", "state"], chance),
        _ => Uri.EscapeDataString(Any(HostileValues.Plausible, chance)).Replace("%3C", "<", StringComparison.Ordinal)
            .Replace("%3E", ">", StringComparison.Ordinal),
    };

    private static string Segment(string path, string name, Random chance) => chance.Next(10) == 0 ? Any(HostileValues.Encoded, chance)
        : name switch
        {
            "id" when path.StartsWith("/v1/programs", StringComparison.Ordinal)
                || path.StartsWith("/v1/public/programs", StringComparison.Ordinal)
                => Any(["<program>", "<program>", "<program>", "<program>", "<program>", "<restricted>", "none"], chance),
            "id" when path.Contains("agreements", StringComparison.Ordinal) =>
                Any(["<agreement>", "<agreement>", "<agreement>", "<agreement>", "<agreement>", "none"], chance),
            "id" => Any(["vn-db", "vn-db", "vn-db", "la-lpb", "vn", "none"], chance),
            "commitment" => Any(["students", "students", "students", "none"], chance),
            "entry" => Any(["<entry>", "<entry>", "<entry>", "e-none"], chance),
            // Whoever really takes part stays: hostile requests are made by them.
            "agency" => "vn-db-fuzzed",
            "user" => "fuzzed",
            "number" => chance.Next(4).ToString(CultureInfo.InvariantCulture),
            "period" => Any(["2025", "2025-01..2025-03"], chance),
            "hash" => new string('0', 64),
            _ => Any(["k-fuzzed", "fuzzed", "none"], chance),
        };

    private static T Any<T>(T[] values, Random chance) => values[chance.Next(values.Length)];

    [GeneratedRegex("/(confirmation|dispute|sendBack|distinct)$")]
    private static partial Regex Answering();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
