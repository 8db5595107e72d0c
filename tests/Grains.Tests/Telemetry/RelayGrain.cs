using System.Diagnostics;
using Orleans;

namespace Grains.Tests.Telemetry;

public interface IRelayGrain : IGrainWithStringKey
{
    Task<string> WorkAsync();

    Task<string> PassOnAsync(string next);
}

/// <summary>Works in a span of its own, or lets another do it.</summary>
public sealed class RelayGrain : Grain, IRelayGrain
{
    public static readonly ActivitySource Source = new("CoopGrains.Relay");

    public async Task<string> WorkAsync()
    {
        using var span = Source.StartActivity("relay work");
        await Task.Yield();
        return Activity.Current?.Id ?? "";
    }

    public Task<string> PassOnAsync(string next) => GrainFactory.GetGrain<IRelayGrain>(next).WorkAsync();
}
