using System.Collections.Frozen;
using System.Diagnostics;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Operations.Pages;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace CoopGrains.Gateway.Safety;

/// <summary>First in line: headers that every reply carries, and a trace for every request.</summary>
internal sealed class SafetyHeaders(RequestDelegate next, TimeProvider clock, IHostApplicationLifetime lifetime, CoopOptions options)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string Pages = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The same, with forms that ask this site.
    private const string Ops = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    // The reference page brings its own scripts and writes its own styles; it may talk to this site only.
    private const string Docs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private readonly FrozenSet<string> _hosts = options.Hosts
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = clock.GetTimestamp();
        var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
        HttpSpan.Begin(span, http.Request.Path.Value ?? "");
        using var own = Activity.Current is null ? Continue(http.Request) : null;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = PolicyOf(http.Request.Path);
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // Sends clients to another process before this one listens no more.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            headers.Connection = "close";
        headers["Trace-Id"] = Activity.Current!.TraceId.ToHexString();
        // Kestrel keeps a Content-Length beside chunks under this name; whoever sends both may mean two requests.
        if (http.Request.Headers.ContainsKey("X-Content-Length"))
            await ProblemDocument.WriteAsync(http, new(Codes.BadRequest));
        else if (HttpMethods.IsTrace(http.Request.Method))
            await ProblemDocument.WriteAsync(http, new(Codes.MethodNotAllowed));
        else if (!IsOurs(http.Request))
            await ProblemDocument.WriteAsync(http, new(Codes.BadRequest));
        else
            await next(http);
        if (span is { IsAllDataRequested: true })
            Describe(http, span, began);
    }

    private static string PolicyOf(PathString path) =>
        path.StartsWithSegments("/docs") ? Docs
        : path.StartsWithSegments(ProblemDocument.Types) ? Pages
        : path.StartsWithSegments(OpsPage.Root) ? Ops
        : Nothing;

    // Under a name that somebody else gave it, a page of theirs could speak to this site. Probes know no more than an address.
    private bool IsOurs(HttpRequest request) =>
        _hosts.Count == 0 || _hosts.Contains(request.Host.Host) || request.Path.StartsWithSegments("/health");

    // Nobody listens to the framework's spans: the reply and the journal still get the caller's trace id, or a new one.
    private static Activity Continue(HttpRequest request)
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        if (request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, out _))
            activity.SetParentId(parent);
        return activity.Start();
    }

    private void Describe(HttpContext http, Activity span, long began)
    {
        var endpoint = http.GetEndpoint();
        var ending = http.Features.Get<Ending>();
        var asked = new HttpAsked(
            http.Request.Method,
            http.Request.Scheme,
            (endpoint as RouteEndpoint)?.RoutePattern.RawText,
            Discretion.IsAboutRestricted(http, ending?.Code),
            http.Response.Headers["Coop-Version"] is [{ } version] ? version : null,
            ending?.Code);
        // A stream is meant to last.
        var elapsed = endpoint?.Metadata.GetMetadata<StaysOpen>() is null ? clock.GetElapsedTime(began) : TimeSpan.Zero;
        HttpSpan.Finish(span, asked, http.Response.StatusCode, ending?.Escaped, elapsed);
    }
}
