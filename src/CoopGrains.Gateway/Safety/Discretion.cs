using CoopGrains.Gateway.Operations.Pages;
using CoopGrains.Gateway.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace CoopGrains.Gateway.Safety;

/// <summary>Keeps from those who run the site, and are not cleared, which requests are about restricted books.</summary>
internal static class Discretion
{
    /// <summary>
    /// Whether a request is: its path names such a book, its route is about such books alone (what is in no metric is in no trace), or
    /// its answer has a code that is.
    /// </summary>
    public static bool IsAboutRestricted(HttpContext http, string? code) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null
        || (http.Request.RouteValues["id"] is string book && book.StartsWith("r-", StringComparison.OrdinalIgnoreCase))
        || (code is not null && Refusals.TellsOfRestricted(code));

    /// <summary>Notes the code that a request is answered with, for its span and for what operators are shown.</summary>
    public static void Note(HttpContext http, string code)
    {
        Ending.Of(http).Code = code;
        if (IsAboutRestricted(http, code))
            return;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        // Without a route the method may be anything that somebody made up.
        var method = route is not null || http.Request.Method is "GET" or "POST" ? http.Request.Method : "other";
        // A server that is being put together has none.
        http.RequestServices?.GetService<Refusals>()?.Add(method, route, code, ProblemCatalog.Of(code).Status);
    }
}

/// <summary>What a request came to, for its span: one feature, as looking for each costs every request. None when all went well.</summary>
internal sealed class Ending
{
    /// <summary>The code of the problem that it was answered with, or null.</summary>
    public string? Code { get; set; }

    /// <summary>What ended a request that was answered with a fault or as a defect, or null.</summary>
    public Exception? Escaped { get; set; }

    /// <summary>That of a request, made when there is none.</summary>
    public static Ending Of(HttpContext http)
    {
        if (http.Features.Get<Ending>() is { } known)
            return known;
        var ending = new Ending();
        http.Features.Set(ending);
        return ending;
    }
}
