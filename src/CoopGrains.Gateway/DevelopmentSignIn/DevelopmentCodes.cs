using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;

namespace CoopGrains.Gateway.DevelopmentSignIn;

/// <summary>What a code of the development issuer stands for.</summary>
/// <param name="Actor">Who signed in.</param>
/// <param name="Redirect">Where the code was sent.</param>
/// <param name="Challenge">Of the verifier that its owner has.</param>
/// <param name="Nonce">For the id token.</param>
internal sealed record Grant(Actor Actor, string Redirect, string Challenge, string Nonce);

/// <summary>Codes of the development issuer: each counts once, for a minute.</summary>
internal sealed class DevelopmentCodes(WallClock clock)
{
    /// <summary>So long a code counts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private const int Most = 1_000;
    private const int Bytes = 32;

    private readonly ConcurrentDictionary<string, (Grant Grant, DateTimeOffset Until)> _codes = new(StringComparer.Ordinal);

    /// <summary>A new code.</summary>
    public string Make(Grant grant)
    {
        var now = clock.Time.GetUtcNow();
        foreach (var (old, (_, until)) in _codes)
            if (until <= now || _codes.Count >= Most)
                _codes.TryRemove(old, out _);
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        _codes[code] = (grant, now + Life);
        return code;
    }

    /// <summary>What a code stands for, once: also a try with a wrong verifier or address ends it.</summary>
    public Grant? Take(string code, string redirect, string verifier) =>
        _codes.TryRemove(code, out var kept) && clock.Time.GetUtcNow() < kept.Until
        && kept.Grant.Redirect == redirect && IsOf(verifier, kept.Grant.Challenge)
            ? kept.Grant
            : null;

    private static bool IsOf(string verifier, string challenge) => verifier.Length is >= 43 and <= 128
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
            Encoding.ASCII.GetBytes(challenge));
}
