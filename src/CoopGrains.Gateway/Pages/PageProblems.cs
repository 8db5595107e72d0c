using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Pages;

/// <summary>What people are shown instead of a problem document, and where strangers are sent.</summary>
internal static class PageProblems
{
    private const string Page = "/Problem";

    private static readonly string[] ForPrograms = ["/v1", "/openapi", "/metrics", "/health", "/problems"];

    /// <summary>True when a browser asks for a page.</summary>
    public static bool IsAsked(HttpContext http)
    {
        foreach (var path in ForPrograms)
            if (http.Request.Path.StartsWithSegments(path))
                return false;
        return http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html" && type.Quality is null or > 0);
    }

    /// <summary>Answers with a page where one is asked for, else with a problem document.</summary>
    public static async Task WriteAsync(HttpContext http, Problem problem)
    {
        if (!IsAsked(http) || !await IsShownAsync(http, problem))
            await ProblemDocument.WriteAsync(http, problem);
    }

    /// <summary>Sends a stranger who wants a page to where people sign in; false for anybody else.</summary>
    /// <remarks>What a form brought is kept for the page to show again.</remarks>
    public static async Task<bool> SendsToSignInAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (!PageReplies.IsPage(http.GetEndpoint()) || !IsAsked(http)
            || (!HttpMethods.IsGet(http.Request.Method) && !await services.GetRequiredService<PageDrafts>().KeepAsync(http)))
            return false;
        var isOffered = SignInSite.IsOffered(services.GetRequiredService<CoopOptions>(), services.GetRequiredService<IHostEnvironment>());
        var asked = http.Request.Path + http.Request.QueryString;
        (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status303SeeOther,
            http.Request.Path == "/" || !isOffered ? "/welcome" : "/sign-in" + QueryString.Create("return", asked));
        return true;
    }

    /// <summary>Sends an operator, who reads nothing of the register, from the first page to the pages of operation; false for anybody else.</summary>
    public static bool SendsToOperations(HttpContext http, Actor actor)
    {
        if (http.Request.Path != "/" || !actor.Roles.HasFlag(Roles.Operator) || (actor.Roles & NeededRole.Readers) != Roles.None
            || !HttpMethods.IsGet(http.Request.Method) || !IsAsked(http))
            return false;
        (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status303SeeOther, "/ops");
        return true;
    }

    private static async Task<bool> IsShownAsync(HttpContext http, Problem problem)
    {
        if (http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .FirstOrDefault(found => PageReplies.IsPage(found) && found.RoutePattern.RawText == "problem") is not { RequestDelegate: { } show } page)
            return false;
        var language = PageLanguage.Of(http, "vi");
        var told = ProblemDocument.In(language, problem, Activity.Current?.TraceId.ToHexString() ?? "");
        http.Features.Set(new PageProblem(told.Status, told.Code, told.Title, told.Detail, told.TraceId));
        http.Request.RouteValues = new() { ["page"] = Page };
        if (!HttpMethods.IsPost(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        var endpoint = http.GetEndpoint();
        http.SetEndpoint(page);
        try
        {
            http.Response.Headers.Remove(HeaderNames.Allow);
            await PageReplies.SendAsync(http, show);
        }
        finally
        {
            // What describes the request afterwards describes what was asked for.
            http.SetEndpoint(endpoint);
        }
        return true;
    }
}
