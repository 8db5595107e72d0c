using Microsoft.AspNetCore.Antiforgery;

namespace CoopGrains.Gateway.SignIn;

/// <summary>Tokens that show that a form is of a page of this site.</summary>
internal static class FormTokens
{
    /// <summary>The tokens for a page, which is then kept by no cache.</summary>
    public static AntiforgeryTokenSet MakeTokens(this IAntiforgery antiforgery, HttpContext http)
    {
        // Every page forbids that already, but in words that antiforgery replaces with a warning in the log of each page.
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return antiforgery.GetAndStoreTokens(http);
    }
}
