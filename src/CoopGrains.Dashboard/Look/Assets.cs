using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CoopGrains.Dashboard.Look;

/// <summary>The style sheet, the script and the mark, each under an address that changes with its content, so that browsers may keep them.</summary>
public static class Assets
{
    private const string Path = "/look";

    private static readonly Asset[] All =
    [
        Read("site.css", "text/css; charset=utf-8"),
        Read("mark.svg", "image/svg+xml"),
        Read("live.js", "text/javascript; charset=utf-8"),
    ];

    /// <summary>The address of a file.</summary>
    public static string Address(string name) => All.First(asset => asset.Name == name) is var found ? $"{Path}/{name}?v={found.Version}" : "";

    /// <summary>How large the files are together, in bytes.</summary>
    internal static int TotalSize => All.Sum(asset => asset.Content.Length);

    /// <summary>How large a file is, in bytes.</summary>
    internal static int SizeOf(string name) => All.First(asset => asset.Name == name).Content.Length;

    /// <summary>Maps them.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder site)
    {
        var group = site.MapGroup(Path).AllowAnonymous().ExcludeFromDescription();
        foreach (var asset in All)
            group.MapGet("/" + asset.Name, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
                http.Response.Headers.ETag = $"\"{asset.Version}\"";
                return http.Request.Headers.IfNoneMatch == $"\"{asset.Version}\""
                    ? Results.StatusCode(StatusCodes.Status304NotModified)
                    : Results.Bytes(asset.Content, asset.Type);
            });
        return group;
    }

    private static Asset Read(string name, string type)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream("look." + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var content = copy.ToArray();
        return new(name, type, content, Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 9)));
    }

    private sealed record Asset(string Name, string Type, byte[] Content, string Version);
}
