using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Site;

/// <summary>The language of pages: what the reader chose on this machine, else what the browser asks for, else that of the reader's country.</summary>
public static class PageLanguage
{
    /// <summary>The cookie that keeps the choice.</summary>
    public const string Cookie = "coop-language";

    /// <summary>The languages, with what each calls itself.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> All = [("vi", "Tiếng Việt"), ("lo", "ລາວ"), ("en", "English")];

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>True for a language of the network.</summary>
    public static bool IsOne(string? language) => language is "vi" or "lo" or "en";

    /// <summary>The language of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="otherwise">Where neither the reader nor the browser says.</param>
    public static string Of(HttpContext http, string otherwise)
    {
        if (http.Request.Cookies[Cookie] is { } kept && IsOne(kept))
            return kept;
        var (best, quality) = (otherwise, 0.0);
        foreach (var offer in http.Request.GetTypedHeaders().AcceptLanguage)
            if (offer.Value.Value?.Split('-', 2)[0].ToLowerInvariant() is { } language && IsOne(language) && (offer.Quality ?? 1) > quality)
                (best, quality) = (language, offer.Quality ?? 1);
        return best;
    }

    /// <summary>Keeps a choice.</summary>
    public static void Keep(HttpContext http, string language) => http.Response.Cookies.Append(Cookie, language, new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = Kept,
    });
}
