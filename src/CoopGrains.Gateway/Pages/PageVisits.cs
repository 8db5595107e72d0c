using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CoopGrains.Gateway.Pages;

/// <summary>Keeps in the browser, sealed, up to when its user has seen the first page: in this session, and in the one before.</summary>
/// <remarks>A visit is a session: what was new stays new until the next one. Nothing is kept here, and nobody else's visit is told.</remarks>
internal sealed class PageVisits(IDataProtectionProvider protection)
{
    private const string Cookie = "coop-visit";
    private const int Parts = 4;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private readonly IDataProtector _seal = protection.CreateProtector("page visits");

    /// <summary>Notes that the page is seen as of an instant; up to when the user had seen it before this session, null when that is not known.</summary>
    public DateTimeOffset? Note(HttpContext http, Actor reader, DateTimeOffset asOf)
    {
        var (who, session) = ($"{reader.Agency}/{reader.User}", SessionPrincipal.IdOf(http.User));
        var kept = Read(http) is [var user, var other, var before, var last] && user == who ? (Session: other, Before: before, Last: last) : default;
        var seen = kept.Session == session ? kept.Before : kept.Last;
        var content = string.Join('\n', who, session, seen ?? "", asOf.UtcTicks.ToString(CultureInfo.InvariantCulture));
        http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(_seal.Protect(Encoding.UTF8.GetBytes(content))), new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = Kept,
        });
        return long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? new(ticks, TimeSpan.Zero) : null;
    }

    private string[]? Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } kept)
            return null;
        try
        {
            return Encoding.UTF8.GetString(_seal.Unprotect(WebEncoders.Base64UrlDecode(kept))).Split('\n') is { Length: Parts } parts ? parts : null;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
