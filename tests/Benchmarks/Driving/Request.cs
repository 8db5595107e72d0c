using System.Text;

namespace Benchmarks.Driving;

/// <summary>The bytes of requests.</summary>
internal static class Request
{
    public static byte[] Get(string path, string token, string? after = null) => Encoding.UTF8.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        + $"{(after is null ? "" : $"Coop-After: {after}\r\n")}\r\n");

    public static byte[] Write(string method, string path, string token, string key, string body) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static byte[] Probe(string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
}
