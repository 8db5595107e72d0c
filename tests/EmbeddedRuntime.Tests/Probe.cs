using System.Collections.Concurrent;

namespace EmbeddedRuntime.Tests;

/// <summary>Lets a test see where grains are and hold them there, without looking at a clock.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public bool HasReached(string place) => Of(_reached, place).Task.IsCompleted;

    public Task Reached(string place) => Of(_reached, place).Task;

    public void Reach(string place)
    {
        Events.Enqueue(place);
        Of(_reached, place).TrySetResult();
    }

    public Task Gate(string name) => Of(_gates, name).Task;

    public void Open(string name) => Of(_gates, name).TrySetResult();

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string name) =>
        all.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
