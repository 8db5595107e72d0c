using CoopGrains.Hosting;

namespace CoopGrains.Gateway.Operations;

/// <summary>
/// Between "not ready" and the end: requests are still taken for a while, so that whoever sends them has time to notice, and each
/// reply ends its connection. Then Kestrel takes no more and finishes what it has; books, courier and store stop after it.
/// </summary>
internal sealed partial class Drain(CoopOptions options, ILogger<Drain> log) : IHostedLifecycleService
{
    // After the last request: for the courier, the view's checkpoint and the store.
    private static readonly TimeSpan ToClose = TimeSpan.FromSeconds(10);

    /// <summary>Called when readiness is gone already, and before anything stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        LogDraining(options.DrainTime.TotalSeconds);
        // Not on the injected clock: those who watch readiness live in real time.
        await Task.Delay(options.DrainTime, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static TimeSpan StopsWithin(CoopOptions options) => options.DrainTime + options.AnswerTime + ToClose;

    [LoggerMessage(1, LogLevel.Information, "Stopping: not ready any more, taking requests for another {Seconds} s")]
    private partial void LogDraining(double seconds);
}

internal static class DrainServices
{
    /// <summary>Adds it, and gives the host the time it needs.</summary>
    public static void AddDrain(this IServiceCollection services, CoopOptions options)
    {
        services.AddHostedService<Drain>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.StopsWithin(options));
    }
}
