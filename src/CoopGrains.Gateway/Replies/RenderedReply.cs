using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Replies;

/// <summary>The bytes of a reply and their entity tag.</summary>
internal sealed class RenderedReply
{
    // A view is immutable and lives as long as its book stands still: so do its bytes, in each language that was asked for.
    private static readonly ConditionalWeakTable<object, RenderedReply?[]> OfViews = [];

    private RenderedReply(byte[] body)
    {
        Body = body;
        ETag = $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 15))}\"";
    }

    /// <summary>The bytes.</summary>
    public byte[] Body { get; }

    /// <summary>A strong entity tag: a hash of exactly the bytes shown, and of nothing that is hidden.</summary>
    public string ETag { get; }

    /// <summary>The bytes of an immutable view, made once for each language.</summary>
    public static RenderedReply Of<T>(T view, string language)
        where T : class
    {
        var slots = OfViews.GetValue(view, static _ => new RenderedReply?[3]);
        return slots[Slot(language)] ??= Made(view, language);
    }

    /// <summary>The bytes of a reply that was put together for one request.</summary>
    public static RenderedReply Made<T>(T reply, string language) =>
        new(JsonSerializer.SerializeToUtf8Bytes(reply, ApiJson.Replies(language).GetTypeInfo(typeof(T))));

    /// <summary>Bytes that were rendered before.</summary>
    public static RenderedReply OfBytes(byte[] body) => new(body);

    /// <summary>True when the caller says it has these bytes. The comparison is the weak one, as RFC 9110 asks for reads.</summary>
    public bool IsKnownTo(HttpRequest request)
    {
        foreach (var sent in request.Headers.IfNoneMatch)
            if (sent is not null && (sent == "*" || sent == ETag || sent.Split(',').Any(IsThis)))
                return true;
        return false;
    }

    private bool IsThis(string tag)
    {
        var plain = tag.AsSpan().Trim();
        return (plain.StartsWith("W/") ? plain[2..] : plain).SequenceEqual(ETag);
    }

    private static int Slot(string language) => language switch { "vi" => 0, "lo" => 1, _ => 2 };
}
