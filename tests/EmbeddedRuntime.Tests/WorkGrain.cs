using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace EmbeddedRuntime.Tests;

public interface IWorkGrain : IGrainWithStringKey
{
    Task WorkAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    [AlwaysInterleave]
    Task PeekAsync(string name);

    [AlwaysInterleave]
    ValueTask PassAsync();

    [ResponseTimeout("00:05:00")]
    Task WorkSlowlyAsync(string name);

    [OneWay]
    Task TellAsync(string name);

    Task WorkUntilAsync(string name, CancellationToken cancellation);

    Task<int> CallAroundAsync(string next, string back, int depth);

    Task<int> ActivationNumberAsync();

    Task LeaveWhenIdleAsync(string name);

    ValueTask<string> EchoAsync(string? text, int times);
}

/// <summary>Every request says that it began, waits at the gate of its name, and says that it ended.</summary>
public class WorkGrain(Probe probe) : Grain, IWorkGrain
{
    private static int _activations;
    private readonly int _number = Interlocked.Increment(ref _activations);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Reach($"activated {this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Reach($"deactivated {this.GetPrimaryKeyString()}: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task WorkAsync(string name) => PassGateAsync(name);

    public Task ReadAsync(string name) => PassGateAsync(name);

    public Task PeekAsync(string name) => PassGateAsync(name);

    public ValueTask PassAsync() => ValueTask.CompletedTask;

    public Task WorkSlowlyAsync(string name) => PassGateAsync(name);

    public async Task TellAsync(string name)
    {
        await PassGateAsync(name);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public async Task WorkUntilAsync(string name, CancellationToken cancellation)
    {
        probe.Reach($"{name} began");
        await probe.Gate(name).WaitAsync(cancellation);
    }

    public async Task<int> CallAroundAsync(string next, string back, int depth)
    {
        probe.Reach($"{this.GetPrimaryKeyString()} called");
        if (depth == 0)
            return 0;
        var scheduler = TaskScheduler.Current;
        var calls = 1 + await GrainFactory.GetGrain<IWorkGrain>(next, GetType().FullName).CallAroundAsync(back, next, depth - 1);
        Assert.Same(scheduler, TaskScheduler.Current);
        return calls;
    }

    public Task<int> ActivationNumberAsync() => Task.FromResult(_number);

    public async Task LeaveWhenIdleAsync(string name)
    {
        DeactivateOnIdle();
        await PassGateAsync(name);
    }

    public ValueTask<string> EchoAsync(string? text, int times) => ValueTask.FromResult(string.Concat(Enumerable.Repeat(text, times)));

    private async Task PassGateAsync(string name)
    {
        probe.Reach($"{name} began");
        await probe.Gate(name);
        probe.Reach($"{name} ended");
    }
}

[Reentrant]
public sealed class ReentrantWorkGrain(Probe probe) : WorkGrain(probe);
