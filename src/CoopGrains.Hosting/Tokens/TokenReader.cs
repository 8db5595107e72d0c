using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Identities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Tokens;

/// <summary>What a token says that was valid when it was read.</summary>
/// <param name="Actor">Whom it names, with the rights it claims.</param>
/// <param name="Until">From this wall time on it is not valid any more, skew included.</param>
public sealed record ValidToken(Actor Actor, DateTimeOffset Until);

/// <summary>Tells who a bearer token speaks for, or that it is not valid here. It says no more than that, to anyone.</summary>
/// <remarks>
/// Times are those of the wall clock that is handed in, not of a development clock: tokens come from other processes.
/// A valid token is remembered by its hash until it expires, so that checking a signature is paid once.
/// </remarks>
public sealed class TokenReader
{
    private const int MaximumRemembered = 8192;

    private readonly DevelopmentKey? _key;
    private readonly IssuerTokens? _issued;
    private readonly TimeProvider _clock;
    private readonly TokenValidationParameters? _rules;
    private readonly ConcurrentDictionary<Hash, ValidToken> _valid = new();
    private readonly JsonWebTokenHandler _handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = TokenNames.MaximumBytes,
    };

    /// <param name="key">The development key whose tokens count; none on a production site.</param>
    /// <param name="clock">The wall clock.</param>
    /// <param name="issued">Reads the tokens of the site's issuer; none means that no other token counts.</param>
    public TokenReader(DevelopmentKey? key, TimeProvider clock, IssuerTokens? issued = null)
    {
        (_key, _clock, _issued) = (key, clock, issued);
        _rules = key is null ? null : RulesFor(key, clock);
        if (issued is not null)
            issued.Issuer.KeyGone += _valid.Clear;
    }

    /// <summary>What the token says; null when it is not valid now.</summary>
    /// <exception cref="IssuerUnavailableException">It may be: its issuer has to be asked, and cannot be.</exception>
    public ValueTask<ValidToken?> ReadAsync(ReadOnlySpan<char> token)
    {
        if ((_rules is null && _issued is null) || token.Length is 0 or > TokenNames.MaximumBytes || !Ascii.IsValid(token))
            return new((ValidToken?)null);
        var hash = Hash.Of(token);
        if (_valid.TryGetValue(hash, out var known) && _clock.GetUtcNow() < known.Until)
            return new(known);
        return new(ValidateAsync(token.ToString(), hash));
    }

    private async Task<ValidToken?> ValidateAsync(string text, Hash hash)
    {
        if (Unchecked(text) is not { } token)
            return null;
        var (actor, ends) = _issued is not null && _issued.Issuer.Is(token.Issuer)
            ? (await _issued.ActorOfAsync(token), token.ValidTo)
            : (await DevelopmentActorAsync(text), token.ValidTo);
        return actor is null ? null : Remember(hash, new(actor, new DateTimeOffset(ends, TimeSpan.Zero) + TokenNames.Skew));
    }

    private JsonWebToken? Unchecked(string text)
    {
        try
        {
            // Three parts: what is encrypted is nobody's here.
            return text.AsSpan().Count('.') == 2 ? _handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private async Task<Actor?> DevelopmentActorAsync(string text)
    {
        if (_rules is null)
            return null;
        var result = await _handler.ValidateTokenAsync(text, _rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken read } ? TokenClaims.ActorOf(read) : null;
    }

    private ValidToken Remember(Hash hash, ValidToken token)
    {
        if (_valid.Count >= MaximumRemembered)
            Forget();
        return _valid[hash] = token;
    }

    // Full of live tokens means a flood of users or of renewals: starting over costs each a signature check, and bounds the rest.
    private void Forget()
    {
        var now = _clock.GetUtcNow();
        foreach (var (hash, token) in _valid)
            if (token.Until <= now)
                _valid.TryRemove(hash, out _);
        if (_valid.Count >= MaximumRemembered)
            _valid.Clear();
    }

    private static TokenValidationParameters RulesFor(DevelopmentKey key, TimeProvider clock) => new()
    {
        ValidAlgorithms = [TokenNames.Algorithm],
        ValidTypes = [TokenNames.Type],
        ValidIssuer = TokenNames.DevelopmentIssuer,
        ValidAudience = TokenNames.Audience,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        // The key id is looked up in a fixed map; nothing in the token can name another place to get a key from.
        IssuerSigningKeyResolver = (_, _, id, _) => id == key.KeyId ? [key.Key] : [],
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (from, until, _, _) => IsTime(from, until, DevelopmentKey.MaximumLifetime, clock.GetUtcNow().UtcDateTime),
    };

    internal static bool IsTime(DateTime? from, DateTime? until, TimeSpan longest, DateTime now) =>
        from is { } begins && until is { } ends
        && ends - begins <= longest
        && begins - TokenNames.Skew <= now && now < ends + TokenNames.Skew;

    private readonly record struct Hash(UInt128 High, UInt128 Low)
    {
        public static Hash Of(ReadOnlySpan<char> token)
        {
            Span<byte> bytes = stackalloc byte[token.Length];
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            Encoding.ASCII.GetBytes(token, bytes);
            SHA256.HashData(bytes, digest);
            return new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
        }
    }
}
