using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Makes the marks that were left out while rows came fast, or that a journal brought here from elsewhere never had.</summary>
/// <remarks>In one of all processes, one mark after the other, in order: each is folded from the one before.</remarks>
internal sealed class MarkMaker(
    IBookStore store, NetworkView view, PastMarks marks, Courier courier, TimeProvider time, ILogger<MarkMaker> log) : BackgroundService
{
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _looked = -1;

    /// <summary>Completes when all marks have been there once.</summary>
    public Task Whole => _whole.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await view.Ready.WaitAsync(stoppingToken);
            var position = view.Position;
            while (true)
            {
                if (courier.IsHere)
                    await LookAsync(view.Position != position, stoppingToken);
                position = view.Position;
                await Task.Delay(BetweenLooks, time, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || view.Ready.IsFaulted)
        {
            // The end, or a view that never began, which its follower tells.
        }
    }

    private async Task LookAsync(bool isBusy, CancellationToken ct)
    {
        var last = marks.Before(view.Position, view.Position);
        if (last == _looked)
            return;
        // No sooner than other marks while rows come, for who takes over from a process that ended has its callers to take as well.
        if (isBusy)
            await Task.Delay(JournalFollower.MarkRest * JournalFollower.UsualMark, time, ct);
        try
        {
            await MakeMissingAsync(last, ct);
            _looked = last;
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(log, last, unavailable);
        }
    }

    private async Task MakeMissingAsync(long last, CancellationToken ct)
    {
        var kept = (await store.ListCheckpointsAsync(ct)).Where(one => one.Epoch == view.Epoch).Select(one => (one.Name, one.Position)).ToHashSet();
        var spacing = marks.Spacing(last);
        ViewSnapshot? before = null;
        for (var mark = spacing; mark <= last && courier.IsHere; mark += spacing)
        {
            if (kept.Contains((marks.Name(mark), mark)))
            {
                before = null;
                continue;
            }
            var (position, began) = (view.Position, time.GetTimestamp());
            before = await view.MakeMarkAsync(mark, before, ct);
            // From here on none can be kept.
            if (!before.Unreadable.IsEmpty)
                return;
            var took = time.GetElapsedTime(began);
            // While rows come, no more than what the follower's own marks may take.
            await Task.Delay(view.Position == position ? took : JournalFollower.MarkRest * took, time, ct);
        }
        if (courier.IsHere)
            _whole.TrySetResult();
    }
}
