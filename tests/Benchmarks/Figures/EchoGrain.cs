using System.Collections.Concurrent;
using CoopGrains.EmbeddedRuntime;
using Orleans;

namespace Benchmarks.Figures;

/// <summary>A grain that does as little as a grain can.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    Task<long> NextAsync(long number);
}

[GrainType("echo")]
public sealed class EchoGrain : Grain, IEchoGrain
{
    /// <summary>The turns of each active grain, for posting other work to the same queue.</summary>
    internal static readonly ConcurrentDictionary<string, TaskScheduler> Turns = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Turns[this.GetPrimaryKeyString()] = TaskScheduler.Current;
        return Task.CompletedTask;
    }

    public Task<long> NextAsync(long number) => Task.FromResult(number + 1);
}

/// <summary>A grain without any state at all.</summary>
public interface IEmptyGrain : IGrainWithStringKey
{
    Task TouchAsync();
}

[GrainType("empty")]
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    public Task TouchAsync() => Task.CompletedTask;
}

/// <summary>The embedded runtime with nothing but these grains.</summary>
internal static class BareRuntime
{
    public static ServiceProvider Start() => new ServiceCollection()
        .AddEmbeddedGrains(grains => grains.AddGrain<EchoGrain>().AddGrain<EmptyGrain>())
        .BuildServiceProvider();
}
