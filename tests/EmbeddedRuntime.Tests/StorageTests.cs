using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace EmbeddedRuntime.Tests;

public interface IHomelessGrain : IGrainWithStringKey
{
    Task AskAsync();
}

public sealed class HomelessGrain([PersistentState("x", "nowhere")] IPersistentState<Page> state) : Grain, IHomelessGrain
{
    public Task AskAsync() => Task.FromResult(state.State);
}

public sealed class StorageTests
{
    private static readonly GrainId Id = GrainId.Create("book", "one");

    [Fact]
    public async Task State_is_read_from_the_provider_of_its_name_before_the_grain_activates()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IBookGrain>();
        Assert.Equal((new Page(), false, new Page()), await grain.ReadAsync());
        Assert.Equal(1, await grain.WriteAsync("kept"));

        await runtime.Directory.DeactivateAllAsync();

        Assert.Equal((new Page(1, "kept"), true, new Page()), await grain.ReadAsync());
        Assert.True(runtime.Probe.HasReached("activated with page 1"));
        Assert.Equal((2, 2), (runtime.Books.Reads, runtime.Default.Reads));
    }

    [Fact]
    public async Task A_missing_provider_is_named()
    {
        await using var runtime = new TestRuntime();
        var error = await Assert.ThrowsAsync<BadProviderConfigException>(() => runtime.Grain<IHomelessGrain>().AskAsync());
        Assert.Contains("\"nowhere\"", error.Message);
    }

    [Fact]
    public async Task An_escaping_stale_copy_drops_the_activation_that_had_it_and_no_other()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IBookGrain>();
        var caller = runtime.Grain<IBookGrain>("caller");
        await grain.WriteAsync("first");
        runtime.Books.Touch("page", Id);

        await Assert.ThrowsAsync<InconsistentStateException>(() => caller.WriteElsewhereAsync("one"));

        Assert.Equal(2, await grain.WriteAsync("second"));
        await runtime.Directory.DeactivateAsync(GrainId.Create("book", "caller"));
        Assert.Equal(
            ["deactivated: ApplicationError", "deactivated: RuntimeRequested"],
            runtime.Probe.Events.Where(e => e.StartsWith("deactivated", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_foreign_storage_error_is_wrapped_and_the_activation_stays()
    {
        await using var runtime = new TestRuntime();
        var grain = runtime.Grain<IBookGrain>();
        await grain.ReadAsync();
        runtime.Books.FailNext = new IOException("No disk.");

        var error = await Assert.ThrowsAsync<OrleansException>(() => grain.WriteAsync("lost"));

        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal("lost", (await grain.ReadAsync()).Page.Text);
    }

    [Fact]
    public async Task State_may_not_be_used_outside_of_turns()
    {
        await using var runtime = new TestRuntime();
        await Assert.ThrowsAsync<InvalidOperationException>(() => runtime.Grain<IBookGrain>().TouchStateOutsideAsync());
    }

    [Fact]
    public async Task An_error_reaches_the_caller_as_it_was_thrown_with_its_stack()
    {
        await using var runtime = new TestRuntime();
        var error = await Assert.ThrowsAsync<FormatException>(() => runtime.Grain<IBookGrain>().ThrowAsync());
        Assert.Equal("As it was thrown.", error.Message);
        Assert.Contains("ThrowDeepInside", error.StackTrace);
    }
}
