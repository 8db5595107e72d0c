using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>The one ring of keys for everything that a site hands out sealed: ASP.NET's data protection, kept in the store.</summary>
public static class KeyRingServices
{
    // Part of every key's purpose: another application of the same ring would not read ours.
    private const string Application = "coopgrains";

    /// <summary>Registers the ring for a process that has the store's <see cref="Storage.ISiteItems"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="secret">What keys are encrypted with where they are kept.</param>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, byte[] secret)
    {
        // What was revoked must count no more from the moment that it is known; by default it does until a look behind has ended.
        AppContext.SetSwitch("Microsoft.AspNetCore.DataProtection.KeyManagement.DisableAsyncKeyRingUpdate", true);
        services.AddDataProtection().SetApplicationName(Application);
        services.AddSingleton(new RingSecret(secret));
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<RingEncryptor>();
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeys, RingEncryptor>((options, keys, encryptor) =>
            (options.XmlRepository, options.XmlEncryptor) = (keys, encryptor));
        services.AddSingleton(provider => new SharedKeyManager(new XmlKeyManager(
            provider.GetRequiredService<IOptions<KeyManagementOptions>>(), provider.GetRequiredService<IActivator>(),
            provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton<IKeyManager>(provider => provider.GetRequiredService<SharedKeyManager>());
        return services;
    }

    /// <summary>Besides, learns within two seconds what other processes do with the keys.</summary>
    public static IServiceCollection AddSharedKeyRing(this IServiceCollection services, byte[] secret)
    {
        services.AddKeyRing(secret);
        services.AddMetrics();
        services.AddSingleton<KeyRingMetrics>();
        services.AddSingleton(provider =>
        {
            var shared = ActivatorUtilities.CreateInstance<SharedItems>(provider, TimeProvider.System);
            var keys = provider.GetRequiredService<SharedKeyManager>();
            var metrics = provider.GetRequiredService<KeyRingMetrics>();
            shared.Follow(_ =>
            {
                keys.Tell();
                // Here, so that no request waits for the store.
                return Task.Run(() =>
                {
                    provider.GetDataProtector(Application).Protect(Array.Empty<byte>());
                    metrics.Learn(keys.GetAllKeys());
                }, CancellationToken.None);
            });
            return shared;
        });
        services.AddSingleton<SealSecrets>();
        services.AddHostedService(provider => provider.GetRequiredService<SharedItems>());
        return services;
    }
}
