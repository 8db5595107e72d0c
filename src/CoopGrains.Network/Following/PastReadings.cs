using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>
/// The network as it was up to points of the journal: folded one at a time from the nearest state at hand (one kept at a mark, one folded
/// before, or the live one), the last few kept in memory. A state of a position is the same for ever.
/// </summary>
internal sealed class PastReadings(IBookStore store, ViewCheckpoints checkpoints, PastMarks marks, Func<ViewSnapshot> live)
{
    private const int MostKept = 4;
    private const int PageSize = 4_096;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LinkedList<(long Position, ViewState State)> _kept = new();

    /// <summary>The end of what had been recorded at an instant.</summary>
    public async Task<PastPoint> PointAsync(DateTimeOffset instant, CancellationToken ct)
    {
        var head = await store.HeadAsync(ct);
        if (head.RecordedAt <= instant)
            return new(head.Position, instant);
        // Recorded time follows position: halved until the last row not after the instant is found.
        var (at, after) = (0L, head.Position);
        while (after - at > 1)
        {
            var middle = at + ((after - at) / 2);
            if ((await store.TailAsync(middle - 1, 1, ct))[0].RecordedAt <= instant)
                at = middle;
            else
                after = middle;
        }
        return new(at, instant);
    }

    /// <summary>The state after a row.</summary>
    public async Task<ViewState> AtAsync(long position, CancellationToken ct)
    {
        if (Kept(position) is { } known)
            return known;
        await _one.WaitAsync(ct);
        try
        {
            if (Kept(position) is { } meanwhile)
                return meanwhile;
            // Off the caller: folding keeps a processor busy.
            var state = await Task.Run(async () => await FoldAsync(await BaseAsync(position, ct), position, ct), ct);
            lock (_kept)
            {
                _kept.AddFirst((position, state));
                if (_kept.Count > MostKept)
                    _kept.RemoveLast();
            }
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Folds up to a mark, which is kept then, unless a book in it is unreadable.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="from">The mark before, if the caller has it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ViewSnapshot> MakeMarkAsync(long mark, ViewSnapshot? from, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return (await Task.Run(async () => await FoldAsync(from ?? await BaseAsync(mark, ct), mark, ct), ct)).Snapshot;
        }
        finally
        {
            _one.Release();
        }
    }

    private ViewState? Kept(long position)
    {
        lock (_kept)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
                if (node.Value.Position == position)
                {
                    _kept.Remove(node);
                    _kept.AddFirst(node);
                    return node.Value.State;
                }
            return null;
        }
    }

    private async Task<ViewState> FoldAsync(ViewSnapshot from, long position, CancellationToken ct)
    {
        var state = new ViewState(from);
        var next = PageAsync(state.Snapshot.Position, position, ct);
        while (await next is { Count: > 0 } page)
        {
            // The next page is read beside the folding of this one.
            next = PageAsync(page[^1].Position, position, ct);
            state.ApplyUnread(page);
            // A store of before there were marks gets them here.
            if (live() is var now && state.Snapshot.Position % marks.Spacing(now.Position) == 0)
                await checkpoints.WriteAgainAsync(state.Snapshot with { Epoch = now.Epoch }, ct);
        }
        return state;
    }

    // What is in memory costs nothing to begin from, if no mark is nearer.
    private async Task<ViewSnapshot> BaseAsync(long position, CancellationToken ct)
    {
        var nearest = live() is { } now && now.Position <= position ? now : ViewSnapshot.Empty;
        lock (_kept)
            foreach (var (at, state) in _kept)
                if (at <= position && at > nearest.Position)
                    nearest = state.Snapshot;
        if (nearest.Position >= marks.Before(position, live().Position))
            return nearest;
        var kept = await checkpoints.BeforeAsync(position, live(), ct);
        return kept.Position > nearest.Position ? kept : nearest;
    }

    private async Task<IReadOnlyList<JournalRow>> PageAsync(long after, long last, CancellationToken ct)
    {
        // Up to the next mark: a state of it can be kept.
        var most = Math.Min(Math.Min(PageSize, last - after), marks.Closest - (after % marks.Closest));
        if (most <= 0)
            return [];
        return await store.TailAsync(after, (int)most, ct);
    }
}
