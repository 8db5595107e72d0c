using CoopGrains.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grains.Tests.Telemetry;

/// <summary>Listeners are the whole process's, so these tests run alone.</summary>
[CollectionDefinition("telemetry", DisableParallelization = true)]
public sealed class TelemetryTurns;

[Collection("telemetry")]
public abstract class TelemetryTest
{
    protected static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value))
        .Build();

    /// <summary>The services of a process that has started.</summary>
    protected static async Task<ServiceProvider> StartAsync(IConfiguration settings, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCoopTelemetry(settings, "coop-test");
        configure?.Invoke(services);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);
        return provider;
    }
}
