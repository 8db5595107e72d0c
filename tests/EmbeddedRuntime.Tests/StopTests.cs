using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace EmbeddedRuntime.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_finishes_what_runs_refuses_what_is_new_and_deactivates()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var running = grain.WorkAsync("w");
        await runtime.Probe.Reached("w began");
        var waiting = grain.WorkAsync("v");

        var stopped = runtime.StopAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.ActivationNumberAsync());
        Assert.False(stopped.IsCompleted);
        runtime.Probe.Open("w");
        runtime.Probe.Open("v");
        await Task.WhenAll(running, waiting, stopped);
        Assert.True(runtime.Probe.HasReached("deactivated one: ShuttingDown"));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.ActivationNumberAsync());
    }

    [Fact]
    public async Task A_stop_lets_grains_call_each_other_to_finish()
    {
        await using var runtime = new TestRuntime(services => services.AddSingleton<IIncomingGrainCallFilter, HoldFirst>());
        var call = runtime.Grain<IWorkGrain>("a", typeof(ReentrantWorkGrain).FullName!).CallAroundAsync("b", "a", 3);
        await runtime.Probe.Reached("held");

        var stopped = runtime.StopAsync();
        runtime.Probe.Open("hold");

        Assert.Equal(3, await call);
        await stopped;
    }

    [Fact]
    public async Task What_does_not_finish_before_the_deadline_is_refused()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var running = grain.WorkAsync("w");
        await runtime.Probe.Reached("w began");
        var waiting = grain.WorkAsync("v");
        using var deadline = new CancellationTokenSource();
        var stopped = runtime.StopAsync(deadline.Token);

        await deadline.CancelAsync();

        await stopped;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => running);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        Assert.False(runtime.Probe.HasReached("v began"));
    }

    [Fact]
    public async Task A_stop_under_load_loses_no_reply()
    {
        for (var round = 0; round < 30; round++)
        {
            await using var runtime = new TestRuntime();
            var answered = 0;
            var left = 16;
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        await runtime.Grain<ITurnGrain>($"{(caller + i) % 5}").AddAsync();
                        Interlocked.Increment(ref answered);
                    }
                    catch (SiloUnavailableException)
                    {
                        return;
                    }
                    finally
                    {
                        if (i == 10 && Interlocked.Decrement(ref left) == 0)
                            started.SetResult();
                    }
                }
            })).ToArray();
            await started.Task;

            await runtime.StopAsync();

            await Task.WhenAll(callers);
            Assert.True(answered > 0);
            Assert.All(runtime.Directory.CountByGrainType().Values, count => Assert.Equal(0, count));
        }
    }

    private sealed class HoldFirst(Probe probe) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            probe.Reach("held");
            await probe.Gate("hold");
            await context.Invoke();
        }
    }
}
