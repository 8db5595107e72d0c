using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Tokens;
using Gateway.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
using TestKit;
using Base64UrlEncoder = Microsoft.IdentityModel.Tokens.Base64UrlEncoder;
using TokenReader = CoopGrains.Hosting.Tokens.TokenReader;

namespace Gateway.Tests;

/// <summary>Access tokens of an OpenID Connect issuer, which is there for real and has a clock that stands still.</summary>
public sealed class IssuerTokenTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private IssuerUnderTest _issuer = null!;
    private Issuer? _known;

    public async Task InitializeAsync()
    {
        _issuer = await IssuerUnderTest.StartAsync();
        _issuer.Add("first", "ES256");
    }

    public async Task DisposeAsync()
    {
        _known?.Dispose();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("ES256", "at+jwt")]
    [InlineData("RS256", "at+jwt")]
    [InlineData("PS256", "JWT")]
    public async Task A_token_of_the_issuer_names_an_actor(string algorithm, string type)
    {
        _issuer.Add("key", algorithm);
        Assert.Equal(People.Coordinator, await ReadAsync(Reader(), _issuer.Issue("key", _clock.GetUtcNow(), Claims(), type)));
    }

    [Fact]
    public async Task Every_bad_token_is_refused()
    {
        _issuer.Add("small", "RS256", bits: 1024);
        _issuer.OtherKeys.Add(new JsonObject { ["kid"] = "shared", ["kty"] = "oct", ["k"] = Base64UrlEncoder.Encode(new byte[32]) });
        var reader = Reader();
        Assert.NotNull(await ReadAsync(reader, Good()));
        var taken = new List<string>();
        foreach (var (name, token) in BadTokens())
            if (await reader.ReadAsync(token) is not null)
                taken.Add(name);
        Assert.Empty(taken);
    }

    [Fact]
    public async Task A_token_counts_a_minute_before_and_after_its_time_and_no_more()
    {
        var token = _issuer.Issue("first", _clock.GetUtcNow().AddSeconds(60), Claims());
        var late = _issuer.Issue("first", _clock.GetUtcNow().AddSeconds(61), Claims());
        var reader = Reader();
        Assert.NotNull(await ReadAsync(reader, token));
        Assert.Null(await ReadAsync(reader, late));
        _clock.Advance(TimeSpan.FromMinutes(12) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await ReadAsync(reader, token));
        Assert.NotNull(await ReadAsync(Reader(), token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ReadAsync(reader, token));
        Assert.Null(await ReadAsync(Reader(), token));
    }

    [Fact]
    public async Task A_new_key_is_taken_with_its_first_token_and_one_that_is_gone_counts_no_more()
    {
        var reader = Reader();
        var old = Good();
        Assert.NotNull(await ReadAsync(reader, old));
        _issuer.Add("second", "ES256");
        _issuer.Remove("first");
        _clock.Advance(Issuer.BetweenLooks);
        Assert.NotNull(await ReadAsync(reader, _issuer.Issue("second", _clock.GetUtcNow(), Claims())));
        Assert.Null(await ReadAsync(reader, old));
    }

    [Fact]
    public async Task Keys_are_looked_up_again_each_hour_without_anybody_waiting()
    {
        var reader = Reader();
        Assert.NotNull(await ReadAsync(reader, Good()));
        _clock.Advance(Issuer.Fresh);
        Assert.NotNull(await ReadAsync(reader, Good()));
        await Until.TrueAsync(() => Task.FromResult(_issuer.Looks == 2), "the keys were not looked up again");
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_asks_the_issuer_once_in_ten_seconds()
    {
        var reader = Reader();
        Assert.NotNull(await ReadAsync(reader, Good()));
        var flood = Enumerable.Range(0, 200).Select(number => Forged($"key-{number}")).ToList();
        for (var look = 1; look <= 3; look++)
        {
            Assert.All(await Task.WhenAll(flood.Select(token => ReadAsync(reader, token))), Assert.Null);
            Assert.Equal(look, _issuer.Looks);
            _clock.Advance(Issuer.BetweenLooks);
        }
        Assert.NotNull(await ReadAsync(reader, Good()));
    }

    [Fact]
    public async Task Without_the_issuer_known_keys_count_for_a_day_and_what_is_not_known_is_not_guessed()
    {
        var reader = Reader();
        Assert.NotNull(await ReadAsync(reader, Good()));
        _issuer.IsDown = true;
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await ReadAsync(reader, Good()));
        _clock.Advance(Issuer.BetweenLooks);
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(reader, Forged("unknown")));
        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(reader, Good()));
        _issuer.IsDown = false;
        _clock.Advance(Issuer.BetweenLooks);
        Assert.NotNull(await ReadAsync(reader, Good()));
    }

    [Fact]
    public async Task An_issuer_that_was_never_reached_is_asked_once_in_ten_seconds()
    {
        _issuer.IsDown = true;
        var reader = Reader();
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(reader, Good()));
        _issuer.IsDown = false;
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(reader, Good()));
        _clock.Advance(Issuer.BetweenLooks);
        Assert.NotNull(await ReadAsync(reader, Good()));
        Assert.Equal(1, _issuer.Looks);
    }

    [Fact]
    public async Task A_document_of_another_issuer_or_without_keys_is_not_used()
    {
        _issuer.More["issuer"] = "https://id.example.org";
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(Reader(), Good()));
        _issuer.More.Remove("issuer");
        _issuer.Remove("first");
        await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(Reader(), Forged("first")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_development_issuer_is_trusted_in_development_alone(bool isDevelopment)
    {
        _issuer.More["coopgrains_development"] = true;
        var reader = Reader(isDevelopment: isDevelopment);
        if (isDevelopment)
            Assert.NotNull(await ReadAsync(reader, Good()));
        else
            await Assert.ThrowsAsync<IssuerUnavailableException>(() => ReadAsync(reader, Good()));
    }

    [Fact]
    public async Task Claims_may_have_other_names_and_lie_deeper_and_other_systems_roles_mean_nothing()
    {
        var names = new ClaimNames { User = "preferred_username", Body = "province", Roles = "realm_access.roles", Cleared = "x.cleared" };
        var claims = _issuer.Claims(People.Coordinator,
            ("sub", "0b7c"), ("preferred_username", "chi"), ("body", null), ("province", "vn-db"), ("side", null), ("roles", null),
            ("realm_access", new Dictionary<string, object> { ["roles"] = (string[])["offline_access", "coordinator"] }),
            ("x", new Dictionary<string, object> { ["cleared"] = "true" }), ("cleared", null));
        Assert.Equal(People.Coordinator, await ReadAsync(Reader(names), _issuer.Issue("first", _clock.GetUtcNow(), claims)));
    }

    [Fact]
    public async Task An_operator_belongs_to_no_province_and_its_token_need_not_say_so()
    {
        var claims = _issuer.Claims(People.Operator, ("body", null), ("side", null));
        Assert.Equal(People.Operator, await ReadAsync(Reader(), _issuer.Issue("first", _clock.GetUtcNow(), claims)));
    }

    private IEnumerable<(string Name, string Token)> BadTokens()
    {
        var now = _clock.GetUtcNow();
        string Changed(params (string, object?)[] claims) => _issuer.Issue("first", now, _issuer.Claims(People.Coordinator, claims));
        string At(int from, int until) => _issuer.Issue(_issuer.KeyOf("first"), now.AddSeconds(from), now.AddSeconds(until), Claims());

        yield return ("another audience", Changed(("aud", "account")));
        yield return ("no audience", Changed(("aud", null)));
        yield return ("another issuer", Changed(("iss", "https://id.example.org")));
        yield return ("the development issuer", Changed(("iss", TokenNames.DevelopmentIssuer)));
        yield return ("the other side", Changed(("side", "LA")));
        yield return ("a side that there is not", Changed(("side", 7)));
        yield return ("a system role", Changed(("roles", (string[])["system"])));
        yield return ("roles as a text", Changed(("roles", "coordinator")));
        foreach (var claim in (string[])["sub", "agency", "roles", "body"])
            yield return ("no " + claim, Changed((claim, null)));
        yield return ("an agency that is a number", Changed(("agency", 7)));
        yield return ("not yet valid later than made", Changed(("nbf", now.AddSeconds(61).ToUnixTimeSeconds())));
        yield return ("expired", At(-600, -60));
        yield return ("not yet valid", At(61, 600));
        yield return ("lives too long", At(0, 15 * 60 + 1));
        yield return ("no end", _issuer.Issue(_issuer.KeyOf("first"), now, null, Claims()));
        yield return ("no beginning", _issuer.Issue(_issuer.KeyOf("first"), null, now.AddMinutes(10), Claims()));
        foreach (var type in (string[])["id+jwt", "logout+jwt", "dpop+jwt"])
            yield return ("type " + type, _issuer.Issue("first", now, Claims(), type));
        yield return ("a small key", _issuer.Issue("small", now, Claims()));
        yield return ("a shared key", _issuer.Issue(Shared(new byte[32], "shared"), now, now.AddMinutes(10), Claims()));
        yield return ("an unknown key", Forged("unknown"));
        yield return ("another key under a known id", Forged("first"));
        yield return ("no key id", Forged(null));
        foreach (var secret in PublicKeys())
            yield return ("HS256 with the public key", _issuer.Issue(Shared(secret, "first"), now, now.AddMinutes(10), Claims()));
        var parts = Good().Split('.');
        foreach (var algorithm in (string[])["none", "NONE", "HS256", "ES384", "RS256"])
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"first"}""");
            yield return ("alg " + algorithm, $"{header}.{parts[1]}.{(algorithm == "none" ? "" : parts[2])}");
        }
        yield return ("huge", Changed(("padding", new string('x', 9_000))));
        yield return ("no token", "a.b.c");
        yield return ("encrypted", $"{Good()}.a.b");
        yield return ("another payload", $"{parts[0]}.{Base64UrlEncoder.Encode("""{"iss":"x"}""")}.{parts[2]}");
    }

    private IEnumerable<byte[]> PublicKeys()
    {
        var key = ((ECDsaSecurityKey)_issuer.KeyOf("first").Key).ECDsa;
        yield return key.ExportSubjectPublicKeyInfo();
        yield return Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
    }

    private static SigningCredentials Shared(byte[] secret, string id) =>
        new(new SymmetricSecurityKey(secret) { KeyId = id }, SecurityAlgorithms.HmacSha256);

    private string Forged(string? id)
    {
        var key = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { CryptoProviderFactory = new() { CacheSignatureProviders = false } };
        if (id is not null)
            key.KeyId = id;
        return _issuer.Issue(new(key, "ES256"), _clock.GetUtcNow(), _clock.GetUtcNow().AddMinutes(10), Claims());
    }

    private string Good() => _issuer.Issue("first", _clock.GetUtcNow(), Claims());

    private Dictionary<string, object> Claims() => _issuer.Claims(People.Coordinator);

    private TokenReader Reader(ClaimNames? names = null, bool isDevelopment = false)
    {
        _known?.Dispose();
        var settings = new IdentitySettings { Authority = _issuer.Address, Claims = names ?? new() };
        _known = new(settings, isDevelopment, _clock, NullLogger<Issuer>.Instance);
        return new(null, _clock, new(_known, settings, _clock));
    }

    private static async Task<Actor?> ReadAsync(TokenReader reader, string token) => (await reader.ReadAsync(token))?.Actor;
}
