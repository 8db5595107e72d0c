using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Every journal row once, in position order without a hole: from memory while that lasts, else from the store.</summary>
internal sealed class RowFeed : IDisposable
{
    private const int BatchesKept = 1_024;
    private const int PageSize = 1_000;

    private readonly IBookStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IDisposable _following;
    private readonly Channel<IReadOnlyList<JournalRow>> _committed = Channel.CreateBounded<IReadOnlyList<JournalRow>>(
        new BoundedChannelOptions(BatchesKept) { SingleReader = true, SingleWriter = false });

    private int _overflown;

    /// <summary>Listens from now on.</summary>
    public RowFeed(IBookStore store, TimeProvider time, ILogger log)
    {
        (_store, _time, _log) = (store, time, log);
        _following = store.Follow(Take);
    }

    public void Dispose() => _following.Dispose();

    /// <summary>Batches of rows behind a position; ends only when cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<JournalRow>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = after;
        while (true)
        {
            while (await TailAsync(last, ct) is { Count: > 0 } page)
            {
                last = page[^1].Position;
                yield return page;
            }
            var whole = true;
            while (whole && await _committed.Reader.WaitToReadAsync(ct))
            {
                while (whole && _committed.Reader.TryRead(out var batch))
                {
                    var rows = Behind(batch, last);
                    if (rows.Count == 0)
                        continue;
                    whole = rows[0].Position == last + 1;
                    if (!whole)
                        break;
                    last = rows[^1].Position;
                    yield return rows;
                }
                whole &= Interlocked.Exchange(ref _overflown, 0) == 0;
            }
        }
    }

    private static IReadOnlyList<JournalRow> Behind(IReadOnlyList<JournalRow> batch, long last)
    {
        if (batch.Count == 0 || batch[0].Position > last)
            return batch;
        return [.. batch.Where(row => row.Position > last)];
    }

    // Called on the writer: must neither wait nor throw.
    private void Take(IReadOnlyList<JournalRow> committed)
    {
        if (_committed.Writer.TryWrite(committed))
            return;
        Volatile.Write(ref _overflown, 1);
        // The reader may have emptied the queue before it could see the mark: wake it.
        _committed.Writer.TryWrite([]);
    }

    private async Task<IReadOnlyList<JournalRow>> TailAsync(long last, CancellationToken ct)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await _store.TailAsync(last, PageSize, ct);
            }
            catch (StoreUnavailableException unavailable)
            {
                NetworkLog.TailUnavailable(_log, last, unavailable);
                await Task.Delay(Backoff.After(failures), _time, ct);
            }
        }
    }
}

/// <summary>How long to wait before trying again.</summary>
internal static class Backoff
{
    private const int FirstMilliseconds = 100;
    private const int MostDoublings = 8;

    /// <summary>0.1 s, doubling up to 25.6 s.</summary>
    public static TimeSpan After(int failures) => TimeSpan.FromMilliseconds(FirstMilliseconds << Math.Min(failures, MostDoublings));
}
