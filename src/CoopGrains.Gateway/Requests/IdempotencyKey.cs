using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Requests;

/// <summary>Makes the operation of a write: what a book knows a repeated request by.</summary>
internal static class IdempotencyKey
{
    private const int Longest = 128;

    /// <summary>The key of a request.</summary>
    /// <exception cref="ProblemException">It is missing or is not 1 to 128 visible ASCII characters.</exception>
    public static string Of(HttpRequest request)
    {
        var sent = request.Headers["Idempotency-Key"];
        if (sent.Count == 0)
            throw new Problem(Codes.IdempotencyKeyMissing).Thrown();
        var key = sent.Count == 1 ? sent[0] ?? "" : "";
        if (key.Length is 0 or > Longest || key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
            throw new Problem(Codes.IdempotencyKeyInvalid).Thrown();
        return key;
    }

    /// <summary>The id of an operation: agencies choose their keys without knowing of each other's.</summary>
    public static string OperationId(Actor actor, string key) => $"{actor.Agency}:{key}";

    /// <summary>The operation of a request, or of one of its items.</summary>
    /// <param name="http">The request.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="key">The key; that of an item for a request of many.</param>
    /// <param name="content">What is asked, in canonical form.</param>
    /// <param name="deadline">Until when it may be committed.</param>
    public static Operation Operation(HttpContext http, Actor actor, string key, ReadOnlySpan<byte> content, DateTimeOffset deadline) => new()
    {
        Id = OperationId(actor, key),
        Fingerprint = Fingerprint(http.Request.Method, http.Request.Path.Value!, actor.User, content),
        Trace = System.Diagnostics.Activity.Current?.Id ?? "",
        Deadline = deadline,
    };

    /// <summary>What a request asks, in few letters.</summary>
    // The parts are kept apart by their lengths, so that no two requests run into the same bytes.
    public static string Fingerprint(string method, string path, string user, ReadOnlySpan<byte> content)
    {
        var head = $"{user.Length}:{user}{method.Length}:{method}{path.Length}:{path}";
        var all = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(head.Length) + content.Length);
        try
        {
            var length = Encoding.UTF8.GetBytes(head, all);
            content.CopyTo(all.AsSpan(length));
            return Convert.ToHexStringLower(SHA256.HashData(all.AsSpan(0, length + content.Length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(all);
        }
    }
}
