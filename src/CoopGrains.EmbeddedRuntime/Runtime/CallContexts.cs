using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>Walks a call through filters to its end. Invoking again after a failure repeats the rest.</summary>
internal abstract class CallContext(GrainMethod method, GrainId targetId, object?[] arguments, Activation? source) : IGrainCallContext
{
    private int _stage;
    private bool _hasResult;
    private object? _result;

    public abstract object Grain { get; }

    public GrainId? SourceId => source?.GrainId;

    public GrainId TargetId => targetId;

    public string InterfaceName => Method.InterfaceName;

    public string MethodName => Method.Info.Name;

    public MethodInfo InterfaceMethod => Method.Info;

    public object? Result
    {
        get => _result;
        set
        {
            _result = value;
            _hasResult = true;
        }
    }

    protected GrainMethod Method { get; } = method;

    protected object?[] Arguments { get; } = arguments;

    public async Task Invoke()
    {
        var stage = _stage++;
        try
        {
            if (FilterAt(stage) is not { } filter)
            {
                Result = await CallAsync();
                return;
            }

            await filter;
            if (!_hasResult)
                throw new InvalidOperationException($"A call filter neither invoked {Method} nor set its result.");
        }
        finally
        {
            _stage--;
        }
    }

    /// <summary>Runs the filter of this stage; null after the last.</summary>
    protected abstract Task? FilterAt(int stage);

    protected abstract Task<object?> CallAsync();
}

internal sealed class IncomingCallContext(GrainCall call, Activation target)
    : CallContext(call.Method, call.TargetId, call.Arguments, call.Source), IIncomingGrainCallContext
{
    public override object Grain => target.GrainInstance!;

    public IGrainContext TargetContext => target;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    protected override Task? FilterAt(int stage)
    {
        var filters = target.Runtime.IncomingFilters;
        return stage < filters.Length ? filters[stage].Invoke(this)
            : stage == filters.Length ? (Grain as IIncomingGrainCallFilter)?.Invoke(this)
            : null;
    }

    protected override async Task<object?> CallAsync()
    {
        var task = Method.Invoke(Grain, Arguments);
        await task;
        return Method.ResultOf(task);
    }
}

internal sealed class OutgoingCallContext<T>(
    GrainMethod<T> method, GrainReferenceProxy reference, object?[] arguments, IOutgoingGrainCallFilter[] filters)
    : CallContext(method, reference.GrainId, arguments, Activation.Current), IOutgoingGrainCallContext
{
    public override object Grain => reference;

    public IGrainContext? SourceContext { get; } = Activation.Current;

    protected override Task? FilterAt(int stage) => stage < filters.Length ? filters[stage].Invoke(this) : null;

    protected override async Task<object?> CallAsync()
    {
        var result = await method.SendNow(reference, Arguments);
        return typeof(T) == typeof(NoResult) ? null : result;
    }
}
