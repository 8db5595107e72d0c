using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using CoopGrains.Hosting.Telemetry.Traces;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>What the span of an HTTP request says. ASP.NET Core starts and ends it, and writes nothing else.</summary>
public static class HttpSpan
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    // As many as there are routes, each a text of its own: to hash all of it for every request would take longer than to name it.
    private static readonly ConcurrentDictionary<(string Method, string Route), (string Name, string Route)> Named = new(new SameRoute());

    /// <summary>
    /// Drops the span of a health probe, of <c>/metrics</c>, a page under <c>/ops</c> or the endless <c>/changes</c> stream, with all that
    /// comes below it. Call before anything is.
    /// </summary>
    /// <param name="span">The request's span (<c>IHttpActivityFeature</c>), or null.</param>
    /// <param name="path">The request's path.</param>
    public static void Begin(Activity? span, string path)
    {
        if (span is null || !IsNoise(path))
            return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>
    /// Names the span by its route, and marks errors and slow requests (over 1 s: <c>coop.slow</c>). Call when the reply's status is known.
    /// </summary>
    /// <param name="span">The request's span (<c>IHttpActivityFeature</c>), or null.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="status">The reply's status code.</param>
    /// <param name="error">What escaped the endpoint, or null.</param>
    /// <param name="elapsed">Since the request began.</param>
    public static void Finish(Activity? span, in HttpAsked request, int status, Exception? error, TimeSpan elapsed)
    {
        // A span that exists only to carry the trace id has no listeners.
        if (span is not { IsAllDataRequested: true } || !span.Source.HasListeners())
            return;
        var (name, route) = NameOf(request);
        span.DisplayName = name;
        span.AddTag("http.request.method", IsKnown(request.Method) ? request.Method : "_OTHER");
        span.AddTag("url.scheme", request.Scheme);
        if (route is not null)
        {
            // Paths and queries may hold what must not be written down: a code, the name of a restricted book, or a token that somebody
            // puts there though it is refused.
            span.AddTag("url.path", route);
            span.AddTag("http.route", route);
        }

        span.AddTag("http.response.status_code", status);
        if (request.Version is not null && !RestrictedKeys.MayBeIn(request.Version))
            span.SetTag("coop.version", request.Version);
        if (request.Code is not null)
            span.SetTag("coop.code", request.Code);
        if (request.IsWithheld || (request.Version is not null && RestrictedKeys.MayBeIn(request.Version)))
            Withheld.Mark(span);
        if (elapsed > Slow)
            span.SetTag("coop.slow", true);
        if (error is null && status < 500)
            return;
        span.SetTag("error.type", error?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        span.SetStatus(ActivityStatusCode.Error);
        if (error is not null)
            span.AddException(error);
    }

    // Anybody may make up a method; the names of spans have an end.
    private static (string Name, string? Route) NameOf(in HttpAsked request)
    {
        var method = IsKnown(request.Method) ? request.Method : "HTTP";
        if (request.Route is null)
            return (method, null);
        return Named.GetOrAdd((method, request.Route), static asked =>
        {
            var route = "/" + asked.Route.Trim('/');
            return ($"{asked.Method} {route}", route);
        });
    }

    private static bool IsKnown(string method) => method is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH";

    private sealed class SameRoute : IEqualityComparer<(string Method, string Route)>
    {
        public bool Equals((string Method, string Route) x, (string Method, string Route) y) =>
            ReferenceEquals(x.Route, y.Route) && x.Method == y.Method;

        public int GetHashCode((string Method, string Route) asked) => RuntimeHelpers.GetHashCode(asked.Route) ^ asked.Method.Length;
    }

    private static bool IsNoise(string path) =>
        path is "/metrics" or "/health" or "/v1/changes" or "/ops" || path.StartsWith("/health/", StringComparison.Ordinal)
        || path.StartsWith("/ops/", StringComparison.Ordinal);
}

/// <summary>What a request asked, for its span.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Route">The route's template, or null when none matched; never the path, which has no end of values.</param>
/// <param name="IsWithheld">True when the request is about a restricted book, or what only such books have.</param>
/// <param name="Version">The version of the book that it made: what leads from the trace to the journal. Null for a read.</param>
/// <param name="Code">The code of the problem that it was answered with, or null.</param>
public readonly record struct HttpAsked(
    string Method, string Scheme, string? Route, bool IsWithheld = false, string? Version = null, string? Code = null);
