using CoopGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Requests;

/// <summary>The language a request asks for: <c>?lang=</c>, else <c>Accept-Language</c>, else English.</summary>
internal static class Language
{
    private const string Otherwise = "en";

    /// <summary>"vi", "lo" or "en"; an unknown <c>lang</c> is a wrong request.</summary>
    public static string Of(HttpContext http)
    {
        if (!http.Request.Query.TryGetValue("lang", out var asked))
            return Accepted(http.Request.Headers.AcceptLanguage.Count == 0 ? null : http.Request);
        return Known(asked.ToString()) ?? throw Problem.With(Codes.QueryInvalid, ("field", "lang"), ("form", "vi, lo, en")).Thrown();
    }

    /// <summary>The same for a problem document, which has to be in some language whatever was asked.</summary>
    public static string OfProblem(HttpContext http) => Known(http.Request.Query["lang"].ToString()) ?? Accepted(http.Request);

    private static string Accepted(HttpRequest? request)
    {
        if (request is null)
            return Otherwise;
        var (best, quality) = (Otherwise, 0.0);
        foreach (var offer in request.GetTypedHeaders().AcceptLanguage)
            if (Known(Primary(offer)) is { } language && (offer.Quality ?? 1) > quality)
                (best, quality) = (language, offer.Quality ?? 1);
        return best;
    }

    private static string Primary(StringWithQualityHeaderValue offer) =>
        offer.Value.Value?.Split('-', 2)[0].ToLowerInvariant() ?? "";

    private static string? Known(string language) => language is "vi" or "lo" or "en" ? language : null;
}
