using System.Threading.RateLimiting;
using CoopGrains.Gateway.Problems;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CoopGrains.Gateway.Safety;

/// <summary>Bounds on what a process takes on.</summary>
internal static class Limits
{
    /// <summary>Largest body.</summary>
    public const int Body = 1024 * 1024;

    /// <summary>Requests of a process at work.</summary>
    public const int InFlight = 512;

    /// <summary>Requests of a process that wait for that; beyond it 429.</summary>
    public const int Waiting = 1024;

    /// <summary>Requests of one agency at work: when the store slows, the others still find room.</summary>
    public const int OfOneAgency = 256;

    /// <summary>Requests of all strangers together at work, where the site answers them.</summary>
    public const int OfStrangers = 64;

    /// <summary>Streams of changes of one process: each costs some kilobytes.</summary>
    public const int Streams = 5_000;

    /// <summary>Connections of one process: those of its streams, and as many again.</summary>
    public const int Connections = 2 * Streams;

    /// <summary>
    /// Within what the headers of a request are there: somebody who sends a letter at a time keeps a connection no
    /// longer.
    /// </summary>
    public static readonly TimeSpan ForHeaders = TimeSpan.FromSeconds(20);

    private const int StreamsOfHttp2 = 100;

    /// <summary>Bounds what Kestrel reads before anybody looks at it.</summary>
    public static void BoundKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Body;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.RequestHeadersTimeout = ForHeaders;
        // A body and an answer have to move: by the byte they would hold a place of their agency.
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsOfHttp2;
    }

    /// <summary>Bounds requests in flight; beyond that and a queue, 429.</summary>
    public static IServiceCollection AddRequestLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => new()
        {
            PermitLimit = InFlight,
            QueueLimit = Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
        limiter.OnRejected = (rejected, _) => new(ProblemDocument.WriteAsync(rejected.HttpContext, new(Codes.TooManyRequests)));
    });
}
