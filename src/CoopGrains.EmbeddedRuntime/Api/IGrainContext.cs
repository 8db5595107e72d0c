namespace Orleans.Runtime;

/// <summary>One activation of a grain, as the grain and filters see it.</summary>
public interface IGrainContext
{
    GrainId GrainId { get; }

    /// <summary>The instance; null until it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>Services scoped to the activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has left. Awaiting it from inside the grain never ends.</summary>
    Task Deactivated { get; }

    /// <summary>Begins deactivation: running requests finish first. The first reason given is kept.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
