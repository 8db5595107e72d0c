using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>How the runtime stops: refuse what is new, finish what runs, refuse what will not finish, deactivate.</summary>
internal sealed partial class GrainRuntime
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _stopGate = new();
    private Task? _stopped;
    private volatile Phase _phase;

    private enum Phase
    {
        Running,
        Draining,
        Closed,
    }

    private int CountInFlight => _inFlight.Sum(pair => pair.Value.Count);

    /// <summary>Takes the call in flight, or fails it. While draining, grains may still call each other to finish.</summary>
    public bool TryAdmit(GrainCall call)
    {
        // In flight first, then the look at the phase: so a stop sees either the call or was seen by it.
        call.Method.InFlight.Add(call);
        if (_phase == Phase.Running || (_phase == Phase.Draining && call.Source is not null))
            return true;
        call.Fail(Refusal(call));
        return false;
    }

    /// <summary>Stops within the deadline; every call in flight is answered when this ends. Later calls join the first.</summary>
    public Task StopAsync(CancellationToken deadline)
    {
        lock (_stopGate)
            return _stopped ??= StopOnceAsync(deadline);
    }

    private async Task StopOnceAsync(CancellationToken deadline)
    {
        _phase = Phase.Draining;
        OnShardEmptied();
        await Within(_drained.Task, Options.DrainTimeout, deadline);
        Close();
        await Within(DeactivateAllAsync(), Options.DeactivateAllTimeout, deadline);
        await _sweep.DisposeAsync();
        await _collection.DisposeAsync();
        FailAllInFlight();
    }

    private void Close()
    {
        _phase = Phase.Closed;
        FailAllInFlight();
    }

    private Task DeactivateAllAsync()
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "This process is shutting down.");
        return DeactivateAsync(Activations, reason);
    }

    public static Task DeactivateAsync(IEnumerable<Activation> activations, DeactivationReason reason)
    {
        var leaving = new List<Task>();
        foreach (var activation in activations)
        {
            activation.Deactivate(reason);
            leaving.Add(activation.Deactivated);
        }

        return Task.WhenAll(leaving);
    }

    private static SiloUnavailableException Refusal(GrainCall call) =>
        new($"The local host is shutting down and can no longer process the request: {call}.");

    private async Task Within(Task task, TimeSpan limit, CancellationToken deadline)
    {
        try
        {
            await task.WaitAsync(limit, Time, deadline);
        }
        catch (Exception timeUp) when (timeUp is TimeoutException or OperationCanceledException)
        {
            Log.StopTimeUp();
        }
    }

    private void FailAllInFlight()
    {
        foreach (var (_, calls) in _inFlight)
        {
            calls.FailAll(call => new SiloUnavailableException(
                $"The local host shut down before it answered the request, whose outcome is unknown: {call}."));
        }
    }

    private void OnShardEmptied()
    {
        if (_phase == Phase.Draining && CountInFlight == 0)
            _drained.TrySetResult();
    }
}
