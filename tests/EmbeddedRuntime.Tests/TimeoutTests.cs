using Orleans;

namespace EmbeddedRuntime.Tests;

public sealed class TimeoutTests
{
    [Fact]
    public async Task An_unanswered_call_fails_after_the_response_timeout_and_names_grain_and_method()
    {
        await using var runtime = new TestRuntime();
        var call = runtime.Grain<IWorkGrain>("slow").WorkAsync("w");
        await runtime.Probe.Reached("w began");
        runtime.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);

        runtime.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("work/slow", error.Message);
        Assert.Contains("IWorkGrain.WorkAsync", error.Message);
    }

    [Fact]
    public async Task The_callee_of_a_call_that_timed_out_runs_on()
    {
        await using var runtime = new TestRuntime();
        var call = runtime.Grain<IWorkGrain>().WorkAsync("w");
        await runtime.Probe.Reached("w began");
        runtime.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => call);

        runtime.Probe.Open("w");

        await runtime.Probe.Reached("w ended");
    }

    [Fact]
    public async Task A_call_that_timed_out_while_it_waited_never_runs()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var slow = grain.WorkSlowlyAsync("slow");
        await runtime.Probe.Reached("slow began");
        var waiting = grain.WorkAsync("never");
        runtime.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);

        runtime.Probe.Open("slow");
        await slow;

        runtime.Probe.Open("after");
        await grain.WorkAsync("after");
        Assert.False(runtime.Probe.HasReached("never began"));
    }

    [Fact]
    public async Task A_method_may_have_a_timeout_of_its_own()
    {
        await using var runtime = new TestRuntime();
        var call = runtime.Grain<IWorkGrain>().WorkSlowlyAsync("w");
        await runtime.Probe.Reached("w began");
        runtime.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);

        runtime.Clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Canceling_ends_the_call_at_once_and_reaches_the_callee()
    {
        await using var runtime = new TestRuntime();
        using var cancellation = new CancellationTokenSource();
        var grain = runtime.Grain<IWorkGrain>();
        var call = grain.WorkUntilAsync("w", cancellation.Token);
        await runtime.Probe.Reached("w began");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await grain.ActivationNumberAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WorkUntilAsync("again", cancellation.Token));
        Assert.False(runtime.Probe.HasReached("again began"));
    }

    [Fact]
    public async Task A_one_way_call_returns_at_once_and_its_error_is_dropped()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        await grain.TellAsync("told");
        Assert.False(runtime.Probe.HasReached("told ended"));
        runtime.Probe.Open("told");
        await runtime.Probe.Reached("told ended");
        await grain.ActivationNumberAsync();
    }
}
