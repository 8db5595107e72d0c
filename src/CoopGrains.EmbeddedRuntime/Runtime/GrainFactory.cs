using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>The factory and the client are one: all grains are in this process.</summary>
internal sealed class GrainFactory(GrainRuntime runtime, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)runtime.References.Interface(typeof(TGrainInterface)).Reference(primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)runtime.References.Interface(grainInterfaceType).Reference(grainPrimaryKey);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        runtime.References.Create<TGrainInterface>(grainId);
}
