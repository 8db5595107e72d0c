using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grains.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP on a loopback port and keeps what came.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Type, string Body)> _requests = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _requests.Enqueue((context.Request.Path, context.Request.ContentType ?? "", Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    public string Address => _app.Urls.Single();

    public IEnumerable<string> Paths => _requests.Select(request => request.Path).Distinct();

    public IEnumerable<string> Types => _requests.Select(request => request.Type).Distinct();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Whether a text stands in what was sent to a path: protobuf keeps ASCII texts as they are.</summary>
    public bool Got(string path, string text) =>
        _requests.Any(request => request.Path == path && request.Body.Contains(text, StringComparison.Ordinal));

    /// <summary>Whether an id does, which protobuf keeps as bytes.</summary>
    public bool GotId(string path, string hex) => Got(path, Encoding.Latin1.GetString(Convert.FromHexString(hex)));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
