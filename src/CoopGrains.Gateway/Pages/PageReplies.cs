using CoopGrains.Gateway.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopGrains.Gateway.Pages;

/// <summary>Sends pages: whole or not at all, under a policy that runs nothing but this site's own files, and with restricted reads recorded first.</summary>
internal sealed class PageReplies(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'";

    public Task InvokeAsync(HttpContext http) => IsPage(http.GetEndpoint()) ? SendAsync(http, next) : next(http);

    /// <summary>True for the endpoint of a page.</summary>
    public static bool IsPage(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    /// <summary>Runs what makes a page, and sends what it made.</summary>
    public static async Task SendAsync(HttpContext http, RequestDelegate make)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        var line = http.Response.Body;
        using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await make(http);
        }
        finally
        {
            http.Response.Body = line;
        }
        if (page.Length == 0)
            return;
        var body = page.GetBuffer().AsMemory(0, (int)page.Length);
        await RestrictedReads.BeforeShowingAsync(http, body);
        http.Response.ContentLength = body.Length;
        await line.WriteAsync(body, http.RequestAborted);
    }
}
