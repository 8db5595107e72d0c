using CoopGrains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Hosting;

/// <summary>Ends a process under which the store was restored: books, view and courier in memory are of a history that is gone.</summary>
/// <remarks>Whoever watches over it starts it again, with exit code 1 before its eyes; the new process begins from the restored rows.</remarks>
internal sealed partial class EndWhenVoid(IBookStore store, IHostApplicationLifetime lifetime, ILogger<EndWhenVoid> log) : IHostedService
{
    private CancellationTokenRegistration _registered;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registered = store.Void.UnsafeRegister(_ =>
        {
            LogEnding();
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }, null);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _registered.Dispose();
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Critical, "Ending: the store was restored, and what this process knows is void")]
    private partial void LogEnding();
}
