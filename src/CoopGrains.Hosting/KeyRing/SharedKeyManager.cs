using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>The framework's keeper of keys, which learns what other processes did with them.</summary>
internal sealed class SharedKeyManager(XmlKeyManager keys) : IKeyManager
{
    private CancellationTokenSource _changed = new();

    /// <summary>What is known of the keys is looked up anew.</summary>
    public void Tell() => Interlocked.Exchange(ref _changed, new()).Cancel();

    public CancellationToken GetCacheExpirationToken() => Volatile.Read(ref _changed).Token;

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        var key = keys.CreateNewKey(activationDate, expirationDate);
        Tell();
        return key;
    }

    public void RevokeKey(Guid keyId, string? reason = null)
    {
        keys.RevokeKey(keyId, reason);
        Tell();
    }

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null)
    {
        keys.RevokeAllKeys(revocationDate, reason);
        Tell();
    }
}
