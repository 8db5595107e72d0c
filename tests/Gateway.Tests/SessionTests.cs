using System.Net;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestKit;

namespace Gateway.Tests;

/// <summary>Page sessions: what their cookie may, and when it is over.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Site _site;

    public SessionTests() => _site = new(0, false, services => services.AddSingleton(new WallClock(_clock)));

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Who_is_signed_in_reads_and_writes_within_the_register()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        var session = (await browser.GetAsync("/v1/session")).MustBe(200).Json;
        Assert.Equal(("chi", "vn-db-office", "VN"), (session.GetProperty("user").GetString(), session.GetProperty("agency").GetString(),
            session.GetProperty("side").GetString()));
        (await browser.GetAsync("/v1/provinces")).MustBe(200);
        (await browser.GetAsync("/v1/calendar.ics")).MustBe(200);
        (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("by-page"), await browser.AntiforgeryAsync())).MustBe(201);
        using var recorder = await SignedInAsync(People.Recorder);
        (await recorder.WriteAsync("POST", "/v1/programs", Bodies.Program("other"), await recorder.AntiforgeryAsync())).Is(403, "roleMissing");
    }

    [Fact]
    public async Task A_write_by_cookie_alone_is_refused_whatever_token_comes_along_but_the_sessions_own()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        using var other = await SignedInAsync(People.LaoCoordinator);
        var own = await browser.AntiforgeryAsync();
        var tried = new[] { "", "x", own.Value[..^4] + "AAAA", (await other.AntiforgeryAsync()).Value };
        foreach (var token in tried)
            (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("forged"), ("Coop-Antiforgery", token))).Is(403, "antiforgeryInvalid");
        (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("forged"))).Is(403, "antiforgeryInvalid");
        (await browser.SendAsync("POST", "/sign-out", null)).Is(403, "antiforgeryInvalid");
        (await _site.As(People.Coordinator).GetAsync("/v1/programs/forged")).Is(404, "unknown");
        (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("own"), own)).MustBe(201);
    }

    [Fact]
    public async Task A_token_decides_over_a_cookie_and_needs_no_more()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        var token = "Bearer " + _site.Key.Issue(People.Recorder, _clock.GetUtcNow());
        Assert.Equal("minh", (await browser.GetAsync("/v1/session", ("Authorization", token))).MustBe(200).Json.GetProperty("user").GetString());
        (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("p"), ("Authorization", token))).Is(403, "roleMissing");
        (await browser.GetAsync("/v1/session", ("Authorization", "Bearer x"))).Is(401, "unauthenticated");
    }

    [Fact]
    public async Task Signing_in_makes_a_new_session_whatever_was_there()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        var (first, token) = (browser.SessionCookie, await browser.AntiforgeryAsync());
        await browser.SignInAsync(People.Coordinator);
        Assert.NotEqual(first, browser.SessionCookie);
        (await browser.WriteAsync("POST", "/v1/programs", Bodies.Program("p"), token)).Is(403, "antiforgeryInvalid");

        using var planted = new Browser(_site) { SessionCookie = first };
        await planted.SignInAsync(People.Recorder);
        Assert.NotEqual(first, planted.SessionCookie);
        using var attacker = new Browser(_site) { SessionCookie = first };
        Assert.Equal("chi", (await attacker.GetAsync("/v1/session")).MustBe(200).Json.GetProperty("user").GetString());
    }

    [Fact]
    public async Task Signing_out_ends_a_session_also_where_its_cookie_was_copied_and_on_open_streams()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        using var copied = new Browser(_site) { SessionCookie = browser.SessionCookie };
        (await copied.GetAsync("/v1/session")).MustBe(200);
        using var stream = await EventStream.OpenAsync(_site.Address, null, cookie: $"{Browser.Session}={browser.SessionCookie}");
        await stream.OpenedAsync();
        (await browser.SendAsync("POST", "/sign-out", null, await browser.AntiforgeryAsync())).MustBe(204);
        Assert.Null(browser.SessionCookie);
        (await copied.GetAsync("/v1/session")).Is(401, "unauthenticated");
        Assert.Contains("\"unauthenticated\"", await stream.RestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_signs_out_too_and_goes_on_to_the_first_page()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        using var form = new FormUrlEncodedContent([new("antiforgery", (await browser.AntiforgeryAsync()).Value)]);
        Assert.Equal("/", (await browser.SendAsync("POST", "/sign-out", form)).MustBe(303).Header("Location"));
        (await browser.GetAsync("/v1/session")).Is(401, "unauthenticated");
    }

    [Fact]
    public async Task A_changed_cookie_one_of_another_site_and_nonsense_are_nobodys()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        var good = browser.SessionCookie!;
        await using var elsewhere = new Elsewhere();
        await elsewhere.Site.InitializeAsync();
        using var stranger = new Browser(elsewhere.Site);
        await stranger.SignInAsync(People.Coordinator);
        foreach (var cookie in new[] { good[..^6] + "AAAAAA", good[..40] + (good[40] == 'A' ? 'B' : 'A') + good[41..], stranger.SessionCookie!, "x", "chunks-9" })
        {
            using var forged = new Browser(_site) { SessionCookie = cookie };
            (await forged.GetAsync("/v1/session")).Is(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_and_at_the_latest_after_eight_hours()
    {
        using var browser = await SignedInAsync(People.Coordinator);
        using var idle = new Browser(_site) { SessionCookie = browser.SessionCookie };
        for (var minutes = 0; minutes < 8 * 60; minutes += 20)
        {
            (await browser.GetAsync("/v1/session")).MustBe(200);
            _clock.Advance(TimeSpan.FromMinutes(20));
            if (minutes == 20)
                (await idle.GetAsync("/v1/session")).Is(401, "unauthenticated");
        }
        (await browser.GetAsync("/v1/session")).Is(401, "unauthenticated");
    }

    [Fact]
    public async Task Rights_are_those_of_the_register_at_each_request()
    {
        using var browser = await SignedInAsync(People.Recorder);
        (await browser.GetAsync("/v1/provinces")).MustBe(200);
        var ended = await As(People.Coordinator).MustAsync(
            HttpStatusCode.OK, "PUT", $"/v1/provinces/vn-db/agencies/{People.Recorder.Agency}/users/{People.Recorder.User}", """{"roles":[],"cleared":false}""");
        (await As(People.Coordinator).GetAsync("/v1/provinces", ("Coop-After", ended.Header("Coop-Version")!))).MustBe(200);
        (await browser.GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
    }

    [Fact]
    public async Task On_https_cookies_are_bound_to_this_host_and_to_https()
    {
        await using var secure = new Elsewhere(("Coop:Identity:PublicAddress", "https://coop.example.org"));
        await secure.Site.InitializeAsync();
        var session = secure.Site.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("session");
        var cookie = session.Cookie.Build(new DefaultHttpContext());
        Assert.Equal("__Host-coop-session", session.Cookie.Name);
        Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/", Domain: null, SameSite: SameSiteMode.Lax });
    }

    private async Task<Browser> SignedInAsync(Actor who)
    {
        var browser = new Browser(_site);
        await browser.SignInAsync(who);
        return browser;
    }

    private Client As(Actor actor) => _site.With(_site.Key.Issue(actor, _clock.GetUtcNow()));

    private sealed class Elsewhere(params (string, string)[] settings) : IAsyncDisposable
    {
        public Site Site { get; } = new(0, false, null, settings);

        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }
}
