using CoopGrains.EmbeddedRuntime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Storage;
using TestKit;

namespace EmbeddedRuntime.Tests;

/// <summary>A runtime with all grains of this assembly, a fake clock and two stores.</summary>
public sealed class TestRuntime : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestRuntime(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Probe);
        services.AddKeyedSingleton<IGrainStorage>("books", Books);
        services.AddSingleton<IGrainStorage>(Default);
        services.AddEmbeddedGrains(grains => grains.AddGrains(typeof(TestRuntime).Assembly));
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Grains = _services.GetRequiredService<IGrainFactory>();
        Directory = _services.GetRequiredService<IActivationDirectory>();
    }

    public FakeClock Clock { get; } = new();

    public Probe Probe { get; } = new();

    public MemoryStorage Books { get; } = new();

    public MemoryStorage Default { get; } = new();

    public IGrainFactory Grains { get; }

    public IActivationDirectory Directory { get; }

    public T Service<T>() where T : notnull => _services.GetRequiredService<T>();

    public T Grain<T>(string key = "one", string? prefix = null) where T : IGrainWithStringKey => Grains.GetGrain<T>(key, prefix);

    public Task StopAsync(CancellationToken deadline = default) =>
        _services.GetServices<IHostedService>().Single().StopAsync(deadline);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
