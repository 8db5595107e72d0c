using Orleans;
using Orleans.Runtime;

namespace EmbeddedRuntime.Tests;

public sealed record Page(int Number, string Text)
{
    public Page()
        : this(0, "")
    {
    }
}

public interface IBookGrain : IGrainWithStringKey
{
    Task<int> WriteAsync(string text);

    Task<(Page Page, bool Exists, Page Other)> ReadAsync();

    Task<int> WriteElsewhereAsync(string key);

    Task<string> TouchStateOutsideAsync();

    Task ThrowAsync();
}

public sealed class BookGrain(
    [PersistentState("page", "books")] IPersistentState<Page> page,
    [PersistentState("other")] IPersistentState<Page> other,
    IGrainContext context,
    Probe probe) : Grain, IBookGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Assert.Same(context, GrainContext);
        probe.Reach($"activated with page {page.State.Number}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Reach($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task<int> WriteAsync(string text)
    {
        page.State = new(page.State.Number + 1, text);
        await page.WriteStateAsync();
        return page.State.Number;
    }

    public Task<(Page Page, bool Exists, Page Other)> ReadAsync() => Task.FromResult((page.State, page.RecordExists, other.State));

    public Task<int> WriteElsewhereAsync(string key) => GrainFactory.GetGrain<IBookGrain>(key).WriteAsync("from elsewhere");

    public Task<string> TouchStateOutsideAsync() => Task.Run(() => page.State.Text);

    public async Task ThrowAsync()
    {
        await Task.Yield();
        ThrowDeepInside();
    }

    private static void ThrowDeepInside() => throw new FormatException("As it was thrown.");
}
