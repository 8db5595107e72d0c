namespace EmbeddedRuntime.Tests;

public sealed class ReentrancyTests
{
    private static readonly string Reentrant = typeof(ReentrantWorkGrain).FullName!;

    [Fact]
    public async Task A_request_runs_to_its_end_before_the_next_begins()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var first = grain.WorkAsync("first");
        await runtime.Probe.Reached("first began");
        var second = grain.WorkAsync("second");
        var third = grain.ReadAsync("third");
        await grain.PassAsync();
        Assert.False(runtime.Probe.HasReached("second began"));

        foreach (var name in (string[])["second", "third", "first"])
            runtime.Probe.Open(name);
        await Task.WhenAll(first, second, third);

        Assert.Equal(
            ["first began", "first ended", "second began", "second ended", "third began", "third ended"],
            runtime.Probe.Events.Where(e => !e.StartsWith("activated", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Readers_interleave_with_readers_and_keep_writers_out_until_the_last_has_gone()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var readers = new[] { grain.ReadAsync("r1"), grain.ReadAsync("r2") };
        await runtime.Probe.Reached("r1 began");
        await runtime.Probe.Reached("r2 began");
        var writer = grain.WorkAsync("w");

        runtime.Probe.Open("r1");
        await readers[0];
        await grain.PassAsync();
        Assert.False(runtime.Probe.HasReached("w began"));

        runtime.Probe.Open("r2");
        await runtime.Probe.Reached("w began");
        var late = grain.ReadAsync("r3");
        await grain.PassAsync();
        Assert.False(runtime.Probe.HasReached("r3 began"));
        runtime.Probe.Open("w");
        runtime.Probe.Open("r3");
        await Task.WhenAll(writer, late);
    }

    [Fact]
    public async Task An_always_interleaving_request_runs_beside_any_and_holds_up_none()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>();
        var work = grain.WorkAsync("w1");
        await runtime.Probe.Reached("w1 began");
        var peek = grain.PeekAsync("p");
        await runtime.Probe.Reached("p began");
        runtime.Probe.Open("w1");
        await work;

        var next = grain.WorkAsync("w2");
        await runtime.Probe.Reached("w2 began");
        Assert.False(peek.IsCompleted);
        runtime.Probe.Open("w2");
        runtime.Probe.Open("p");
        await Task.WhenAll(next, peek);
    }

    [Fact]
    public async Task Requests_to_a_reentrant_class_interleave()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IWorkGrain>("one", Reentrant);
        var calls = new[] { grain.WorkAsync("a"), grain.WorkAsync("b") };
        await runtime.Probe.Reached("a began");
        await runtime.Probe.Reached("b began");
        runtime.Probe.Open("b");
        await calls[1];
        runtime.Probe.Open("a");
        await calls[0];
    }

    [Fact]
    public async Task A_call_chain_that_comes_back_waits_for_itself_until_the_timeout()
    {
        await using var runtime = new TestRuntime();
        var call = runtime.Grain<IWorkGrain>("a").CallAroundAsync("b", "a", 2);
        await runtime.Probe.Reached("b called");

        runtime.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task A_call_chain_may_come_back_to_a_reentrant_class()
    {
        await using var runtime = new TestRuntime();
        Assert.Equal(2, await runtime.Grain<IWorkGrain>("a", Reentrant).CallAroundAsync("b", "a", 2));
    }
}
