using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything that grain calls can be sent to.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Base of all grain interfaces.</summary>
    public interface IGrain : IAddressable;

    /// <summary>Base of grain interfaces whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Makes references to grains. A reference is cheap and names a grain whether or not it is active.</summary>
    public interface IGrainFactory
    {
        /// <summary>A reference by key.</summary>
        /// <param name="primaryKey">The key, not blank.</param>
        /// <param name="grainClassNamePrefix">Start of the full class name, where several classes implement the interface.</param>
        /// <exception cref="ArgumentException">No class, or no single class, implements the interface.</exception>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
            where TGrainInterface : IGrainWithStringKey;

        /// <summary>A reference by interface type and key.</summary>
        IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

        /// <summary>A reference to exactly this grain.</summary>
        TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
            where TGrainInterface : IAddressable;
    }

    /// <summary>The way in for code that is not a grain.</summary>
    public interface IClusterClient : IGrainFactory
    {
        IServiceProvider ServiceProvider { get; }
    }
}
