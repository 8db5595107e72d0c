using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>How an activation comes and goes.</summary>
internal sealed partial class Activation
{
    private Life _life;
    private long _idleSince;
    private IServiceScope? _scope;
    private List<IStateToRead>? _statesToRead;
    private Departure? _departure;

    private enum Life : byte
    {
        New,
        Activating,
        Valid,
        Leaving,
        FinishingLeave,
        Gone,
    }

    /// <summary>What the queue carries besides calls and tasks.</summary>
    private abstract class Signal
    {
        internal sealed class Leave : Signal
        {
            public static readonly Leave Instance = new();
        }

        internal sealed class LeaveIfIdle : Signal
        {
            public static readonly LeaveIfIdle Instance = new();
        }
    }

    public IServiceProvider ActivationServices => (_scope ??= Runtime.Services.CreateScope()).ServiceProvider;

    public Task Deactivated
    {
        get
        {
            lock (this)
                return _closed && _departure is null ? Task.CompletedTask : (_departure ??= new Departure()).Done.Task;
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (this)
        {
            if (_closed)
                return;
            var departure = _departure ??= new Departure();
            if (departure.Reason is not null)
                return;
            departure.Reason = deactivationReason;
        }

        if (InTurn)
            BeginLeaving();
        else
            Enqueue(Signal.Leave.Instance);
    }

    /// <summary>Asks the activation to leave when it has been idle for its class's age; cheap, from any thread.</summary>
    public void CollectIfIdle(long now)
    {
        if (IsIdle(now))
            Enqueue(Signal.LeaveIfIdle.Instance);
    }

    public void AddStateToRead(IStateToRead state) => (_statesToRead ??= []).Add(state);

    private bool IsIdle(long now) =>
        _life == Life.Valid && !IsBusy && _firstWaiting is null && now - Volatile.Read(ref _idleSince) >= Class.CollectionAge;

    private void LeaveIfIdle()
    {
        lock (this)
        {
            if (_queue.Count > 0)
                return;
        }

        if (IsIdle(Runtime.Time.GetTimestamp()))
            Deactivate(new(DeactivationReasonCode.ActivationIdle, "The activation was idle for its collection age."));
    }

    private void BeginActivating()
    {
        _life = Life.Activating;
        Class.Activated();
        _ = ActivateAsync();
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Runtime.Collection.ActivationTimeout, Runtime.Time);
            try
            {
                GrainInstance = Class.Create(this);
                foreach (var state in _statesToRead ?? [])
                    await state.ReadOnActivationAsync().WaitAsync(limit.Token);
                _statesToRead = null;
                if (GrainInstance is IGrainBase grain)
                    await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{GrainId} did not activate within {Runtime.Collection.ActivationTimeout}.");
            }
        }
        catch (Exception error)
        {
            Runtime.Log.ActivationFailed(error, Class.Type);
            Runtime.Telemetry.ActivationFailed(Class);
            await LeaveAsync();
            foreach (var call in Close())
                call.Fail(error);
            return;
        }

        _idleSince = Runtime.CoarseNow;
        _life = Life.Valid;
        if (HasReasonToLeave)
            BeginLeaving();
    }

    private bool HasReasonToLeave
    {
        get
        {
            lock (this)
                return _departure?.Reason is not null;
        }
    }

    private void BeginLeaving()
    {
        if (_life == Life.New)
            Class.Activated();
        if (_life is Life.New or Life.Valid)
            _life = Life.Leaving;
    }

    private void FinishLeaving()
    {
        _life = Life.FinishingLeave;
        _ = FinishLeavingAsync();
    }

    private async Task FinishLeavingAsync()
    {
        if (GrainInstance is IGrainBase grain)
        {
            try
            {
                using var limit = new CancellationTokenSource(Runtime.Collection.DeactivationTimeout, Runtime.Time);
                await grain.OnDeactivateAsync(_departure!.Reason!.Value, limit.Token).WaitAsync(limit.Token);
            }
            catch (Exception error)
            {
                Runtime.Log.DeactivationFailed(error, Class.Type);
            }
        }

        await LeaveAsync();
        foreach (var call in Close())
            Runtime.Forward(call);
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (GrainInstance as IDisposable)?.Dispose();
            if (_scope is IAsyncDisposable scope)
                await scope.DisposeAsync();
        }
        catch (Exception error)
        {
            Runtime.Log.DeactivationFailed(error, Class.Type);
        }
    }

    private List<GrainCall> Close()
    {
        _life = Life.Gone;
        var calls = CloseAndTakeCalls();
        Runtime.Remove(this);
        Class.Deactivated();

        // References remember activations they met, and may live long.
        GrainInstance = null;
        TaskCompletionSource? done;
        lock (this)
            done = _departure?.Done;
        done?.TrySetResult();
        return calls;
    }

    private sealed class Departure
    {
        public DeactivationReason? Reason { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
