using System.Security.Cryptography;
using System.Text;
using System.Web;
using CoopGrains.Gateway.DevelopmentSignIn;
using CoopGrains.Gateway.Identities;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;
using Base64UrlEncoder = Microsoft.IdentityModel.Tokens.Base64UrlEncoder;

namespace Gateway.Tests;

/// <summary>The way in, by authorization code with PKCE, through the issuer of a development site.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Verifier = "0123456789-0123456789-0123456789-0123456789";

    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Lines _lines = new();
    private readonly Site _site;

    public SignInTests() => _site = new(0, false, services =>
    {
        services.AddSingleton(new WallClock(_clock));
        services.AddSingleton<ILoggerProvider>(_lines);
    }, ("Logging:LogLevel:Default", "Debug"));

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("", "/")]
    [InlineData("?return=/v1/session%3Flang=vi", "/v1/session?lang=vi")]
    public async Task Whoever_signs_in_comes_back_to_the_page_that_was_left(string query, string page)
    {
        using var browser = new Browser(_site);
        Assert.Equal(page, await browser.SignInAsync(People.Coordinator, query));
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org")]
    [InlineData("/\\example.org")]
    [InlineData("\\\\example.org")]
    [InlineData("~/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/%09/example.org")]
    [InlineData("%2F%2Fexample.org")]
    [InlineData("x")]
    [InlineData("")]
    public async Task Nobody_is_sent_to_another_site(string page)
    {
        using var browser = new Browser(_site);
        var asked = page.Contains('%', StringComparison.Ordinal) ? page : Uri.EscapeDataString(page);
        (await browser.GetAsync("/sign-in?return=" + asked)).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task The_issuer_is_asked_by_code_with_PKCE_state_and_nonce()
    {
        using var browser = new Browser(_site);
        var asked = HttpUtility.ParseQueryString(new Uri(await browser.BeginAsync()).Query);
        Assert.Equal(("code", "S256", "openid"), (asked["response_type"], asked["code_challenge_method"], asked["scope"]));
        Assert.Equal(browser.Address + "sign-in/callback", asked["redirect_uri"]);
        Assert.All((string[])["state", "nonce", "code_challenge"], name => Assert.True(asked[name]!.Length >= 32, name));
        var again = HttpUtility.ParseQueryString(new Uri(await browser.BeginAsync()).Query);
        Assert.All((string[])["state", "nonce", "code_challenge"], name => Assert.NotEqual(asked[name], again[name]));
    }

    [Fact]
    public async Task A_callback_counts_once_and_only_in_the_browser_that_asked()
    {
        using var victim = new Browser(_site);
        using var attacker = new Browser(_site);
        var callback = await attacker.ChooseAsync(await attacker.BeginAsync(), People.Coordinator);
        await victim.BeginAsync();
        (await victim.GetAsync(callback)).Is(400, "signInFailed");
        using var nobody = new Browser(_site);
        (await nobody.GetAsync(callback)).Is(400, "signInFailed");
        Assert.Null(victim.SessionCookie ?? nobody.SessionCookie);
        (await attacker.GetAsync(callback)).MustBe(302);
        using var again = new Browser(_site);
        (await attacker.GetAsync(callback)).Is(400, "signInFailed");
        (await again.GetAsync(callback)).Is(400, "signInFailed");
    }

    [Fact]
    public async Task A_changed_state_a_refusal_and_a_late_return_sign_nobody_in()
    {
        using var browser = new Browser(_site);
        foreach (var change in (Func<string, string>[])[
            callback => callback.Replace("state=", "state=x", StringComparison.Ordinal),
            callback => callback[..callback.IndexOf("&state", StringComparison.Ordinal)],
            callback => callback.Replace("code=", "code=x", StringComparison.Ordinal),
            callback => "/sign-in/callback?error=access_denied" + callback[callback.IndexOf("&state", StringComparison.Ordinal)..]])
            (await browser.GetAsync(change(await browser.ChooseAsync(await browser.BeginAsync(), People.Coordinator)))).Is(400, "signInFailed");
        var late = await browser.ChooseAsync(await browser.BeginAsync(), People.Coordinator);
        _clock.Advance(DevelopmentCodes.Life);
        (await browser.GetAsync(late)).Is(400, "signInFailed");
        Assert.Null(browser.SessionCookie);
    }

    [Fact]
    public async Task A_code_counts_once_with_its_own_verifier_and_address()
    {
        using var browser = new Browser(_site);
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, ("code_verifier", Verifier + "x")));
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, ("code_verifier", "")));
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, ("redirect_uri", "https://example.org/sign-in/callback")));
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, ("client_id", "another")));
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, ("code", "x")));
        Assert.Equal("taken", await ExchangeAsync(browser));
        Assert.Equal("invalid_grant", await ExchangeAsync(browser, again: true));
    }

    [Theory]
    [InlineData("redirect_uri", "https://example.org/")]
    [InlineData("redirect_uri", "{callback}/x")]
    [InlineData("client_id", "another")]
    [InlineData("response_type", "token")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "")]
    public async Task The_development_issuer_takes_exact_addresses_and_PKCE_alone(string name, string value)
    {
        using var browser = new Browser(_site);
        var callback = browser.Address + "sign-in/callback";
        (await browser.GetAsync(Authorize(browser, (name, value.Replace("{callback}", callback, StringComparison.Ordinal))))).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task Its_page_has_a_form_and_no_script_in_three_languages()
    {
        using var browser = new Browser(_site);
        var pages = new HashSet<string>();
        foreach (var language in (string[])["vi", "lo", "en"])
        {
            var page = (await browser.GetAsync(Authorize(browser) + "&lang=" + language)).MustBe(200);
            Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
            Assert.Contains("vn-db-office/chi", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", page.Header("Content-Security-Policy"));
            pages.Add(page.Text[page.Text.IndexOf("<h1>", StringComparison.Ordinal)..page.Text.IndexOf("<form", StringComparison.Ordinal)]);
        }
        Assert.Equal(3, pages.Count);
        using var form = new FormUrlEncodedContent([new("who", "vn-db-office/chi")]);
        (await browser.SendAsync("POST", Authorize(browser), form)).Is(403, "antiforgeryInvalid");
    }

    [Fact]
    public async Task Neither_tokens_nor_codes_nor_cookies_are_written_down()
    {
        using var browser = new Browser(_site);
        var callback = await browser.ChooseAsync(await browser.BeginAsync(), People.Coordinator);
        (await browser.GetAsync(callback)).MustBe(302);
        var token = _site.Key.Issue(People.Recorder, _clock.GetUtcNow());
        (await _site.With(token).GetAsync("/v1/provinces?access_token=" + token)).Is(400, "tokenInQuery");
        (await _site.With(token).GetAsync("/v1/provinces")).MustBe(200);
        var antiforgery = await browser.AntiforgeryAsync();
        var code = HttpUtility.ParseQueryString(new Uri(callback).Query)["code"]!;
        Assert.NotEmpty(_lines.All);
        foreach (var secret in new[] { token, token.Split('.')[2], code, browser.SessionCookie!, antiforgery.Value })
            Assert.DoesNotContain(_lines.All, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_production_site_has_no_issuer_of_its_own_and_lets_nobody_sign_in_without_one()
    {
        using var folder = new TempFolder();
        await using var production = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Production").UseSetting("Coop:Data", folder.PathOf("data")).UseSetting("Coop:DrainSeconds", "0")
            .UseSetting("Logging:LogLevel:Default", "Error"));
        using var http = production.CreateClient();
        foreach (var path in (string[])["/dev/issuer/keys", "/dev/issuer/authorize", "/sign-in", "/sign-in/callback"])
            Assert.Equal(404, (int)(await http.GetAsync(path)).StatusCode);
    }

    private async Task<string> ExchangeAsync(Browser browser, (string Name, string Value)? change = null, bool again = false)
    {
        var callback = await browser.ChooseAsync(Authorize(browser), People.Coordinator);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "coop-pages",
            ["redirect_uri"] = browser.Address + "sign-in/callback",
            ["code"] = HttpUtility.ParseQueryString(new Uri(callback).Query)["code"]!,
            ["code_verifier"] = Verifier,
        };
        if (change is { } changed)
            form[changed.Name] = changed.Value;
        if (again)
            await SendAsync();
        return await SendAsync();

        async Task<string> SendAsync()
        {
            using var content = new FormUrlEncodedContent(form);
            var reply = await browser.SendAsync("POST", "/dev/issuer/token", content);
            return reply.StatusCode == 200 ? "taken" : reply.MustBe(400).Json.GetProperty("error").GetString()!;
        }
    }

    private static string Authorize(Browser browser, (string Name, string Value)? change = null)
    {
        var query = new Dictionary<string, string>
        {
            ["client_id"] = "coop-pages",
            ["redirect_uri"] = browser.Address + "sign-in/callback",
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["state"] = "s",
            ["nonce"] = "n",
            ["code_challenge_method"] = "S256",
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        };
        if (change is { } changed)
            query[changed.Name] = changed.Value;
        return "/dev/issuer/authorize?" + string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly Lock _gate = new();
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_gate)
                    return [.. _all];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_gate)
                _all.Add(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
