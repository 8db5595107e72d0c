using System.Diagnostics.Metrics;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>
/// Orleans exports latency not as a histogram but as three counters, <c>-bucket</c>, <c>-count</c> and <c>-sum</c>, in
/// milliseconds; each bucket counts the requests up to its bound that no smaller bucket counts.
/// </summary>
internal sealed class LatencyBuckets
{
    private static readonly long[] Bounds =
        [1, 2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1_000, 1_500, 2_000, 5_000, 10_000, 15_000, long.MaxValue];

    private readonly long[] _counts = new long[Bounds.Length];
    private readonly ObservableCounter<long> _sumCounter;
    private long _count;
    private long _sum;

    public LatencyBuckets(Meter meter, string name)
    {
        meter.CreateObservableCounter(name + "-bucket", Buckets);
        meter.CreateObservableCounter(name + "-count", () => Volatile.Read(ref _count));
        _sumCounter = meter.CreateObservableCounter(name + "-sum", () => Volatile.Read(ref _sum));
    }

    public bool IsEnabled => _sumCounter.Enabled;

    public void Record(TimeSpan latency)
    {
        var milliseconds = (long)latency.TotalMilliseconds;
        var bucket = 0;
        while (milliseconds > Bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _sum, milliseconds);
    }

    private IEnumerable<Measurement<long>> Buckets() =>
        Bounds.Select((bound, i) => new Measurement<long>(
            Volatile.Read(ref _counts[i]),
            new KeyValuePair<string, object?>("duration", bound == long.MaxValue ? "+Inf" : $"{bound}ms")));
}
