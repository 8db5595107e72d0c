namespace CoopGrains.EmbeddedRuntime;

/// <summary>How the runtime stops. Both spans end early at the host's own deadline.</summary>
public sealed class EmbeddedGrainsOptions
{
    /// <summary>How long calls in flight may take to finish before they are refused; 20 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long deactivating everything may take after that; 5 s.</summary>
    public TimeSpan DeactivateAllTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
