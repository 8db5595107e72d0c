using Orleans;
using Orleans.Concurrency;

namespace EmbeddedRuntime.Tests;

public interface ITurnGrain : IGrainWithStringKey
{
    Task AddAsync();

    Task<(int Sum, int Overlaps, bool LeftScheduler)> ResultAsync();
}

[Reentrant]
public sealed class TurnGrain : Grain, ITurnGrain
{
    private readonly TaskScheduler _scheduler = TaskScheduler.Current;
    private int _inTurn;
    private int _sum;
    private int _overlaps;
    private bool _leftScheduler;

    public async Task AddAsync()
    {
        Turn();
        await Task.Yield();
        Turn();
        await Task.Run(() => { });
        Turn();
        _sum++;
    }

    public Task<(int Sum, int Overlaps, bool LeftScheduler)> ResultAsync() => Task.FromResult((_sum, _overlaps, _leftScheduler));

    private void Turn()
    {
        _leftScheduler |= TaskScheduler.Current != _scheduler;
        if (Interlocked.Exchange(ref _inTurn, 1) != 0)
            _overlaps++;
        Thread.SpinWait(50);
        Volatile.Write(ref _inTurn, 0);
    }
}

public sealed class TurnTests
{
    [Fact]
    public async Task Turns_of_one_activation_never_run_in_parallel_and_awaits_come_back_to_it()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<ITurnGrain>();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
                await grain.AddAsync();
        })));

        Assert.Equal((6400, 0, false), await grain.ResultAsync());
    }

    [Fact]
    public async Task A_callers_continuation_never_runs_inside_the_turn_of_the_callee()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var call = grain.WorkAsync("w");
        await runtime.Probe.Reached("w began");

        // Inside the turn it would wait for itself.
        var goesOn = call.ContinueWith(
            _ => grain.PassAsync().AsTask().Wait(TimeSpan.FromSeconds(5)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        runtime.Probe.Open("w");

        Assert.True(await goesOn);
    }

    [Fact]
    public async Task Arguments_and_results_of_all_shapes_arrive()
    {
        await using var runtime = new TestRuntime();
        Assert.Equal("abab", await runtime.Grain<IWorkGrain>().EchoAsync("ab", 2));
        Assert.Equal("", await runtime.Grain<IWorkGrain>().EchoAsync(null, 2));
        await runtime.Grain<IWorkGrain>().PassAsync();
    }
}
