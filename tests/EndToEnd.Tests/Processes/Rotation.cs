using System.Collections.Concurrent;
using System.Diagnostics;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>Sends each write to the next process; without an answer, or on 503, the same again to the one after.</summary>
internal sealed class Rotation(GatewayProcess[] all)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    // Who does not answer is left alone for a while, as any client with several addresses does.
    private static readonly TimeSpan Distrust = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<GatewayProcess, long> _distrustedAt = new();
    private readonly ConcurrentDictionary<GatewayProcess, int> _served = new();
    private GatewayProcess[] _all = all;
    private (GatewayProcess Process, long At)? _marked;
    private long _back = -1;

    /// <summary>What clients saw beside answers: codes of problems, and how often.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    /// <summary>The same in words.</summary>
    public string Failed => Failures.IsEmpty ? "none" : string.Join(", ", Failures.Select(one => $"{one.Value} x {one.Key}"));

    /// <summary>From the mark until a client that the marked process left without an answer had its first one elsewhere.</summary>
    public TimeSpan? FirstBack => _back < 0 ? null : new TimeSpan(_back);

    /// <summary>Those that are not ready: a load balancer sends them nothing.</summary>
    public ConcurrentDictionary<GatewayProcess, bool> Out { get; } = new();

    /// <summary>From now on they send to one more.</summary>
    public void Add(GatewayProcess process) => _all = [.. _all, process];

    /// <summary>Waits until a process has answered so many of their writes.</summary>
    public Task ServesAsync(GatewayProcess process, int writes) => Until.TrueAsync(
        () => Task.FromResult(_served.GetValueOrDefault(process) >= writes), $"{process.Address} served nobody");

    /// <summary>From now on looks for <see cref="FirstBack"/>.</summary>
    public void Mark(GatewayProcess process) => _marked = (process, Stopwatch.GetTimestamp());

    public async Task<ApiReply> SendAsync(int number, string who, string path, string key, object body)
    {
        var since = Stopwatch.StartNew();
        var failed = new HashSet<GatewayProcess>();
        for (var at = number; ; at++)
        {
            var process = Next(at);
            var reply = await process.Api.TryPostAsync(who, path, key, body);
            if (reply is { Status: not 503 })
            {
                _served.AddOrUpdate(process, 1, (_, count) => count + 1);
                if (_marked is { } marked && failed.Contains(marked.Process))
                    Interlocked.CompareExchange(ref _back, Stopwatch.GetElapsedTime(marked.At).Ticks, -1);
                return reply;
            }
            failed.Add(process);
            if (reply is null) _distrustedAt[process] = Stopwatch.GetTimestamp();
            Failures.AddOrUpdate(reply?.Code ?? "noAnswer", 1, (_, count) => count + 1);
            Assert.True(since.Elapsed < Patience, $"{path} ({key}) was never answered; last: {reply?.Text}");
            if (failed.Count == _all.Length) await Task.Delay(BetweenTries);
        }
    }

    /// <summary>
    /// Stops a process as an operator does, behind a balancer that follows readiness, and starts it again, as <paramref name="changed"/>.
    /// </summary>
    public async Task RestartAsync(GatewayProcess process, Action? changed = null)
    {
        await RemoveAsync(process);
        changed?.Invoke();
        await process.StartAsync();
        Out.TryRemove(process, out var _);
    }

    /// <summary>Stops a process as an operator does; it gets no more requests once it is not ready.</summary>
    public async Task RemoveAsync(GatewayProcess process)
    {
        process.Child.AskToStop();
        await process.NotReadyAsync();
        Out[process] = true;
        Assert.Equal(0, await process.Child.ExitAsync());
    }

    private GatewayProcess Next(int at)
    {
        var ready = _all.Where(process => !Out.ContainsKey(process)).ToArray();
        var trusted = ready.Where(process => !_distrustedAt.TryGetValue(process, out var when) || Stopwatch.GetElapsedTime(when) > Distrust)
            .ToArray();
        return trusted.Length > 0 ? trusted[at % trusted.Length] : ready[at % ready.Length];
    }
}
