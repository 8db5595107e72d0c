using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>People who sign in meet whichever process a load balancer chooses, at each step another.</summary>
[Collection(nameof(Cluster))]
public sealed partial class SignInTests : IDisposable
{
    private readonly Cluster _cluster;

    // Cookies are a host's, on whichever port: as behind one address.
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _browser;

    public SignInTests(Cluster cluster)
    {
        _cluster = cluster;
        _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies });
    }

    [Fact]
    public async Task Whoever_begins_at_one_process_comes_back_at_another_is_known_at_both_and_out_at_both()
    {
        var (one, other) = (_cluster.All[0].Address, _cluster.All[1].Address);
        var callback = await ChooseAsync(await LocationAsync(new Uri(one, "/sign-in?return=/v1/session")));
        Assert.Equal(("/sign-in/callback", one.Authority), (callback.AbsolutePath, callback.Authority));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SessionAsync(other)).Status);

        Assert.Equal("/v1/session", (await LocationAsync(new Uri(other, callback.PathAndQuery))).OriginalString);
        var antiforgery = "";
        foreach (var process in (Uri[])[one, other])
        {
            var (status, text) = await SessionAsync(process);
            Assert.True(status == HttpStatusCode.OK, text);
            var session = JsonElement.Parse(text);
            Assert.Equal(("vn-db-coordination", "coordinator"), (session.Text("agency"), session.Text("user")));
            antiforgery = session.Text("antiforgery");
        }
        // The code counts once, wherever it is brought again.
        using (var again = await _browser.GetAsync(callback))
            Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);

        // A session that somebody else has copied is over too, and not only the cookie gone: the token is the other process's.
        var copied = await CopyAsync(other);
        using var leave = new HttpRequestMessage(HttpMethod.Post, new Uri(one, "/sign-out"));
        leave.Headers.Add("Coop-Antiforgery", antiforgery);
        using (var left = await _browser.SendAsync(leave))
            Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        await Until.TrueAsync(async () => await copied() == HttpStatusCode.Unauthorized, "the session went on at the other process");
        Assert.Equal(HttpStatusCode.Unauthorized, (await SessionAsync(other)).Status);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(HttpStatusCode Status, string Text)> SessionAsync(Uri process)
    {
        using var reply = await _browser.GetAsync(new Uri(process, "/v1/session"));
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private async Task<Uri> LocationAsync(Uri address)
    {
        using var reply = await _browser.GetAsync(address);
        Assert.True(reply.StatusCode == HttpStatusCode.Redirect, $"{address}: {reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
        return reply.Headers.Location!;
    }

    // The issuer's page, where somebody chooses who to be.
    private async Task<Uri> ChooseAsync(Uri authorize)
    {
        var page = await _browser.GetStringAsync(authorize);
        using var form = new FormUrlEncodedContent(
        [
            new("antiforgery", HttpUtility.HtmlDecode(Hidden().Match(page).Groups[1].Value)), new("who", Site.DienBien),
        ]);
        using var chosen = await _browser.PostAsync(new Uri(authorize, HttpUtility.HtmlDecode(Action().Match(page).Groups[1].Value)), form);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        return new Uri(authorize, chosen.Headers.Location!);
    }

    // Asks with the cookies of now, whatever becomes of them here.
    private async Task<Func<Task<HttpStatusCode>>> CopyAsync(Uri process)
    {
        var cookies = _cookies.GetCookieHeader(process);
        var ask = async () =>
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(process, "/v1/session"));
            request.Headers.Add("Cookie", cookies);
            using var reply = await http.SendAsync(request);
            return reply.StatusCode;
        };
        Assert.Equal(HttpStatusCode.OK, await ask());
        return ask;
    }

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\">")]
    private static partial Regex Action();
}
