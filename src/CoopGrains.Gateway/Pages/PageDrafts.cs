using System.Security.Cryptography;
using System.Text.Json;
using CoopGrains.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CoopGrains.Gateway.Pages;

/// <summary>Keeps in the browser, sealed and for a short time, what somebody typed into a form whose session was over.</summary>
/// <remarks>
/// Only the page that it was typed into shows it again, to the one who typed it, who still has to send it. Nothing is kept here. Cookies hold
/// four thousand letters: the longest texts are left out where all would be too long.
/// </remarks>
internal sealed class PageDrafts(IDataProtectionProvider protection)
{
    /// <summary>The field of a form that says who it was shown to.</summary>
    public const string Who = "who";

    private const string Cookie = "coop-draft";
    private const string Path = "/";
    private const int Longest = 3_600;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _seal = protection.CreateProtector("page drafts");

    /// <summary>Keeps the form of a request; false when it is none of this site's own pages.</summary>
    public async Task<bool> KeepAsync(HttpContext http)
    {
        // Another site may send a form here too: what it wrote is not what somebody typed.
        if (!http.Request.HasFormContentType || http.Request.Headers["Sec-Fetch-Site"] is [not "same-origin"])
            return false;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var fields = form.Where(field => field.Key != SignIn.SignInServices.AntiforgeryField)
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        fields[Path] = http.Request.Path + http.Request.QueryString;
        for (; fields.Count > 1; fields.Remove(fields.Where(field => field.Key != Path).MaxBy(field => field.Value.Length).Key))
            if (WebEncoders.Base64UrlEncode(_seal.Protect(JsonSerializer.SerializeToUtf8Bytes(fields))) is { Length: <= Longest } draft)
            {
                http.Response.Cookies.Append(Cookie, draft, Options(http, Kept));
                return true;
            }
        return false;
    }

    /// <summary>What was kept for this page and reader, which is then kept no longer; null when nothing was.</summary>
    public IReadOnlyDictionary<string, string>? Take(HttpContext http, Actor reader)
    {
        if (http.Request.Cookies[Cookie] is not { } kept)
            return null;
        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(_seal.Unprotect(WebEncoders.Base64UrlDecode(kept)))!;
            if (!fields.Remove(Path, out var path) || path.Split('?')[0] != http.Request.Path
                || !fields.Remove(Who, out var who) || who != $"{reader.Agency}/{reader.User}")
                return null;
            http.Response.Cookies.Delete(Cookie, Options(http, null));
            return fields;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/my-work",
        MaxAge = age,
    };
}
