using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Secrets;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Tokens;

/// <summary>The local key that signs tokens for a development site. A production site refuses both it and its tokens.</summary>
/// <remarks>Kept in <c>dev-key.json</c> in the data folder, readable by its owner only. Safe to use concurrently.</remarks>
public sealed class DevelopmentKey : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "dev-key.json";

    /// <summary>Longest life of a token; also the default.</summary>
    public static readonly TimeSpan MaximumLifetime = TimeSpan.FromHours(24);

    private readonly ECDsa _pair;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    private DevelopmentKey(ECDsa pair)
    {
        _pair = pair;
        var id = Convert.ToHexStringLower(SHA256.HashData(pair.ExportSubjectPublicKeyInfo()))[..16];
        // The default factory keeps signers by key id for the whole process, also when the key they sign with was disposed.
        Key = new ECDsaSecurityKey(pair) { KeyId = id, CryptoProviderFactory = new() { CacheSignatureProviders = false } };
    }

    internal ECDsaSecurityKey Key { get; }

    /// <summary>The public half as PEM, for whoever wants to check a token.</summary>
    public string PublicKeyPem => _pair.ExportSubjectPublicKeyInfoPem();

    /// <summary>The key id that tokens name.</summary>
    public string KeyId => Key.KeyId;

    /// <summary>True when a data folder holds such a key.</summary>
    public static bool ExistsIn(string dataFolder) => File.Exists(PathIn(dataFolder));

    /// <summary>The key of a data folder, made when there is none.</summary>
    public static DevelopmentKey LoadOrCreate(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
            Write(path);
        return Load(dataFolder);
    }

    /// <summary>The key of a data folder.</summary>
    /// <exception cref="FileNotFoundException">There is none: the site was never started for development.</exception>
    /// <exception cref="InvalidDataException">The file is not such a key.</exception>
    public static DevelopmentKey Load(string dataFolder)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path} is missing: start the site once with ASPNETCORE_ENVIRONMENT=Development.", path);
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(path)) ?? throw new JsonException("empty");
            return new(ECDsa.Create(Parameters(stored)));
        }
        catch (Exception exception) when (exception is JsonException or CryptographicException or FormatException)
        {
            throw new InvalidDataException($"{path} is no development key: delete it and start the site again.", exception);
        }
    }

    /// <summary>A token for an actor, valid from now on for <paramref name="lifetime"/> (at most a day).</summary>
    public string Issue(Actor actor, DateTimeOffset now, TimeSpan? lifetime = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime ?? MaximumLifetime, MaximumLifetime);
        return Issue(Claims(actor), now, now + (lifetime ?? MaximumLifetime));
    }

    /// <summary>What says to a client of the development site's issuer who has signed in, for five minutes.</summary>
    public string IssueIdToken(Actor actor, string issuer, string client, string nonce, DateTimeOffset now)
    {
        var claims = Claims(actor);
        (claims["iss"], claims["aud"], claims["nonce"]) = (issuer, client, nonce);
        return Issue(claims, now, now + TimeSpan.FromMinutes(5), "JWT");
    }

    /// <summary>The public half as a JSON Web Key.</summary>
    public JsonObject PublicKey
    {
        get
        {
            var point = _pair.ExportParameters(includePrivateParameters: false).Q;
            return new()
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64UrlEncoder.Encode(point.X!),
                ["y"] = Base64UrlEncoder.Encode(point.Y!),
                ["kid"] = KeyId,
                ["use"] = "sig",
                ["alg"] = TokenNames.Algorithm,
            };
        }
    }

    /// <summary>A token with any claims and header, as tests of the reader need.</summary>
    internal string Issue(
        IDictionary<string, object> claims, DateTimeOffset notBefore, DateTimeOffset expires, string type = TokenNames.Type) =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            NotBefore = notBefore.UtcDateTime,
            IssuedAt = notBefore.UtcDateTime,
            Expires = expires.UtcDateTime,
            TokenType = type,
            SigningCredentials = new SigningCredentials(Key, TokenNames.Algorithm),
        });

    internal static Dictionary<string, object> Claims(Actor actor) => new()
    {
        ["iss"] = TokenNames.DevelopmentIssuer,
        ["aud"] = TokenNames.Audience,
        ["sub"] = actor.User,
        [TokenNames.Agency] = actor.Agency,
        [TokenNames.Side] = actor.Side switch { Side.Vn => "VN", Side.La => "LA", _ => "" },
        [TokenNames.Body] = actor.Body,
        [TokenNames.Roles] = RolesJson.Names(actor.Roles).ToArray(),
        [TokenNames.Cleared] = actor.Cleared,
    };

    /// <inheritdoc/>
    public void Dispose() => _pair.Dispose();

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, FileName);

    private static void Write(string path)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(includePrivateParameters: true);
        var (x, y, d) = (Base64UrlEncoder.Encode(key.Q.X!), Base64UrlEncoder.Encode(key.Q.Y!), Base64UrlEncoder.Encode(key.D!));
        var stored = new Stored("EC", "P-256", x, y, d);
        SecretFile.WriteOnce(path, JsonSerializer.SerializeToUtf8Bytes(stored));
    }

    private static ECParameters Parameters(Stored stored) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(stored.x), Y = Base64UrlEncoder.DecodeBytes(stored.y) },
        D = Base64UrlEncoder.DecodeBytes(stored.d),
    };

    // A JSON Web Key; its member names are the standard's.
    private sealed record Stored(string kty, string crv, string x, string y, string d);
}
