using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using System.Threading.RateLimiting;
using CoopGrains.Hosting.Identities;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CoopGrains.Gateway.Operations;

/// <summary>What a gateway measures besides what the framework does: requests that ended badly, its queue, its certificate.</summary>
/// <remarks>All of it is there from the start: what operators are called for must be seen to increase the first time.</remarks>
internal sealed class GatewayMetrics
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter;
    private readonly DefaultHttpContext _anyone = new();
    private long _unknown;
    private long _unreadable;
    private long _defects;
    private long _certificateEnds;

    public GatewayMetrics(IMeterFactory meters, IOptions<RateLimiterOptions> limits, IServiceProvider services)
    {
        _limiter = limits.Value.GlobalLimiter!;
        var issuer = services.GetService<Issuer>();
        var meter = meters.Create("CoopGrains.Gateway");
        meter.CreateObservableCounter("coop.gateway.outcomes.unknown", () => Volatile.Read(ref _unknown), "{request}",
            "Requests for changes that were answered outcomeUnknown");
        meter.CreateObservableCounter("coop.gateway.books.unreadable", () => Volatile.Read(ref _unreadable), "{request}",
            "Requests that met a damaged book");
        meter.CreateObservableCounter("coop.gateway.defects", () => Volatile.Read(ref _defects), "{request}",
            "Requests that met a defect");
        meter.CreateObservableGauge("coop.gateway.requests.waiting", () => Statistics?.CurrentQueuedCount ?? 0, "{request}",
            "Requests that wait for a place at work");
        meter.CreateObservableGauge("coop.gateway.requests.waiting.max", () => (long)Safety.Limits.Waiting, "{request}",
            "Most that may wait; beyond it 429");
        meter.CreateObservableGauge("coop.gateway.requests.working",
            () => Safety.Limits.InFlight - (Statistics?.CurrentAvailablePermits ?? 0), "{request}", "Requests at work");
        meter.CreateObservableGauge("coop.identity.issuer.failing", () => issuer?.IsFailing is true ? 1 : 0, null,
            "1 while the issuer of identities cannot be reached or is not to be used");
        meter.CreateObservableGauge("coop.certificate.expiry.timestamp", CertificateEnds, "s",
            "When the certificate ends that was last shown to a client, as Unix time; none where there is no TLS");
    }

    private RateLimiterStatistics? Statistics => _limiter.GetStatistics(_anyone);

    /// <summary>A caller is told that the outcome is not known.</summary>
    public void OutcomeUnknown() => Interlocked.Increment(ref _unknown);

    /// <summary>A request met a damaged book.</summary>
    public void BookUnreadable() => Interlocked.Increment(ref _unreadable);

    /// <summary>A request met a defect.</summary>
    public void Defect() => Interlocked.Increment(ref _defects);

    /// <summary>Notes the certificate that clients are shown, whichever file it was read from and whenever.</summary>
    public static void WatchCertificate(KestrelServerOptions kestrel)
    {
        var metrics = kestrel.ApplicationServices.GetRequiredService<GatewayMetrics>();
        kestrel.ConfigureHttpsDefaults(https => https.OnAuthenticate = (_, shown) =>
            metrics.Shown(shown.ServerCertificateContext?.TargetCertificate ?? shown.ServerCertificate));
    }

    private void Shown(X509Certificate? certificate)
    {
        if (certificate is X509Certificate2 { NotAfter: var ends })
            Volatile.Write(ref _certificateEnds, new DateTimeOffset(ends).ToUnixTimeSeconds());
    }

    private IEnumerable<Measurement<long>> CertificateEnds() =>
        Volatile.Read(ref _certificateEnds) is > 0 and var ends ? [new(ends)] : [];
}
