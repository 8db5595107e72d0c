using System.Security.Cryptography;
using System.Text;
using CoopGrains.Gateway.Identities;

namespace CoopGrains.Gateway.Pages;

/// <summary>Remembers in the browser which operations the forms of a page stand for, until they are done and their reader was told so.</summary>
/// <remarks>
/// Whoever loses the link after sending a form goes back to its page, which is then read anew. A new operation would do twice what was
/// sent; and the answer that renews it is the very one that was lost. Of no use to others: whom it is shown to is part of the operation.
/// </remarks>
internal static class PageAttempts
{
    private const string Cookie = "coop-forms-";
    private const int Letters = 32;
    private const int PathLetters = 12;

    /// <summary>The operation of a form of the page that is asked for.</summary>
    public static string OperationOf(HttpContext http, string form)
    {
        var who = http.Visit().Actor;
        return Hash($"{AttemptOf(http)} {who.Agency} {who.User} {form}", Letters);
    }

    /// <summary>Begins new operations.</summary>
    public static string Renew(HttpContext http)
    {
        var attempt = RandomNumberGenerator.GetHexString(Letters, lowercase: true);
        http.Items[typeof(PageAttempts)] = attempt;
        http.Response.Cookies.Append(NameOf(http), attempt, new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = http.Request.Path,
        });
        return attempt;
    }

    private static string AttemptOf(HttpContext http) =>
        http.Items[typeof(PageAttempts)] as string ?? http.Request.Cookies[NameOf(http)] ?? Renew(http);

    // Of each page by itself, though its path begins as that of another.
    private static string NameOf(HttpContext http) => Cookie + Hash(http.Request.Path, PathLetters);

    private static string Hash(string text, int letters) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..letters];
}
