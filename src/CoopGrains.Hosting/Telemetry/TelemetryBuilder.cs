using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
#if !ORLEANS
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
#endif

namespace CoopGrains.Hosting.Telemetry;

/// <summary>What OpenTelemetry.Extensions.Hosting does where it can be had.</summary>
internal static class TelemetryBuilder
{
#if ORLEANS
    public static IOpenTelemetryBuilder For(IServiceCollection services) => services.AddOpenTelemetry();
#else
    public static IOpenTelemetryBuilder For(IServiceCollection services)
    {
        // First in the list: the providers must listen before other services start to work.
        if (!services.Any(service => service.ImplementationType == typeof(ProvidersService)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ProvidersService>());
        return new Builder(services);
    }

    private sealed record Builder(IServiceCollection Services) : IOpenTelemetryBuilder;

    // A provider listens from when it is first resolved; the container disposes it, which flushes it.
    private sealed class ProvidersService(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<LoggerProvider>();
            services.GetService<MeterProvider>();
            services.GetService<TracerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
#endif
}
