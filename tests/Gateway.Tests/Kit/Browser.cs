using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using CoopGrains.Contracts;
using CoopGrains.Gateway.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Kit;

/// <summary>What a browser does when somebody signs in: keeps cookies, sends forms, and follows where it is sent, when it is told to.</summary>
public sealed partial class Browser : IDisposable
{
    /// <summary>The cookie of a session.</summary>
    public const string Session = "coop-session";

    private readonly HttpClient _http;

    /// <param name="site">The site.</param>
    /// <param name="address">Where it is reached, when not at the address that it gives people.</param>
    public Browser(Site site, Uri? address = null)
    {
        Address = address ?? site.Services.GetRequiredService<SignInSite>().Address;
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The session's cookie; null when there is none.</summary>
    public string? SessionCookie
    {
        get => Cookies.GetCookies(Address)[Session]?.Value;
        set => Cookies.Add(Address, new Cookie(Session, value, "/"));
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public async Task<Reply> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return new(response.StatusCode, response, isStream ? [] : await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>A write of JSON with a key of its own.</summary>
    public Task<Reply> WriteAsync(string method, string path, string body, params (string Name, string Value)[] headers) => SendAsync(
        method, path, new StringContent(body, null, "application/json"), [.. headers, ("Idempotency-Key", Client.NewKey())]);

    /// <summary>The header that a page of this session sends with its writes.</summary>
    public async Task<(string Name, string Value)> AntiforgeryAsync() =>
        ("Coop-Antiforgery", (await GetAsync("/v1/session")).MustBe(200).Json.GetProperty("antiforgery").GetString()!);

    /// <summary>Asks to sign in; where the issuer is.</summary>
    public async Task<string> BeginAsync(string query = "") => (await GetAsync("/sign-in" + query)).MustBe(302).Header("Location")!;

    /// <summary>Chooses who to be on the issuer's page; where that sends back to.</summary>
    public async Task<string> ChooseAsync(string authorize, Actor who)
    {
        var page = (await GetAsync(authorize)).MustBe(200).Text;
        var form = new Dictionary<string, string>
        {
            ["antiforgery"] = HttpUtility.HtmlDecode(Hidden().Match(page).Groups[1].Value),
            ["who"] = $"{who.Agency}/{who.User}",
        };
        var action = HttpUtility.HtmlDecode(Action().Match(page).Groups[1].Value);
        using var content = new FormUrlEncodedContent(form);
        return (await SendAsync("POST", action, content)).MustBe(303).Header("Location")!;
    }

    /// <summary>Signs in; where that leads to.</summary>
    public async Task<string> SignInAsync(Actor who, string query = "") =>
        (await GetAsync(await ChooseAsync(await BeginAsync(query), who))).MustBe(302).Header("Location")!;

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\">")]
    private static partial Regex Action();
}
