using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>A grain interface: its methods, and references to grains that implement it.</summary>
internal sealed class GrainInterface
{
    private readonly Dictionary<MethodInfo, GrainMethod> _methods;
    private readonly GrainReferenceProxy _prototype;
    private readonly Lazy<GrainType> _onlyType;

    public GrainInterface(GrainRuntime runtime, Type type)
    {
        if (!type.IsInterface)
            throw new ArgumentException($"{type.FullName} is not an interface.");
        Runtime = runtime;
        Type = type;
        _methods = type.GetInterfaces().Append(type)
            .SelectMany(i => i.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsAbstract)
            .ToDictionary(method => method, method => GrainMethod.Create(runtime, method));
        _prototype = (GrainReferenceProxy)DispatchProxy.Create(type, typeof(GrainReferenceProxy));
        _onlyType = new(() => runtime.Registry.Resolve(type, null));
    }

    public GrainRuntime Runtime { get; }

    public Type Type { get; }

    public GrainMethod Method(MethodInfo method) => _methods[method];

    public object Reference(GrainId grainId) => _prototype.For(this, grainId);

    public object Reference(string key, string? classNamePrefix = null)
    {
        var type = string.IsNullOrWhiteSpace(classNamePrefix) ? _onlyType.Value : Runtime.Registry.Resolve(Type, classNamePrefix);
        return Reference(GrainId.Create(type, key));
    }
}

/// <summary>Makes references.</summary>
internal sealed class GrainReferences(GrainRuntime runtime)
{
    private readonly ConcurrentDictionary<Type, GrainInterface> _interfaces = new();

    public TGrainInterface Create<TGrainInterface>(GrainId grainId) =>
        (TGrainInterface)Interface(typeof(TGrainInterface)).Reference(grainId);

    public GrainInterface Interface(Type type) =>
        _interfaces.TryGetValue(type, out var known)
            ? known
            : _interfaces.GetOrAdd(type, static (type, runtime) => new GrainInterface(runtime, type), runtime);
}
