using CoopGrains.EmbeddedRuntime;
using Grains.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Grains.Tests;

/// <summary>What tests ask of the runtime itself.</summary>
internal static class TestRuntime
{
    /// <summary>Lets an activation leave, if there is one; calls sent afterwards come to the next.</summary>
    internal static Task DeactivateAsync(IServiceProvider services, GrainId grain) =>
        services.GetRequiredService<IActivationDirectory>().DeactivateAsync(grain);

    /// <summary>A runtime with <see cref="RelayGrain"/>.</summary>
    internal static void AddRelay(IServiceCollection services) => services.AddEmbeddedGrains(grains => grains.AddGrain<RelayGrain>());
}
