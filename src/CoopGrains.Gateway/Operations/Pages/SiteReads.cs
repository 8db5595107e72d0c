using CoopGrains.Hosting;
using CoopGrains.Hosting.Faults;
using CoopGrains.Hosting.Processes;
using CoopGrains.Hosting.Telemetry.Traces;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>How the process is, for operators.</summary>
/// <remarks>No position is told: positions count the rows of restricted books too.</remarks>
internal sealed class SiteReads(
    SiteProcess process, Pace pace, INetworkView view, NetworkMetrics metrics, ICourier courier, TraceStore traces,
    IHostApplicationLifetime lifetime)
{
    public async Task AnswerAsync(HttpContext http)
    {
        var told = await TellAsync(http.RequestAborted);
        await OpsPage.AnswerAsync(http, told, "", "Process", () => SitePage.Of(told));
    }

    private async Task<SiteReply> TellAsync(CancellationToken ct)
    {
        var health = HealthWord.Of(view, lifetime);
        var commits = pace.Commits.Rate;
        // A page for bad days: what the store would say is left out where it cannot be asked.
        var processes = await AskedAsync(() => courier.ProcessesAsync(ct)) ?? [process.Name];
        var status = await AskedAsync(() => courier.StatusAsync(ct));
        var active = await AskedAsync(process.ActiveAsync) ?? [];
        return new(
            process.Name,
            process.Version,
            (long)process.Age.TotalSeconds,
            health.IsReady,
            health.Word,
            process.ProcessorShare,
            Environment.WorkingSet,
            GC.GetTotalMemory(forceFullCollection: false),
            ThreadPool.PendingWorkItemCount,
            commits,
            commits > 0 ? pace.Writes.Rate / commits : 0,
            pace.Failed,
            process.Waiting,
            metrics.Lag.TotalMilliseconds,
            new(status is null ? null : await AskedAsync(() => courier.OwnerAsync(ct)), status?.IsQuiet, status?.Undelivered.Count ?? 0),
            processes,
            active,
            traces.Bytes);
    }

    private static async Task<T?> AskedAsync<T>(Func<Task<T>> ask)
        where T : class?
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (Fault.Of(fault) is FaultKind.Unavailable or FaultKind.NotApplied)
        {
            return null;
        }
    }
}

/// <summary>Whether a process is ready, and why not.</summary>
internal readonly record struct HealthWord(bool IsReady, string Word)
{
    public static HealthWord Of(INetworkView view, IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? new(false, "stopping")
        : !view.Ready.IsCompletedSuccessfully ? new(false, "starting: the view has not caught up")
        : !view.IsFollowing ? new(false, "the journal goes on and the view stands still")
        : new(true, "ready");
}
