using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Compares the view with the journal's true end, for whatever follows it may have stopped without knowing.</summary>
/// <remarks>A store that cannot be asked changes nothing: it hides no rows, and reads are answered from memory as before.</remarks>
internal sealed class ViewWatch(IBookStore store, NetworkView view, TimeProvider time, ILogger<ViewWatch> log) : BackgroundService
{
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Four looks: a stuck view is told of within five seconds.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private long _position = -1;
    private long _since;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await view.Ready.WaitAsync(stoppingToken);
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(BetweenLooks, time, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested || view.Ready.IsFaulted)
        {
            // The end, or a view that never began, which its follower tells.
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        // The view first: what comes meanwhile makes the journal longer, not the view late.
        var position = view.Position;
        if (position != _position || await IsAtEndAsync(position, ct))
        {
            (_position, _since) = (position, time.GetTimestamp());
            if (!view.IsFollowing)
                NetworkLog.ViewMoves(log, position);
            view.IsFollowing = true;
        }
        else if (view.IsFollowing && time.GetElapsedTime(_since) >= Patience)
        {
            view.IsFollowing = false;
            NetworkLog.ViewStuck(log, position);
        }
    }

    private async Task<bool> IsAtEndAsync(long position, CancellationToken ct)
    {
        try
        {
            return (await store.HeadAsync(ct)).Position <= position;
        }
        catch (StoreUnavailableException)
        {
            return view.IsFollowing;
        }
    }
}
