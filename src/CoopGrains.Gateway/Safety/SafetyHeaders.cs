using System.Diagnostics;
using CoopGrains.Gateway.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace CoopGrains.Gateway.Safety;

/// <summary>First in line: headers that every reply carries, and a trace for every request.</summary>
internal sealed class SafetyHeaders(RequestDelegate next)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The reference page brings its own scripts and writes its own styles; it may talk to this site only.
    private const string Docs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public async Task InvokeAsync(HttpContext http)
    {
        using var own = Activity.Current is null ? Continue(http.Request) : null;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? Docs : Nothing;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        headers["Trace-Id"] = Activity.Current!.TraceId.ToHexString();
        if (HttpMethods.IsTrace(http.Request.Method))
            await ProblemDocument.WriteAsync(http, new(Codes.MethodNotAllowed));
        else
            await next(http);
        Describe(Activity.Current, http);
    }

    // Nobody listens to the framework's spans: the reply and the journal still get the caller's trace id, or a new one.
    private static Activity Continue(HttpRequest request)
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        if (request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, out _))
            activity.SetParentId(parent);
        return activity.Start();
    }

    private static void Describe(Activity? activity, HttpContext http)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
        activity.SetTag("http.request.method", http.Request.Method);
        activity.SetTag("url.path", route ?? new Uri(http.Request.GetDisplayUrl()).AbsolutePath);
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode < StatusCodes.Status500InternalServerError)
            return;
        activity.SetTag("error.type", http.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
