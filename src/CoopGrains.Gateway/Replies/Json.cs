using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes replies.</summary>
internal static class Json
{
    private const string Own = "application/json; charset=utf-8";

    /// <summary>The answer to a write: the same bytes whoever repeats it in whatever language.</summary>
    public static Task WriteAsync<T>(HttpContext http, T reply) =>
        SendAsync(http, JsonSerializer.SerializeToUtf8Bytes(reply, ApiJson.Replies("en").GetTypeInfo(typeof(T))));

    /// <summary>A reply with an entity tag over its bytes; 304 when the caller has them.</summary>
    public static async Task WriteTaggedAsync(HttpContext http, RenderedReply rendered, string mediaType = Own)
    {
        await RestrictedReads.BeforeShowingAsync(http, rendered.Body);
        if (!IsKnown(http, rendered, rendered.ETag))
            await SendAsync(http, rendered.Body, mediaType);
    }

    /// <summary>An aggregate, with the instant that gives it again and the lag behind it.</summary>
    /// <remarks>
    /// The entity tag covers what is aggregated, not the instant of asking, and is weak for that reason. The journal's position is
    /// left out: it moves with books that the reader may not see.
    /// </remarks>
    public static async Task WriteStampedAsync<T>(HttpContext http, T reply, ViewStamp stamp, Conversion? conversion = null)
    {
        var language = Language.Of(http);
        var content = conversion is null ? RenderedReply.Made(reply, language) : AmountsIn.Made(reply, conversion, language);
        await RestrictedReads.BeforeShowingAsync(http, content.Body);
        if (IsKnown(http, content, "W/" + content.ETag))
            return;
        var head = Encoding.ASCII.GetBytes($"{{\"asOf\":\"{Instants.Words(stamp.AsOf)}\",\"lag\":{(int)stamp.Lag.TotalSeconds},");
        await SendAsync(http, [.. head, .. content.Body.AsSpan(1)]);
    }

    // Tags the reply; true when the caller has its bytes, which makes it a 304.
    private static bool IsKnown(HttpContext http, RenderedReply content, string tag)
    {
        http.Response.Headers.ETag = tag;
        if (!content.IsKnownTo(http.Request))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static Task SendAsync(HttpContext http, byte[] body, string mediaType = Own)
    {
        http.Response.Headers.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
