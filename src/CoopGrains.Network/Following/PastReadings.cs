using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>The network as it was recorded at instants of the past: folded one at a time, the last few kept.</summary>
internal sealed class PastReadings(IBookStore store, Func<ViewSnapshot> live, TimeProvider time)
{
    private const int MostKept = 4;
    private const int PageSize = 1_000;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LinkedList<(DateTimeOffset Instant, INetworkReading Reading)> _kept = new();

    public async Task<INetworkReading> AsOfAsync(DateTimeOffset instant, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            for (var node = _kept.First; node is not null; node = node.Next)
                if (node.Value.Instant == instant)
                {
                    _kept.Remove(node);
                    _kept.AddFirst(node);
                    return node.Value.Reading;
                }
            var reading = await FoldAsync(instant, ct);
            // More may yet be recorded up to an instant that is not over.
            if (instant < time.GetUtcNow())
            {
                _kept.AddFirst((instant, reading));
                if (_kept.Count > MostKept)
                    _kept.RemoveLast();
            }
            return reading;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<INetworkReading> FoldAsync(DateTimeOffset instant, CancellationToken ct)
    {
        // Recorded time follows position, so what the view holds is the beginning of any later instant.
        var state = new ViewState(live() is { AsOf: { } seen } now && seen <= instant ? now : ViewSnapshot.Empty);
        while (true)
        {
            var page = await store.TailAsync(state.Snapshot.Position, PageSize, ct);
            var before = page.TakeWhile(row => row.RecordedAt <= instant).ToList();
            if (before.Count > 0)
                state.Apply(before);
            if (before.Count < page.Count || page.Count == 0)
                return new NetworkReading(state, () => (instant, TimeSpan.Zero));
        }
    }
}
