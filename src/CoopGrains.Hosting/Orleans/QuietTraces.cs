using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace CoopGrains.Hosting;

/// <summary>Carries on a trace whose call has no span: Orleans lets go of it, and spans of the grain would begin traces anew.</summary>
internal sealed class QuietTraces : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private const string Key = "coop.trace";

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current?.Id is { } id)
            RequestContext.Set(Key, id);
        return context.Invoke();
    }

    public Task Invoke(IIncomingGrainCallContext context) =>
        Activity.Current is null && RequestContext.Get(Key) is string id ? UnderAsync(id, context) : context.Invoke();

    private static async Task UnderAsync(string id, IIncomingGrainCallContext context)
    {
        // Of no source, so it is never exported.
        using var carrier = new Activity("grain call").SetParentId(id).Start();
        await context.Invoke();
    }
}
