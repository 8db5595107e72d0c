using System.Collections.Frozen;
using System.Security.Cryptography;
using CoopGrains.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>
/// A secret beside each key of the ring, protected by it: for seals that have to come out the same each time, or too often for the ring
/// itself. The same in all processes; one goes with its key when that is revoked.
/// </summary>
public sealed class SealSecrets
{
    /// <summary>Length of a secret.</summary>
    public const int SecretBytes = 32;

    private const string Kind = "seal-secret";

    // What data protection makes begins with four bytes of its own, and then names the key.
    private const int IdAt = 4;
    private const int IdBytes = 16;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly ISiteItems _items;
    private readonly IDataProtector _ring;
    private readonly Lock _loading = new();
    private Known? _known;

    /// <param name="items">Where all processes keep them.</param>
    /// <param name="ring">The ring of keys.</param>
    /// <param name="shared">Tells when another process has changed it.</param>
    public SealSecrets(ISiteItems items, IDataProtectionProvider ring, SharedItems shared)
    {
        (_items, _ring) = (items, ring.CreateProtector(Kind));
        shared.Follow(LoadAsync);
    }

    /// <summary>The secret to seal with now, and its key's id.</summary>
    public (Guid Id, byte[] Secret) Current
    {
        get
        {
            var known = Volatile.Read(ref _known) ?? Load(null);
            return (known.Current, known.Secrets[known.Current]);
        }
    }

    /// <summary>The secret of a key; null when there is none, or the key was revoked.</summary>
    public byte[]? Find(Guid id)
    {
        var known = Volatile.Read(ref _known) ?? Load(null);
        // Another process may have just begun with it.
        if (!known.Secrets.ContainsKey(id) && TimeProvider.System.GetElapsedTime(known.At) >= BetweenLooks)
            known = Load(known);
        return known.Secrets.GetValueOrDefault(id);
    }

    private Known Load(Known? before)
    {
        lock (_loading)
        {
            if (_known is { } known && known != before)
                return known;
            Task.Run(() => LoadAsync(CancellationToken.None)).GetAwaiter().GetResult();
            return _known!;
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var offered = _ring.Protect(RandomNumberGenerator.GetBytes(SecretBytes));
        var current = new Guid(offered.AsSpan(IdAt, IdBytes));
        var items = await _items.ItemsAsync(Kind, ct);
        if (items.All(item => item.Name != $"{current}"))
        {
            // Of several processes the first one's stays.
            await _items.AddItemAsync(new(Kind, $"{current}", Convert.ToBase64String(offered), SiteItem.NoEnd), ct);
            items = await _items.ItemsAsync(Kind, ct);
        }
        var secrets = new Dictionary<Guid, byte[]>();
        foreach (var item in items)
            if (Opened(item.Body) is { } secret)
                secrets[Guid.Parse(item.Name)] = secret;
        Volatile.Write(ref _known, new(current, secrets.ToFrozenDictionary(), TimeProvider.System.GetTimestamp()));
    }

    private byte[]? Opened(string body)
    {
        try
        {
            return _ring.Unprotect(Convert.FromBase64String(body));
        }
        catch (CryptographicException)
        {
            // Its key was revoked, or cannot be read here.
            return null;
        }
    }

    private sealed record Known(Guid Current, FrozenDictionary<Guid, byte[]> Secrets, long At);
}
