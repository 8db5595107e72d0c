using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Kit;

/// <summary>A small OpenID Connect issuer on a port of its own: discovery, keys, and tokens of any kind.</summary>
public sealed class IssuerUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly Dictionary<string, SigningCredentials> _keys = [];
    private int _looks;

    private IssuerUnderTest(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>How often its keys were asked for.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>True: it answers 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>What its discovery document says besides, or instead.</summary>
    public JsonObject More { get; } = [];

    /// <summary>Keys as they are, beside those that it signs with.</summary>
    public JsonArray OtherKeys { get; } = [];

    /// <summary>What is exchanged for a code: an id token, or null for a refusal.</summary>
    public Func<IFormCollection, string?> Exchange { get; set; } = _ => null;

    public static async Task<IssuerUnderTest> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new IssuerUnderTest(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => issuer.Answer(issuer.Discovery));
        issuer._app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref issuer._looks);
            return issuer.Answer(issuer.Keys);
        });
        issuer._app.MapPost("/token", async (HttpRequest request) => issuer.Exchange(await request.ReadFormAsync()) is { } token
            ? issuer.Answer(() => new() { ["token_type"] = "Bearer", ["access_token"] = "not for here", ["id_token"] = token })
            : Results.StatusCode(issuer.IsDown ? 503 : 400));
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>From now on it has this key too.</summary>
    public void Add(string id, string algorithm, int bits = 2048)
    {
        SecurityKey key = algorithm.StartsWith("ES", StringComparison.Ordinal)
            ? new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id }
            : new RsaSecurityKey(RSA.Create(bits)) { KeyId = id };
        key.CryptoProviderFactory = new() { CacheSignatureProviders = false };
        lock (_keys)
            _keys[id] = new(key, algorithm);
    }

    public void Remove(string id)
    {
        lock (_keys)
            _keys.Remove(id);
    }

    public SigningCredentials KeyOf(string id)
    {
        lock (_keys)
            return _keys[id];
    }

    /// <summary>A token of ten minutes.</summary>
    public string Issue(string key, DateTimeOffset now, IDictionary<string, object> claims, string type = "at+jwt") =>
        Issue(KeyOf(key), now, now.AddMinutes(10), claims, type);

    public string Issue(
        SigningCredentials key, DateTimeOffset? from, DateTimeOffset? until, IDictionary<string, object> claims, string type = "at+jwt") =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = from?.UtcDateTime,
            Expires = until?.UtcDateTime,
            TokenType = type,
            SigningCredentials = key,
        });

    /// <summary>What a token of somebody says, with some of it changed; null leaves a claim out.</summary>
    public Dictionary<string, object> Claims(Actor actor, params (string Name, object? Value)[] changed)
    {
        var claims = DevelopmentKey.Claims(actor);
        claims["iss"] = Address;
        foreach (var (name, value) in changed)
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
        return claims;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Answer(Func<JsonObject> content) => IsDown
        ? Results.StatusCode(503)
        : Results.Text(content().ToJsonString(), "application/json");

    private JsonObject Discovery()
    {
        var document = new JsonObject
        {
            ["issuer"] = Address,
            ["jwks_uri"] = Address + "/keys",
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
        };
        foreach (var (name, value) in More)
            document[name] = value?.DeepClone();
        return document;
    }

    private JsonObject Keys()
    {
        var keys = new JsonArray();
        lock (_keys)
            foreach (var (id, signing) in _keys)
                keys.Add(PublicKey(id, signing.Key));
        foreach (var other in OtherKeys)
            keys.Add(other!.DeepClone());
        return new() { ["keys"] = keys };
    }

    private static JsonObject PublicKey(string id, SecurityKey key)
    {
        if (key is ECDsaSecurityKey curve)
        {
            var point = curve.ECDsa.ExportParameters(false).Q;
            return new()
            {
                ["kid"] = id,
                ["use"] = "sig",
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64UrlEncoder.Encode(point.X!),
                ["y"] = Base64UrlEncoder.Encode(point.Y!),
            };
        }
        var numbers = ((RsaSecurityKey)key).Rsa.ExportParameters(false);
        return new()
        {
            ["kid"] = id,
            ["use"] = "sig",
            ["kty"] = "RSA",
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus!),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent!),
        };
    }
}
