using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;
using Gateway.Tests.Kit;
using TestKit;
using Base64UrlEncoder = Microsoft.IdentityModel.Tokens.Base64UrlEncoder;

namespace Gateway.Tests;

[Collection(nameof(Site))]
public sealed class TokenTests(Site site)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_good_token_is_taken_and_remembered()
    {
        var client = site.As(People.Recorder);
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await client.GetAsync("/v1/provinces")).StatusCode);
    }

    [Fact]
    public async Task Every_bad_token_is_401_with_the_same_body()
    {
        var bodies = new HashSet<string>();
        var taken = new List<string>();
        foreach (var (name, token) in BadTokens())
        {
            var reply = await site.With(token).GetAsync("/v1/provinces");
            if (reply.StatusCode != 401)
                taken.Add($"{name}: {reply.StatusCode}");
            else
                bodies.Add(reply.WithoutTrace());
        }
        Assert.Empty(taken);
        Assert.Single(bodies);
        Assert.True(BadTokens().Count() >= 40);
    }

    [Fact]
    public async Task Another_scheme_or_two_headers_are_401_and_a_token_in_the_query_is_400()
    {
        var good = site.Key.Issue(People.Recorder, Now);
        (await site.With(null).GetAsync("/v1/provinces", ("Authorization", "Basic " + good))).Is(401, "unauthenticated");
        (await site.With(null).GetAsync("/v1/provinces", ("Authorization", good))).Is(401, "unauthenticated");
        (await site.With(good).GetAsync("/v1/provinces", ("Authorization", "Bearer " + good))).Is(401, "unauthenticated");
        foreach (var client in new[] { site.With(null), site.With(good) })
            (await client.GetAsync("/v1/provinces?access_token=" + good)).Is(400, "tokenInQuery");
    }

    [Fact]
    public async Task Someone_the_register_does_not_know_is_403()
    {
        (await site.As(People.Recorder with { User = "nobody" }).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
        (await site.As(People.Recorder with { Agency = "vn-db-nothing" }).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
        (await site.As(People.Recorder with { Body = "vn", Side = Side.Vn }).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
    }

    [Fact]
    public async Task Rights_are_what_the_token_says_and_the_register_allows()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/suspension";
        var body = """{"reason":"flood"}""";
        (await site.As(People.Coordinator with { Roles = Roles.Recorder }).PostAsync(path, body)).Is(403, "roleMissing");
        (await site.As(People.Recorder with { Roles = Roles.Coordinator }).PostAsync(path, body)).Is(403, "roleMissing");
        (await site.As(People.Recorder with { Roles = Roles.Operator }).GetAsync("/v1/operations/quiet")).Is(403, "roleMissing");
    }

    [Fact]
    public async Task A_token_expires_by_the_wall_clock_with_a_minute_of_grace()
    {
        using var folder = new TempFolder();
        using var key = DevelopmentKey.LoadOrCreate(folder.Path);
        var clock = new FakeClock();
        var reader = new TokenReader(key, clock);
        var token = key.Issue(People.Recorder, clock.GetUtcNow(), TimeSpan.FromMinutes(15));
        Assert.Equal(People.Recorder, (await reader.ReadAsync(token))?.Actor);
        clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(59));
        Assert.Equal(People.Recorder, (await reader.ReadAsync(token))?.Actor);
        Assert.Equal(People.Recorder, (await new TokenReader(key, clock).ReadAsync(token))?.Actor);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await reader.ReadAsync(token));
        Assert.Null(await new TokenReader(key, clock).ReadAsync(token));
    }

    [Fact]
    public async Task A_site_without_a_key_takes_no_token()
    {
        var reader = new TokenReader(null, TimeProvider.System);
        Assert.Null(await reader.ReadAsync(site.Key.Issue(People.Recorder, Now)));
    }

    [Fact]
    public void The_key_file_is_its_owners_alone_and_stays_the_same()
    {
        using var folder = new TempFolder();
        using var first = DevelopmentKey.LoadOrCreate(folder.Path);
        using var second = DevelopmentKey.LoadOrCreate(folder.Path);
        Assert.Equal(first.KeyId, second.KeyId);
        Assert.Single(Directory.GetFiles(folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf(DevelopmentKey.FileName)));
    }

    private IEnumerable<(string Name, string Token)> BadTokens()
    {
        var good = site.Key.Issue(People.Recorder, Now);
        var parts = good.Split('.');
        foreach (var (name, claims) in BadClaims())
            yield return (name, site.Key.Issue(claims, Now, Now.AddMinutes(10)));
        yield return ("expired", site.Key.Issue(Claims(), Now.AddHours(-2), Now.AddMinutes(-2)));
        yield return ("not yet", site.Key.Issue(Claims(), Now.AddMinutes(2), Now.AddMinutes(10)));
        yield return ("lives too long", site.Key.Issue(Claims(), Now, Now.AddDays(2)));
        foreach (var type in new[] { "JWT", "jwt", "dpop+jwt", "application/at+jws", "logout+jwt" })
            yield return ("type " + type, site.Key.Issue(Claims(), Now, Now.AddMinutes(10), type));
        yield return ("empty", "");
        yield return ("one word", "token");
        yield return ("two parts", parts[0] + "." + parts[1]);
        yield return ("no signature", parts[0] + "." + parts[1] + ".");
        yield return ("four parts", good + ".x");
        yield return ("five parts", good + ".x.y");
        yield return ("huge", good + new string('A', 9_000));
        yield return ("cut", good[..^8]);
        yield return ("changed signature", good[..^2] + (good[^2] == 'A' ? "B" : "A") + good[^1]);
        yield return ("other payload", parts[0] + "." + Encode(Claims(("agency", "vn-db-other"))) + "." + parts[2]);
        yield return ("not base64", "!!." + parts[1] + "." + parts[2]);
        foreach (var algorithm in new[] { "none", "None", "NONE", "nOnE" })
            yield return ("alg " + algorithm, $"{Header(algorithm)}.{parts[1]}.");
        foreach (var algorithm in new[] { "HS256", "HS384", "HS512" })
            yield return (algorithm + " with the public key", Hmac(algorithm, parts[1], Encoding.UTF8.GetBytes(site.Key.PublicKeyPem)));
        yield return ("HS256 with nothing", Hmac("HS256", parts[1], []));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return ("another key under our id", Signed(Header("ES256"), parts[1], other));
        yield return ("another key brought along", Signed(Header("ES256", $",\"jwk\":{Jwk(other)}"), parts[1], other));
        foreach (var from in new[] { "jku", "x5u" })
            yield return (from, Signed(Header("ES256", $",\"{from}\":\"http://127.0.0.1:1/keys\""), parts[1], other));
        foreach (var id in new[] { "../../dev-key.json", "' OR 1=1 --", "", "unknown" })
            yield return ("kid " + id, Signed($"{{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"{id}\"}}", parts[1], other, encode: true));
        yield return ("critical extension", Signed(Header("ES256", ",\"crit\":[\"exp\"]"), parts[1], other));
    }

    private static IEnumerable<(string Name, Dictionary<string, object> Claims)> BadClaims()
    {
        yield return ("another issuer", Claims(("iss", "https://example.org")));
        yield return ("another audience", Claims(("aud", "another")));
        yield return ("a system role", Claims(("roles", new[] { "system" })));
        yield return ("an unknown role", Claims(("roles", new[] { "king" })));
        yield return ("roles as text", Claims(("roles", "recorder")));
        yield return ("the other side", Claims(("side", "LA")));
        yield return ("no such side", Claims(("side", "TH")));
        yield return ("a user with a break", Claims(("sub", "a\nb")));
        yield return ("a long user", Claims(("sub", new string('a', 65))));
        foreach (var claim in new[] { "iss", "aud", "sub", "agency", "side", "body", "roles" })
        {
            var claims = Claims();
            claims.Remove(claim);
            yield return ("no " + claim, claims);
        }
    }

    private static Dictionary<string, object> Claims(params (string Name, object Value)[] changed)
    {
        var claims = DevelopmentKey.Claims(People.Recorder);
        foreach (var (name, value) in changed)
            claims[name] = value;
        return claims;
    }

    private string Header(string algorithm, string more = "") =>
        Base64UrlEncoder.Encode($"{{\"alg\":\"{algorithm}\",\"typ\":\"at+jwt\",\"kid\":\"{site.Key.KeyId}\"{more}}}");

    private static string Encode(object value) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(value));

    private string Hmac(string algorithm, string payload, byte[] secret)
    {
        var text = Header(algorithm) + "." + payload;
        var bytes = Encoding.ASCII.GetBytes(text);
        var mac = algorithm switch
        {
            "HS384" => HMACSHA384.HashData(secret, bytes),
            "HS512" => HMACSHA512.HashData(secret, bytes),
            _ => HMACSHA256.HashData(secret, bytes),
        };
        return text + "." + Base64UrlEncoder.Encode(mac);
    }

    private static string Signed(string header, string payload, ECDsa key, bool encode = false)
    {
        var text = (encode ? Base64UrlEncoder.Encode(header) : header) + "." + payload;
        return text + "." + Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    private static string Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return $$"""{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(point.X!)}}","y":"{{Base64UrlEncoder.Encode(point.Y!)}}"}""";
    }
}
