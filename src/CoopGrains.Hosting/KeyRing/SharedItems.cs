using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>Looks every two seconds whether another process has added to what a site's processes share, and tells who follows.</summary>
/// <remarks>While the store cannot be reached what was known counts.</remarks>
public sealed partial class SharedItems(ISiteItems items, TimeProvider clock, ILogger<SharedItems> log) : BackgroundService
{
    /// <summary>Between two looks; a process knows at the latest so long after it was written.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private const int LooksBetweenCleanings = 1_800;

    // A new key is used some seconds after it was written, and those who follow are told of that too.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private readonly List<Func<CancellationToken, Task>> _followers = [];
    private string _stamp = "";
    private long? _changedAt;
    private bool _failing;

    /// <summary>Told at the first look and after each change, one at a time; when it fails it is told again.</summary>
    public void Follow(Func<CancellationToken, Task> changed)
    {
        lock (_followers)
        {
            _followers.Add(changed);
            // What was known already is news to it.
            _stamp = "";
        }
    }

    /// <summary>Looks now.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var stamp = await items.ItemsStampAsync(ct);
        var isAgain = _changedAt is { } at && clock.GetElapsedTime(at) >= Again;
        if (stamp == _stamp && !isAgain)
            return;
        Func<CancellationToken, Task>[] followers;
        lock (_followers)
            followers = [.. _followers];
        foreach (var changed in followers)
            await changed(ct);
        lock (_followers)
        {
            _changedAt = stamp == _stamp ? null : clock.GetTimestamp();
            _stamp = followers.Length == _followers.Count ? stamp : "";
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        for (var looks = 0; !stoppingToken.IsCancellationRequested; looks++)
        {
            try
            {
                if (looks % LooksBetweenCleanings == 0)
                {
                    await items.ForgetItemsAsync(stoppingToken);
                    // Keys come into use, and go out of it, by time alone too.
                    _stamp = "";
                }
                await LookAsync(stoppingToken);
                _failing = false;
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                if (!_failing)
                    LogFailing(exception);
                _failing = true;
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What the site's processes share cannot be read; what is known of it counts")]
    private partial void LogFailing(Exception exception);
}
