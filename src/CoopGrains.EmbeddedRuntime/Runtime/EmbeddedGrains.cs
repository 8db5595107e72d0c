using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>Names the grain classes of a process.</summary>
public sealed class EmbeddedGrainsBuilder(IServiceCollection services)
{
    private readonly List<Type> _classes = [];

    public IServiceCollection Services { get; } = services;

    internal IEnumerable<Type> Classes => _classes;

    /// <summary>Adds every grain class of the assembly.</summary>
    public EmbeddedGrainsBuilder AddGrains(Assembly assembly)
    {
        _classes.AddRange(assembly.GetTypes().Where(GrainClass.IsGrainClass));
        return this;
    }

    /// <summary>Adds one grain class.</summary>
    public EmbeddedGrainsBuilder AddGrain<TGrain>()
        where TGrain : IGrainBase, IGrain
    {
        _classes.Add(typeof(TGrain));
        return this;
    }
}

/// <summary>Registration of the embedded runtime.</summary>
public static class EmbeddedGrains
{
    /// <summary>
    /// Runs grains in this process: registers <see cref="IGrainFactory"/>, <see cref="IClusterClient"/>,
    /// <see cref="IActivationDirectory"/> and a hosted service that stops gracefully. Time comes from a registered
    /// <see cref="TimeProvider"/>, storage from <c>IGrainStorage</c> services keyed by provider name.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedGrainsBuilder> configure)
    {
        var builder = new EmbeddedGrainsBuilder(services);
        configure(builder);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new GrainRegistry(builder.Classes));
        services.AddSingleton<GrainRuntime>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainRuntime>().Factory);
        services.AddSingleton<IActivationDirectory, ActivationDirectory>();
        services.AddSingleton<IHostedService, EmbeddedGrainsService>();
        return services;
    }

    // Makes the runtime at start, so that a wrong class is found then.
    private sealed class EmbeddedGrainsService(GrainRuntime runtime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync(cancellationToken);
    }
}
