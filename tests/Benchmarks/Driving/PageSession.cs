using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Signs somebody in as a browser does, by the issuer's page.</summary>
internal static partial class PageSession
{
    /// <summary>
    /// Signs in, opens the first page, and does both again, as somebody who comes back and is told what has changed; gives the cookies that a
    /// browser then has.
    /// </summary>
    /// <param name="port">Where the site listens.</param>
    /// <param name="who">Who, as <c>agency/user</c>.</param>
    public static async Task<string> OfAsync(int port, string who)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = address };
        await SignInAsync(http, who);
        await SignInAsync(http, who);
        return handler.CookieContainer.GetCookieHeader(address);
    }

    private static async Task SignInAsync(HttpClient http, string who)
    {
        using var asked = await http.GetAsync("/sign-in");
        var page = await asked.Content.ReadAsStringAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["antiforgery"] = HttpUtility.HtmlDecode(Hidden().Match(page).Groups[1].Value),
            ["who"] = who,
        });
        using var signed = await http.PostAsync(HttpUtility.HtmlDecode(Action().Match(page).Groups[1].Value), form);
        var first = await signed.Content.ReadAsStringAsync();
        WrongAnswerException.ThrowIf(!first.Contains("data-live=\"asof\"", StringComparison.Ordinal), $"{who} did not come to the first page: {first}");
    }

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
