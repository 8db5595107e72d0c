using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>A grain class, with its constructor and rules worked out once.</summary>
internal sealed class GrainClass
{
    private const string Suffix = "grain";
    private readonly Func<object?[], object> _construct;
    private readonly Func<Activation, object?>[] _parameters;
    private int _active;

    public GrainClass(Type type)
    {
        Implementation = type;
        Type = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, type) ?? ByConvention(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        FiltersItself = type.IsAssignableTo(typeof(IIncomingGrainCallFilter));
        var constructors = type.GetConstructors();
        var constructor = constructors.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.FullName} has no public constructor.");
        _parameters = [.. constructor.GetParameters().Select(Source)];
        _construct = Compile(constructor);
    }

    public Type Implementation { get; }

    public GrainType Type { get; }

    public bool IsReentrant { get; }

    public bool FiltersItself { get; }

    /// <summary>Idle time, in timestamp ticks, after which activations leave.</summary>
    public long CollectionAge { get; set; }

    public int ActiveCount => Volatile.Read(ref _active);

    public IEnumerable<Type> Interfaces =>
        Implementation.GetInterfaces().Where(
            i => i.IsAssignableTo(typeof(IGrain)) && i != typeof(IGrain) && i != typeof(IGrainWithStringKey));

    public static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IGrainBase)) && type.IsAssignableTo(typeof(IGrain));

    public object Create(Activation activation)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = _parameters[i](activation);
        return _construct(arguments);
    }

    public void Activated() => Interlocked.Increment(ref _active);

    public void Deactivated() => Interlocked.Decrement(ref _active);

    private static GrainType ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        var hasSuffix = name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal);
        return GrainType.Create(hasSuffix ? name[..^Suffix.Length] : name);
    }

    private static Func<object?[], object> Compile(ConstructorInfo constructor)
    {
        var arguments = Expression.Parameter(typeof(object?[]));
        var values = constructor.GetParameters().Select(
            (p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        return Expression.Lambda<Func<object?[], object>>(Expression.New(constructor, values), arguments).Compile();
    }

    private static Func<Activation, object?> Source(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } named)
            return StateSource(type, named);
        if (type == typeof(IGrainContext))
            return activation => activation;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue;
        return activation => activation.ActivationServices.GetRequiredService(type);
    }

    private static Func<Activation, object?> StateSource(Type type, PersistentStateAttribute named)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new InvalidOperationException($"[PersistentState] is on a {type.Name}, which is no IPersistentState<T>.");
        var create = typeof(GrainClass).GetMethod(nameof(CreateState), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments())
            .CreateDelegate<Func<Activation, PersistentStateAttribute, object>>();
        return activation => create(activation, named);
    }

    private static object CreateState<TState>(Activation activation, PersistentStateAttribute named)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(named.StorageName)
            ? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(named.StorageName);
        if (storage is null)
        {
            throw new BadProviderConfigException(
                string.IsNullOrEmpty(named.StorageName)
                    ? $"No default storage provider found loading grain type {activation.GrainId.Type}."
                    : $"No storage provider named \"{named.StorageName}\" found loading grain type {activation.GrainId.Type}.");
        }

        var state = new PersistentState<TState>(named.StateName, storage, activation);
        activation.AddStateToRead(state);
        return state;
    }
}
