using CoopGrains.Hosting;
using Grains.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Hosting;
using Orleans.Runtime;
using TestKit;

namespace Grains.Tests;

/// <summary>What tests ask of the runtime itself.</summary>
internal static class TestRuntime
{
    /// <summary>Lets an activation leave, if there is one; calls sent afterwards come to the next.</summary>
    internal static async Task DeactivateAsync(IServiceProvider services, GrainId grain)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var reference = grains.GetGrain(grain);
        if (await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(reference) is null)
            return;
        try
        {
            await reference.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }
        catch (OrleansMessageRejectionException)
        {
            // Sent on too often, from activations that were leaving: so they have left.
        }
    }

    /// <summary>A runtime with <see cref="RelayGrain"/>.</summary>
    internal static void AddRelay(IServiceCollection services) => services.AddOrleans(silo =>
    {
        silo.UseLocalhostClustering(ChildProcess.FreePort(), gatewayPort: 0);
        silo.CarryTraces();
    });
}
