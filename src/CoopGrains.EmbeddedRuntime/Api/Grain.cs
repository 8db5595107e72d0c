using System.Diagnostics.CodeAnalysis;
using CoopGrains.EmbeddedRuntime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What the runtime asks of a grain class.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    /// <summary>Runs after injected state is read and before the first request. A failure fails the waiting calls.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last request, if the process lives long enough. Never the place to save.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

/// <summary>Base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    // The runtime runs constructors on the activation's scheduler.
    protected Grain()
        : this((TaskScheduler.Current as IGrainContext)!)
    {
    }

    protected Grain(IGrainContext grainContext) => GrainContext = grainContext;

    [AllowNull]
    public IGrainContext GrainContext { get; }

    public string IdentityString => GrainContext.GrainId.ToString();

    protected IGrainFactory GrainFactory =>
        (GrainContext as IReferenceSource)?.GrainFactory ?? ServiceProvider.GetRequiredService<IGrainFactory>();

    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Lets running requests finish, then deactivates; waiting requests go to a fresh activation.</summary>
    protected void DeactivateOnIdle() =>
        GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary><see cref="Grain"/>'s verbs for classes that only implement <see cref="IGrainBase"/>.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Lets running requests finish, then deactivates; waiting requests go to a fresh activation.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain) =>
        grain.GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));
}
