using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Brings every journal row to the view, in order, from the newest checkpoint on.</summary>
internal sealed class JournalFollower(
    IBookStore store, NetworkView view, ViewCheckpoints checkpoints, PastMarks marks, Courier courier, TimeProvider time,
    ILogger<JournalFollower> log)
    : BackgroundService
{
    private const int FewestRowsPerCheckpoint = 20_000;
    // Of what is kept, as much may have come since when a process stops: an eighth.
    private const int PartLeftToFold = 8;
    // Marks may take a fiftieth of a processor.
    internal const int MarkRest = 50;
    // What a mark is taken to take by a process that has made none.
    internal static readonly TimeSpan UsualMark = TimeSpan.FromSeconds(0.2);

    private Task _keeping = Task.CompletedTask;
    private Task _marking = Task.CompletedTask;
    private TimeSpan _markTook;
    private long _markedAt;
    private long _kept;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_keeping, _marking);
        // Whoever starts folds what came later. Writing everything beside those who go on serving is dearer, unless that is much.
        if (view.Snapshot.Position is > 0 and var position && position - await KeptAsync(cancellationToken) > _kept / PartLeftToFold)
            await checkpoints.WriteAsync(view.Snapshot, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var feed = new RowFeed(store, time, log);
            await BeginAsync(stoppingToken);
            await foreach (var rows in feed.ReadAsync(view.Position, stoppingToken))
                foreach (var part in marks.Split(rows))
                {
                    view.Apply(part);
                    Keep();
                    if (part[^1].Position % marks.Closest == 0)
                        Mark();
                }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception fault)
        {
            NetworkLog.FollowerStopped(log, view.Position, fault);
            view.Fail(fault);
            throw;
        }
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var snapshot = await checkpoints.ReadAsync(ct);
                var head = await store.HeadAsync(ct);
                // Rows tell the epoch they were written in; what is kept from now on belongs to the one that has begun since.
                view.Begin(snapshot with { Epoch = head.Epoch });
                _kept = view.Position;
                view.ReadyAt(head.Position);
                return;
            }
            catch (StoreUnavailableException unavailable)
            {
                NetworkLog.TailUnavailable(log, view.Position, unavailable);
                await Task.Delay(Backoff.After(failures), time, ct);
            }
        }
    }

    // Written beside the loop: a snapshot is immutable, and following does not wait for it. A checkpoint holds everything, so it is
    // due when what came since outweighs it: at a fixed distance, each row would cost the more the longer the journal is. All processes
    // come to the same, so one of them keeps it, and who takes over from it goes on from what it kept.
    private void Keep()
    {
        if (!IsDue(view.Position) || !courier.IsHere || !_keeping.IsCompleted)
            return;
        var snapshot = view.Snapshot;
        _keeping = Task.Run(async () =>
        {
            await KeptAsync(CancellationToken.None);
            if (!IsDue(snapshot.Position))
                return;
            _kept = snapshot.Position;
            await checkpoints.WriteAsync(snapshot, CancellationToken.None);
        });
    }

    private bool IsDue(long position) => position - _kept >= Math.Max(FewestRowsPerCheckpoint, _kept);

    // By whichever process.
    private async Task<long> KeptAsync(CancellationToken ct) => _kept = Math.Max(_kept, await checkpoints.NewestAsync(view.Epoch, ct));

    // Beside the loop, and by one of all processes. A mark holds everything, so while many rows come it is left out rather than made at
    // their cost: it is made later then (MarkMaker).
    private void Mark()
    {
        if (!courier.IsHere)
        {
            // Who takes over from a process that ended has callers of that process to take as well.
            (_markTook, _markedAt) = (UsualMark, time.GetTimestamp());
            return;
        }

        if (!_marking.IsCompleted || time.GetElapsedTime(_markedAt) < MarkRest * _markTook)
            return;
        var snapshot = view.Snapshot;
        _marking = Task.Run(async () =>
        {
            var began = time.GetTimestamp();
            await checkpoints.WriteMarkAsync(snapshot, CancellationToken.None);
            (_markTook, _markedAt) = (time.GetElapsedTime(began), time.GetTimestamp());
        });
    }
}
