using System.Diagnostics;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>How a request shares its activation with others.</summary>
internal enum Interleaving : byte
{
    None,
    WithReaders,
    WithAll,
}

/// <summary>One call from sending to answering. Whoever takes it out of the calls in flight answers it, once.</summary>
internal abstract class GrainCall
{
    private static readonly ContextCallback RunInContext = static state => ((GrainCall)state!).Run();
    private static readonly Action<Task, object?> Completed = static (task, state) => ((GrainCall)state!).Finish(task);

    // The caller's context belongs to the call, never to the activation.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private CancellationTokenRegistration _cancellation;
    private bool _answered;
    private byte _hops;

    protected GrainCall(GrainRuntime runtime, GrainMethod method, GrainId targetId, object?[] arguments)
    {
        Runtime = runtime;
        Method = method;
        TargetId = targetId;
        Arguments = arguments;
        Source = Activation.Current;
        Started = runtime.Time.GetTimestamp();
    }

    public GrainRuntime Runtime { get; }

    public GrainMethod Method { get; }

    public GrainId TargetId { get; }

    public object?[] Arguments { get; }

    /// <summary>The calling grain's activation, if the caller is one.</summary>
    public Activation? Source { get; }

    public long Started { get; }

    /// <summary>The activation that runs the call.</summary>
    public Activation? Target { get; private set; }

    public Interleaving Mode { get; private set; }

    // Links of the lists a call stands in; kept here so that standing in them allocates nothing.
    public CallsInFlight.Shard? InFlight { get; set; }

    public GrainCall? PreviousInFlight { get; set; }

    public GrainCall? NextInFlight { get; set; }

    public GrainCall? NextWaiting { get; set; }

    public bool IsAnswered => Volatile.Read(ref _answered);

    public void ListenTo(CancellationToken cancellation) =>
        _cancellation = cancellation.UnsafeRegister(
            static (state, token) =>
            {
                var call = (GrainCall)state!;
                if (!call.TakeOut())
                    return;
                call.Runtime.Telemetry.Canceled(call);
                call.SetCanceled(token);
            },
            this);

    /// <summary>Counts another forwarding; false when the call was forwarded too often to go on.</summary>
    public bool TryHop() => ++_hops <= 8;

    public void Start(Activation target, Interleaving mode)
    {
        Target = target;
        Mode = mode;
        if (_context is null)
            Run();
        else
            ExecutionContext.Run(_context, RunInContext, this);
    }

    public void Fail(Exception error)
    {
        if (TakeOut())
            Fault(error);
    }

    public void TimeOut(TimeSpan timeout)
    {
        Runtime.Telemetry.TimedOut(this);
        Fault(new TimeoutException($"Response did not arrive on time in {timeout} for message: {this}."));
    }

    public override string ToString() => $"{Method} to {TargetId}";

    protected abstract Task Invoke(Activation target);

    protected abstract void SetResult(Task completed);

    protected abstract void SetException(Exception error);

    protected abstract void SetCanceled(CancellationToken token);

    /// <summary>Claims the right to answer.</summary>
    private bool TakeOut()
    {
        if (!CallsInFlight.Remove(this))
            return false;
        MarkAnswered();
        return true;
    }

    /// <summary>For the sweeper, which has already taken the call out.</summary>
    public void MarkAnswered()
    {
        Volatile.Write(ref _answered, true);
        _cancellation.Unregister();
    }

    private void Run()
    {
        Task task;
        try
        {
            task = Invoke(Target!)
                ?? throw new InvalidOperationException($"{Method} of {Target!.Class.Type} returned no task.");
        }
        catch (Exception error)
        {
            task = Task.FromException(error);
        }

        if (task.IsCompleted)
            Finish(task);
        else
            task.ContinueWith(
                Completed, this, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.DenyChildAttach, Target!);
    }

    // Always in a turn of the target.
    private void Finish(Task task)
    {
        var target = Target!;
        target.OnFinished(this);
        if (task.IsFaulted && task.Exception!.InnerException is InconsistentStateException { IsSourceActivation: true } stale)
        {
            stale.IsSourceActivation = false;
            target.Deactivate(new(Orleans.DeactivationReasonCode.ApplicationError, stale, "A stale copy of stored state was found."));
        }

        if (!TakeOut())
            return;
        Runtime.Telemetry.Finished(this);
        if (task.IsCompletedSuccessfully)
            SetResult(task);
        else
            Fault(task.IsFaulted ? task.Exception!.InnerException! : CancellationOf(task));
    }

    // The exception itself with its stack, not a new one that only names the token.
    private static OperationCanceledException CancellationOf(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            throw new UnreachableException();
        }
        catch (OperationCanceledException canceled)
        {
            return canceled;
        }
    }

    private void Fault(Exception error)
    {
        if (Method.IsOneWay)
            Runtime.Log.OneWayFailed(error, Method, TargetId.Type);
        else
            SetException(error);
    }
}

/// <summary>A call with a typed answer.</summary>
internal sealed class GrainCall<T>(GrainRuntime runtime, GrainMethod<T> method, GrainId targetId, object?[] arguments)
    : GrainCall(runtime, method, targetId, arguments)
{
    // A caller's continuation must never run inside the callee's turn.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    protected override Task Invoke(Activation target)
    {
        var span = GrainTelemetry.Start(ActivityKind.Server, Method, TargetId, Source);
        if (span is null && Runtime.IncomingFilters.Length == 0 && !target.Class.FiltersItself)
            return Method.Invoke(target.GrainInstance!, Arguments);
        var task = InvokeThroughAsync(target, span);
        if (span is not null)
            Activity.Current = span.Parent;
        return task;
    }

    protected override void SetResult(Task completed) => _answer.TrySetResult(completed is Task<T> typed ? typed.Result : default!);

    protected override void SetException(Exception error) => _answer.TrySetException(error);

    protected override void SetCanceled(CancellationToken token) => _answer.TrySetCanceled(token);

    private async Task<T> InvokeThroughAsync(Activation target, Activity? span)
    {
        using var activity = span;
        try
        {
            var context = new IncomingCallContext(this, target);
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
