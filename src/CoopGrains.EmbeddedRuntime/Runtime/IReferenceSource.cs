using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>What references can be made from: another reference, or an activation.</summary>
internal interface IReferenceSource
{
    GrainId GrainId { get; }

    IGrainFactory GrainFactory { get; }

    TGrainInterface AsReference<TGrainInterface>();
}
