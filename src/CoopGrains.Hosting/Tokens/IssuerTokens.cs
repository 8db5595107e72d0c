using CoopGrains.Contracts;
using CoopGrains.Hosting.Identities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Tokens;

/// <summary>Checks what the site's OpenID Connect issuer has signed. Safe to use concurrently.</summary>
/// <param name="issuer">The issuer.</param>
/// <param name="settings">What its tokens have to say.</param>
/// <param name="clock">The wall clock.</param>
public sealed class IssuerTokens(Issuer issuer, IdentitySettings settings, TimeProvider clock)
{
    private const int LongestKeyId = 256;

    // Access tokens by RFC 9068, and those of issuers that do not tell them from others by their type.
    private static readonly string[] AccessTypes = [TokenNames.Type, "JWT"];

    private static readonly string[] IdTypes = ["JWT", ""];
    private static readonly TimeSpan LongestIdToken = TimeSpan.FromDays(1);

    private readonly JsonWebTokenHandler _handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = TokenNames.MaximumBytes,
    };

    /// <summary>Whose they are.</summary>
    public Issuer Issuer => issuer;

    /// <summary>Whom an access token names; null when it is not valid now.</summary>
    /// <exception cref="IssuerUnavailableException">It may be: its key is not known, and the issuer cannot be asked.</exception>
    internal async Task<Actor?> ActorOfAsync(JsonWebToken token)
    {
        var longest = TimeSpan.FromMinutes(settings.TokenMinutes);
        return await IsValidAsync(token, AccessTypes, settings.Audience, longest) ? TokenClaims.ActorOf(token, settings.Claims) : null;
    }

    /// <summary>Who has signed in by an id token; null when it is not valid, or not the answer to what was asked.</summary>
    /// <param name="text">The id token.</param>
    /// <param name="client">For whom it has to be.</param>
    /// <param name="nonce">What it has to repeat.</param>
    /// <exception cref="IssuerUnavailableException">Its key is not known, and the issuer cannot be asked.</exception>
    public async Task<Actor?> SignedInAsync(string text, string client, string nonce)
    {
        if (text.Length > TokenNames.MaximumBytes || !_handler.CanReadToken(text) || text.AsSpan().Count('.') != 2)
            return null;
        var token = _handler.ReadJsonWebToken(text);
        if (!issuer.Is(token.Issuer) || nonce.Length == 0 || Text(token, "nonce") != nonce || (Text(token, "azp") ?? client) != client)
            return null;
        return await IsValidAsync(token, IdTypes, client, LongestIdToken) ? TokenClaims.ActorOf(token, settings.Claims) : null;
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

    private async Task<bool> IsValidAsync(JsonWebToken token, string[] types, string audience, TimeSpan longest)
    {
        // Looked at before the issuer is asked for a key: nobody can make the site ask with what it would not take anyway.
        if (!IssuerKeys.Algorithms.Contains(token.Alg) || !types.Contains(token.Typ ?? "") || token.Kid is not { Length: > 0 and <= LongestKeyId })
            return false;
        if (!TokenReader.IsTime(Begins(token), token.ValidTo, longest, clock.GetUtcNow().UtcDateTime))
            return false;
        var (configuration, keys) = await issuer.KeysAsync(token.Kid);
        if (keys.Length == 0)
            return false;
        var result = await _handler.ValidateTokenAsync(token.EncodedToken, new()
        {
            ValidAlgorithms = IssuerKeys.Algorithms,
            ValidIssuer = configuration.Issuer,
            ValidAudience = audience,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The keys of this id in a fixed map; nothing in the token can name another place to get a key from.
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, until, read, _) =>
                TokenReader.IsTime(Begins((JsonWebToken)read), until, longest, clock.GetUtcNow().UtcDateTime),
        });
        return result.IsValid;
    }

    // Many issuers say only when they made it. Of both the later counts.
    private static DateTime? Begins(JsonWebToken token)
    {
        var (from, made) = (token.ValidFrom, token.IssuedAt);
        var begins = from > made ? from : made;
        return begins == DateTime.MinValue ? null : begins;
    }
}
