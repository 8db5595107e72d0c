using System.Diagnostics;
using System.Globalization;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>What .NET 10 does not say on the span of an HTTP request.</summary>
public static class HttpSpan
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Names the span by its route, and marks errors and slow requests (over 1 s: <c>coop.slow</c>). Call when the reply's status is known.
    /// </summary>
    /// <param name="span">The request's span (<c>IHttpActivityFeature</c>), or null.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="route">The route's template, or null when none matched; never the path, which has no end of values.</param>
    /// <param name="status">The reply's status code.</param>
    /// <param name="error">What escaped the endpoint, or null.</param>
    /// <param name="elapsed">Since the request began.</param>
    public static void Finish(Activity? span, string method, string? route, int status, Exception? error, TimeSpan elapsed)
    {
        // A span that exists only to carry the trace id has no listeners.
        if (span is not { IsAllDataRequested: true } || !span.Source.HasListeners())
            return;
        // It may hold what must not be written down: a code, or a token that somebody puts there though it is refused.
        span.SetTag("url.query", null);
        span.DisplayName = route is null ? method : $"{method} {route}";
        if (route is not null)
            span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (elapsed > Slow)
            span.SetTag("coop.slow", true);
        if (error is null && status < 500)
            return;
        span.SetTag("error.type", error?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        span.SetStatus(ActivityStatusCode.Error);
        if (error is not null)
            span.AddException(error);
    }
}
