using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Requests;

/// <summary>A body that was read: the value, and its canonical bytes for the fingerprint.</summary>
internal readonly record struct RequestBody<T>(T Value, byte[] Canonical);

/// <summary>Reads bodies strictly.</summary>
internal static class RequestBody
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>The body as a value of a type; a missing body reads as an object without members.</summary>
    /// <exception cref="ProblemException">It is none: 400, 415 or 422 with pointers.</exception>
    public static async ValueTask<RequestBody<T>> ReadAsync<T>(HttpContext http)
    {
        var type = ApiJson.Request<T>();
        var sent = await ReadAllAsync(http.Request, http.RequestAborted);
        if (sent.Length > 0)
            RequireJson(http.Request);
        var canonical = sent.Length == 0 ? Nothing : CanonicalJson.Of(sent);
        return new(Parse(canonical, type), canonical);
    }

    /// <summary>What more has come of a body.</summary>
    /// <exception cref="ProblemException">400: its chunks are none.</exception>
    public static async ValueTask<ReadResult> NextAsync(PipeReader body, CancellationToken ct)
    {
        try
        {
            return await body.ReadAsync(ct);
        }
        catch (IOException malformed) when (malformed is not BadHttpRequestException && !ct.IsCancellationRequested)
        {
            // Kestrel has two kinds of words for chunks that are wrong.
            throw new Problem(Codes.BadRequest).Thrown();
        }
    }

    private static T Parse<T>(byte[] canonical, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(canonical, type)!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw BodyErrors.Of(canonical, type).Thrown();
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength == 0)
            return default;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await NextAsync(reader, ct);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void RequireJson(HttpRequest request)
    {
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isJson || request.Headers.ContentEncoding.Count > 0)
            throw new Problem(Codes.ContentTypeNotTaken).Thrown();
    }
}
