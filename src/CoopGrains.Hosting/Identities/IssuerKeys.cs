using System.Collections.Frozen;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Identities;

/// <summary>Which keys of an issuer count, and for which algorithms.</summary>
internal static class IssuerKeys
{
    /// <summary>The algorithms that are taken: asymmetric ones of today.</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private const int LeastRsaBits = 2048;
    private const int EcBits = 256;

    /// <summary>The keys that may sign tokens, by their ids; one without an id can be named by none.</summary>
    public static FrozenDictionary<string, SecurityKey[]> Of(OpenIdConnectConfiguration configuration) => configuration.SigningKeys
        .Where(key => !string.IsNullOrEmpty(key.KeyId) && Counts(key))
        .Select(Uncached)
        .GroupBy(key => key.KeyId, StringComparer.Ordinal)
        .ToFrozenDictionary(keys => keys.Key, keys => keys.ToArray(), StringComparer.Ordinal);

    private static bool Counts(SecurityKey key) => key switch
    {
        ECDsaSecurityKey curve => curve.KeySize == EcBits,
        RsaSecurityKey or X509SecurityKey => key.KeySize >= LeastRsaBits,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve } => key.KeySize == EcBits,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA } => key.KeySize >= LeastRsaBits,
        _ => false,
    };

    // The default factory keeps verifiers by key id for the whole process, also of a key that another took the id of.
    private static SecurityKey Uncached(SecurityKey key)
    {
        key.CryptoProviderFactory = new() { CacheSignatureProviders = false };
        return key;
    }
}
