using System.Web;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace Gateway.Tests;

/// <summary>Signing in at an issuer elsewhere, where the site is a client with a secret.</summary>
public sealed class SignInElsewhereTests : IAsyncLifetime
{
    private const string Client = "coop-site";
    private const string Secret = "of-the-client";

    // Not where it listens: a proxy stands before it.
    private const string Public = "http://127.0.0.1:1";

    private readonly List<IFormCollection> _asked = [];
    private readonly TempFolder _folder = new();
    private IssuerUnderTest _issuer = null!;
    private Site _site = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _issuer = await IssuerUnderTest.StartAsync();
        _issuer.Add("key", "RS256");
        _issuer.Add("other", "ES256");
        var secret = Path.Combine(_folder.Path, "client-secret");
        await File.WriteAllTextAsync(secret, Secret + "\n");
        _site = new(0, false, null, ("Coop:Identity:Authority", _issuer.Address), ("Coop:Identity:ClientId", Client),
            ("Coop:Identity:ClientSecretFile", secret), ("Coop:Identity:PublicAddress", Public), ("Coop:Identity:Scopes", "openid coop"));
        await _site.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_code_is_exchanged_with_secret_and_verifier_and_the_id_token_says_who_it_is()
    {
        using var browser = new Browser(_site, _site.Address);
        var (reply, asked) = await ReturnAsync(browser, nonce => IdToken(("nonce", nonce)));
        Assert.Equal("/v1/session", reply.MustBe(302).Header("Location"));
        Assert.Equal("chi", (await browser.GetAsync("/v1/session")).MustBe(200).Json.GetProperty("user").GetString());
        Assert.Equal((_issuer.Address + "/authorize", Client, Public + "/sign-in/callback", "openid coop"),
            (asked.Address, asked.Query["client_id"], asked.Query["redirect_uri"], asked.Query["scope"]));
        var form = Assert.Single(_asked);
        Assert.Equal([Secret, Public + "/sign-in/callback", "a-code"], ((string[])["client_secret", "redirect_uri", "code"]).Select(name => form[name].ToString()));
        Assert.True(form["code_verifier"].ToString().Length >= 43);
    }

    [Fact]
    public async Task An_id_token_that_is_not_the_answer_signs_nobody_in()
    {
        using var browser = new Browser(_site, _site.Address);
        var bad = new (string Name, Func<string, string?> Token)[]
        {
            ("no id token", _ => null),
            ("another nonce", _ => IdToken(("nonce", "another"))),
            ("no nonce", _ => IdToken()),
            ("another client's", nonce => IdToken(("nonce", nonce), ("aud", "another"))),
            ("an access token's audience", nonce => IdToken(("nonce", nonce), ("aud", "coopgrains"))),
            ("for another client", nonce => IdToken(("nonce", nonce), ("azp", "another"))),
            ("another issuer's", nonce => IdToken(("nonce", nonce), ("iss", "https://id.example.org"))),
            ("nobody's", nonce => IdToken(("nonce", nonce), ("agency", null))),
            ("an access token", nonce => _issuer.Issue("key", Now, Claims(("nonce", nonce)), "at+jwt")),
            ("expired", nonce => _issuer.Issue(_issuer.KeyOf("key"), Now.AddMinutes(-20), Now.AddMinutes(-10), Claims(("nonce", nonce)), "JWT")),
            ("unsigned", nonce => Unsigned(IdToken(("nonce", nonce)))),
            ("no token", _ => "x"),
        };
        foreach (var (name, token) in bad)
        {
            var (reply, _) = await ReturnAsync(browser, token);
            Assert.True(reply.Is(400, "signInFailed") is not null && browser.SessionCookie is null, name);
        }
    }

    [Fact]
    public async Task While_the_issuer_cannot_be_reached_nobody_signs_in_and_it_says_so()
    {
        using var browser = new Browser(_site, _site.Address);
        var (reply, _) = await ReturnAsync(browser, _ =>
        {
            _issuer.IsDown = true;
            return null;
        });
        reply.Is(503, "issuerUnavailable");
    }

    private async Task<(Reply Reply, (string Address, System.Collections.Specialized.NameValueCollection Query) Asked)> ReturnAsync(
        Browser browser, Func<string, string?> token)
    {
        var host = ("Host", new Uri(Public).Authority);
        var begun = (await browser.GetAsync("/sign-in?return=/v1/session", host)).MustBe(302).Header("Location")!;
        var asked = HttpUtility.ParseQueryString(new Uri(begun).Query);
        _issuer.Exchange = form =>
        {
            _asked.Add(form);
            return token(asked["nonce"]!);
        };
        var reply = await browser.GetAsync($"/sign-in/callback?code=a-code&state={Uri.EscapeDataString(asked["state"]!)}", host);
        return (reply, (begun.Split('?')[0], asked));
    }

    private string IdToken(params (string Name, object? Value)[] changed) => _issuer.Issue("key", Now, Claims(changed), "JWT");

    private Dictionary<string, object> Claims(params (string Name, object? Value)[] changed) =>
        _issuer.Claims(People.Coordinator, [("aud", Client), .. changed]);

    private static string Unsigned(string token) => token[..(token.LastIndexOf('.') + 1)];
}
