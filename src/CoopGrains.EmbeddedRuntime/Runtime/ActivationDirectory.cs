using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>What is active in this process. For diagnostics and tests.</summary>
public interface IActivationDirectory
{
    /// <summary>How many activations there are, by grain type; types without any included.</summary>
    IReadOnlyDictionary<GrainType, int> CountByGrainType();

    /// <summary>The grains that are active now.</summary>
    IEnumerable<GrainId> Active { get; }

    /// <summary>Deactivates the grain if it is active. Ends when it has left; its next call makes a fresh activation.</summary>
    Task DeactivateAsync(GrainId grainId);

    /// <summary>Deactivates all grains that are active now.</summary>
    Task DeactivateAllAsync();
}

internal sealed class ActivationDirectory(GrainRuntime runtime) : IActivationDirectory
{
    private static readonly DeactivationReason Asked = new(DeactivationReasonCode.RuntimeRequested, "Deactivation was asked for.");

    public IReadOnlyDictionary<GrainType, int> CountByGrainType() => runtime.Registry.Classes.ToDictionary(c => c.Type, c => c.ActiveCount);

    public IEnumerable<GrainId> Active => runtime.Activations.Select(activation => activation.GrainId);

    public Task DeactivateAsync(GrainId grainId) =>
        runtime.Find(grainId) is { } activation ? GrainRuntime.DeactivateAsync([activation], Asked) : Task.CompletedTask;

    public Task DeactivateAllAsync() => GrainRuntime.DeactivateAsync(runtime.Activations, Asked);
}
