using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace EmbeddedRuntime.Tests;

public interface IFrailGrain : IGrainWithStringKey
{
    Task<string> AskAsync();
}

public sealed class Frailty
{
    public ConcurrentQueue<Exception> Failures { get; } = new();
}

/// <summary>Fails to activate as often as it is told to, after the gate "activate" has opened.</summary>
public sealed class FrailGrain(Probe probe, Frailty frailty) : Grain, IFrailGrain, IDisposable
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Reach("activating");
        await probe.Gate("activate");
        if (frailty.Failures.TryDequeue(out var failure))
            throw failure;
    }

    public Task<string> AskAsync() => Task.FromResult("alive");

    public void Dispose() => probe.Reach("disposed");
}

public sealed class LifeTests
{
    private static readonly GrainType Work = GrainType.Create("work");

    [Fact]
    public async Task Concurrent_first_calls_make_one_activation()
    {
        await using var runtime = new TestRuntime();
        using var start = new Barrier(8);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return runtime.Grain<IWorkGrain>("same").ActivationNumberAsync();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Single(numbers.Distinct());
        Assert.Equal(1, runtime.Directory.CountByGrainType()[Work]);
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_know_its_key()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>("k");
        Assert.Equal(grain, runtime.Grain<IWorkGrain>("k"));
        Assert.NotEqual(grain, runtime.Grain<IWorkGrain>("other"));
        Assert.Equal("k", grain.GetPrimaryKeyString());
        Assert.Equal(GrainId.Parse("work/k"), grain.GetGrainId());
        var byId = runtime.Grains.GetGrain<IWorkGrain>(GrainId.Parse("work/k"));
        Assert.Equal(await grain.ActivationNumberAsync(), await byId.ActivationNumberAsync());
    }

    [Fact]
    public async Task Of_several_classes_the_interface_means_the_one_named_like_it_or_the_one_with_the_prefix()
    {
        await using var runtime = new TestRuntime();
        Assert.Equal("work/k", runtime.Grain<IWorkGrain>("k").GetGrainId().ToString());
        Assert.Equal("reentrantwork/k", runtime.Grain<IWorkGrain>("k", "EmbeddedRuntime.Tests.Reentr").GetGrainId().ToString());
        Assert.Throws<ArgumentException>(() => runtime.Grain<IWorkGrain>("k", "Nothing"));
        Assert.Throws<ArgumentException>(() => runtime.Grain<IGrainWithStringKey>("k"));
    }

    [Fact]
    public async Task Deactivating_on_idle_finishes_the_request_and_sends_waiting_ones_to_a_fresh_activation()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var number = await grain.ActivationNumberAsync();
        var leaving = grain.LeaveWhenIdleAsync("w");
        await runtime.Probe.Reached("w began");
        var waiting = Enumerable.Range(0, 20).Select(_ => grain.ActivationNumberAsync()).ToArray();
        Assert.DoesNotContain(waiting, call => call.IsCompleted);

        runtime.Probe.Open("w");

        await leaving;
        var fresh = Assert.Single((await Task.WhenAll(waiting)).Distinct());
        Assert.NotEqual(number, fresh);
        Assert.Equal(
            ["activated one", "w began", "w ended", "deactivated one: ApplicationRequested", "activated one"], runtime.Probe.Events);
    }

    [Fact]
    public async Task A_failed_activation_fails_the_waiting_calls_with_its_error_and_the_next_call_tries_again()
    {
        var frailty = new Frailty();
        await using var runtime = new TestRuntime(services => services.AddSingleton(frailty));
        var grain = runtime.Grain<IFrailGrain>();
        frailty.Failures.Enqueue(new FormatException("Not today."));
        var calls = Enumerable.Range(0, 5).Select(_ => grain.AskAsync()).ToArray();
        await runtime.Probe.Reached("activating");

        runtime.Probe.Open("activate");

        foreach (var call in calls)
            Assert.Equal("Not today.", (await Assert.ThrowsAsync<FormatException>(() => call)).Message);
        Assert.True(runtime.Probe.HasReached("disposed"));
        Assert.Equal(0, runtime.Directory.CountByGrainType()[GrainType.Create("frail")]);
        Assert.Equal("alive", await grain.AskAsync());
    }

    [Fact]
    public async Task A_class_that_cannot_be_made_fails_its_call()
    {
        await using var runtime = new TestRuntime();
        await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.Grain<IFrailGrain>().AskAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.Grain<IFrailGrain>().AskAsync());
    }

    [Fact]
    public async Task An_activation_that_takes_too_long_fails()
    {
        await using var runtime = new TestRuntime(services => services.AddSingleton(new Frailty()));
        var call = runtime.Grain<IFrailGrain>().AskAsync();
        await runtime.Probe.Reached("activating");

        runtime.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Idle_activations_leave_after_their_age_and_busy_ones_stay()
    {
        await using var runtime = new TestRuntime();
        var idle = runtime.Grain<IWorkGrain>("idle");
        var busy = runtime.Grain<IWorkGrain>("busy");
        await idle.ActivationNumberAsync();
        var number = await busy.ActivationNumberAsync();
        _ = busy.WorkSlowlyAsync("w");
        await runtime.Probe.Reached("w began");
        runtime.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(2, runtime.Directory.CountByGrainType()[Work]);

        runtime.Clock.Advance(TimeSpan.FromMinutes(2));

        await runtime.Probe.Reached("deactivated idle: ActivationIdle");

        // Also the barrier behind the collector's question; a leaving activation would not let it pass.
        await busy.PassAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        runtime.Probe.Open("w");
        Assert.Equal(number, await busy.ActivationNumberAsync());
    }

    [Fact]
    public async Task A_class_may_have_a_collection_age_of_its_own()
    {
        await using var runtime = new TestRuntime(services => services.Configure<GrainCollectionOptions>(
            options => options.ClassSpecificCollectionAge[typeof(WorkGrain).FullName!] = TimeSpan.FromMinutes(2)));
        await runtime.Grain<IWorkGrain>().ActivationNumberAsync();
        runtime.Clock.Advance(TimeSpan.FromMinutes(3));
        await runtime.Probe.Reached("deactivated one: ActivationIdle");
    }
}
