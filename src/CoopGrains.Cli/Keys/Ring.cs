using System.Text.Json;
using CoopGrains.Hosting;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace CoopGrains.Cli.Keys;

/// <summary>The ring of keys of a site, opened beside it.</summary>
internal sealed class Ring : IAsyncDisposable
{
    // All processes know of a key before any of them uses it.
    private static readonly TimeSpan UntilUse = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services;
    private readonly IKeyManager _keys;
    private readonly TimeProvider _clock;

    private Ring(ServiceProvider services, TimeProvider clock) =>
        (_services, _keys, _clock) = (services, services.GetRequiredService<IKeyManager>(), clock);

    /// <summary>Opens the ring in the store that the options name.</summary>
    public static Ring Open(CoopOptions options, TimeProvider clock)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<ISiteItems>(_ =>
            options.IsShared ? PostgresItems.Open(options.Database) : SqliteItemsFile.Open(options.StorePath));
        services.AddKeyRing(options.KeyRing.SecretIn(options.KeysFolder));
        return new(services.BuildServiceProvider(), clock);
    }

    /// <summary>Makes a new key.</summary>
    public Guid Rotate()
    {
        var from = _clock.GetUtcNow() + UntilUse;
        var life = _services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KeyManagementOptions>>().Value.NewKeyLifetime;
        return _keys.CreateNewKey(from, from + life).KeyId;
    }

    /// <summary>True when there is such a key.</summary>
    public bool Has(Guid id) => _keys.GetAllKeys().Any(key => key.KeyId == id);

    /// <summary>What a key sealed opens no more.</summary>
    public void Revoke(Guid id, string reason) => _keys.RevokeKey(id, reason);

    /// <summary>What any key made up to now sealed opens no more.</summary>
    public void RevokeAll(string reason) => _keys.RevokeAllKeys(_clock.GetUtcNow(), reason);

    /// <summary>The keys, oldest first.</summary>
    public IEnumerable<ShownKey> All()
    {
        var (now, keys) = (_clock.GetUtcNow(), _keys.GetAllKeys().OrderBy(key => key.ActivationDate).ToList());
        var used = keys.LastOrDefault(key => !key.IsRevoked && key.ActivationDate <= now && now < key.ExpirationDate);
        return keys.Select(key => new ShownKey(key.KeyId, key.ActivationDate.ToUniversalTime(), key.ExpirationDate.ToUniversalTime(),
            key.IsRevoked ? "revoked" : key == used ? "used" : key.ActivationDate > now ? "next" : "opens"));
    }

    /// <summary>The same as JSON.</summary>
    public string Json() => JsonSerializer.Serialize(All(), JsonSerializerOptions.Web);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A key, without what is secret of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">From then on it is used.</param>
/// <param name="To">Until then; what it sealed opens still.</param>
/// <param name="State">used, next, opens (what it sealed opens still), or revoked.</param>
internal sealed record ShownKey(Guid Id, DateTimeOffset From, DateTimeOffset To, string State);
