using CoopGrains.EmbeddedRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What a reference or a grain instance says about its identity.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain as the given interface; also turns <c>this</c> into a reference that may be handed out.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        grain switch
        {
            null => throw new ArgumentNullException(nameof(grain)),
            IReferenceSource reference => reference.AsReference<TGrainInterface>(),
            IGrainBase { GrainContext: IReferenceSource activation } => activation.AsReference<TGrainInterface>(),
            _ => throw NotAGrain(grain),
        };

    /// <summary>Same as <see cref="AsReference{T}"/>.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>The identity.</summary>
    /// <exception cref="ArgumentException">Neither a reference nor an instance that the runtime made.</exception>
    public static GrainId GetGrainId(this IAddressable grain) =>
        grain switch
        {
            null => throw new ArgumentNullException(nameof(grain)),
            IReferenceSource reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            _ => throw NotAGrain(grain),
        };

    /// <summary>The string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType().FullName} is neither a grain reference nor a grain that the runtime made.", nameof(grain));
}
