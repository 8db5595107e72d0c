using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Kit;

/// <summary>Speaks HTTP for one caller.</summary>
public sealed class Client(HttpClient http, string? token)
{
    private static int _keys;

    /// <summary>A key that no other request has.</summary>
    public static string NewKey() => "key-" + Interlocked.Increment(ref _keys).ToString(CultureInfo.InvariantCulture);

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>Everything on the work list, page by page: other tests of a site leave more to do than one page holds.</summary>
    public async Task<List<JsonElement>> WorkAsync(params (string Name, string Value)[] headers)
    {
        var items = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await GetAsync("/v1/worklist?limit=200" + cursor, headers)).MustBe(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
                return items;
            cursor = "&cursor=" + Uri.EscapeDataString(next);
        }
    }

    /// <summary>A write with a key of its own.</summary>
    public Task<Reply> WriteAsync(string method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body, [.. headers, ("Idempotency-Key", NewKey())]);

    public Task<Reply> PostAsync(string path, string? body, params (string Name, string Value)[] headers) => WriteAsync("POST", path,
        body, headers);

    /// <summary>A request whose status must be this.</summary>
    public async Task<Reply> MustAsync(HttpStatusCode status, string method, string path, string? body, params (string Name,
        string Value)[] headers)
    {
        var reply = method == "GET" ? await GetAsync(path, headers) : await WriteAsync(method, path, body, headers);
        Assert.True(reply.Status == status, $"{method} {path} was answered {(int)reply.Status}: {reply.Text}");
        return reply;
    }

    /// <summary>A request exactly as given.</summary>
    public Task<Reply> SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), "application/json", headers);

    public async Task<Reply> SendBytesAsync(string method, string path, byte[]? body, string? contentType, params (string Name,
        string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream has no end: that it begins is all that is asked here.
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return new(response.StatusCode, response, isStream ? [] : await response.Content.ReadAsByteArrayAsync());
    }
}

/// <summary>What came back.</summary>
public sealed class Reply(HttpStatusCode status, HttpResponseMessage response, byte[] body)
{
    private readonly Dictionary<string, string> _headers = response.Headers.Concat(response.Content.Headers)
        .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    public HttpStatusCode Status { get; } = status;

    public int StatusCode => (int)Status;

    public byte[] Body { get; } = body;

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The code of a problem.</summary>
    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The pointers of a problem's errors.</summary>
    public IEnumerable<string?> Pointers => Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer")
        .GetString());

    public IReadOnlyDictionary<string, string> Headers => _headers;

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>A problem without what differs by request.</summary>
    public string WithoutTrace() => Text.Replace(Json.GetProperty("traceId").GetString()!, "");

    /// <summary>Asserts this status.</summary>
    public Reply MustBe(int expected)
    {
        Assert.True(StatusCode == expected, $"expected {expected}, was {StatusCode}: {Text}");
        return this;
    }

    /// <summary>Asserts a problem of this status and code.</summary>
    public Reply Is(int expected, string code)
    {
        Assert.True(StatusCode == expected && Code == code, $"expected {expected} {code}, was {StatusCode}: {Text}");
        Assert.Equal("application/problem+json", Header("Content-Type"));
        return this;
    }
}
