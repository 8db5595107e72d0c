using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>A method of a grain interface, with everything about it that a call needs worked out once.</summary>
internal abstract class GrainMethod
{
    private readonly Func<object, object?[], Task> _invoke;

    protected GrainMethod(GrainRuntime runtime, MethodInfo method)
    {
        Runtime = runtime;
        Info = method;
        InterfaceName = method.DeclaringType!.FullName ?? method.DeclaringType.Name;
        Name = $"{method.DeclaringType.Name}.{method.Name}";
        SpanName = $"{method.DeclaringType.Name}/{method.Name}";
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        Interleaving = method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? Interleaving.WithAll
            : method.IsDefined(typeof(ReadOnlyAttribute)) ? Interleaving.WithReaders
            : Interleaving.None;
        InFlight = runtime.InFlight(method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout);
        CancellationIndex = Array.FindIndex(method.GetParameters(), p => p.ParameterType == typeof(CancellationToken));
        _invoke = Compile(method);
    }

    public MethodInfo Info { get; }

    public string InterfaceName { get; }

    public string Name { get; }

    public string SpanName { get; }

    public bool IsOneWay { get; }

    public Interleaving Interleaving { get; }

    public CallsInFlight InFlight { get; }

    protected GrainRuntime Runtime { get; }

    protected int CancellationIndex { get; }

    public static GrainMethod Create(GrainRuntime runtime, MethodInfo method)
    {
        var returned = method.ReturnType;
        var definition = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var result = returned == typeof(Task) || returned == typeof(ValueTask) ? typeof(NoResult)
            : definition == typeof(Task<>) || definition == typeof(ValueTask<>) ? returned.GetGenericArguments()[0]
            : null;
        if (result is null || method.IsGenericMethod)
        {
            throw new NotSupportedException(
                $"{method.DeclaringType!.FullName}.{method.Name}: grain methods return Task or ValueTask and have no type parameters.");
        }

        return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(result), runtime, method)!;
    }

    /// <summary>Sends a call; the answer is what the interface's method returns.</summary>
    public abstract object Send(GrainReferenceProxy reference, object?[] arguments);

    /// <summary>The boxed result of a task that <see cref="Invoke"/> returned and that succeeded; null for methods without one.</summary>
    public abstract object? ResultOf(Task completed);

    /// <summary>Calls the instance.</summary>
    public Task Invoke(object instance, object?[] arguments) => _invoke(instance, arguments);

    public override string ToString() => Name;

    private static Func<object, object?[], Task> Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var values = method.GetParameters().Select(
            (p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        Expression call = Expression.Call(Expression.Convert(instance, method.DeclaringType!), method, values);
        if (call.Type.IsValueType)
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        return Expression.Lambda<Func<object, object?[], Task>>(Expression.Convert(call, typeof(Task)), instance, arguments).Compile();
    }
}

/// <summary>The result of methods without one.</summary>
internal readonly struct NoResult;

/// <summary>A method whose answer has this type.</summary>
internal sealed class GrainMethod<T>(GrainRuntime runtime, MethodInfo method) : GrainMethod(runtime, method)
{
    private readonly bool _valueTask = method.ReturnType.IsValueType;

    public override object Send(GrainReferenceProxy reference, object?[] arguments)
    {
        var span = GrainTelemetry.Start(ActivityKind.Client, this, reference.GrainId, Activation.Current);
        var answer = span is null && Runtime.OutgoingFilters.Length == 0
            ? SendNow(reference, arguments)
            : SendThroughAsync(reference, arguments, span);
        // The span goes on with the call; its caller does not go on within it.
        if (span is not null)
            Activity.Current = span.Parent;
        if (!_valueTask)
            return answer;
        return typeof(T) == typeof(NoResult) ? new ValueTask(answer) : new ValueTask<T>(answer);
    }

    public override object? ResultOf(Task completed) => completed is Task<T> typed && typeof(T) != typeof(NoResult) ? typed.Result : null;

    public Task<T> SendNow(GrainReferenceProxy reference, object?[] arguments)
    {
        var cancellation = CancellationIndex < 0 ? default : (CancellationToken)arguments[CancellationIndex]!;
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        var call = new GrainCall<T>(Runtime, this, reference.GrainId, arguments);
        if (Runtime.TryAdmit(call))
        {
            if (cancellation.CanBeCanceled)
                call.ListenTo(cancellation);
            reference.Dispatch(call);
        }

        return IsOneWay ? Task.FromResult<T>(default!) : call.Answer;
    }

    private async Task<T> SendThroughAsync(GrainReferenceProxy reference, object?[] arguments, Activity? span)
    {
        using var activity = span;
        try
        {
            if (Runtime.OutgoingFilters.Length == 0)
                return await SendNow(reference, arguments);
            var context = new OutgoingCallContext<T>(this, reference, arguments, Runtime.OutgoingFilters);
            await context.Invoke();
            return context.Result is T result ? result : default!;
        }
        catch (Exception error)
        {
            GrainTelemetry.Fail(activity, error);
            throw;
        }
    }
}
