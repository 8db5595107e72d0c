using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>Registration of the store of traces.</summary>
public static class TraceStoreServices
{
    /// <summary>
    /// Keeps recent, slow and failed traces in memory (<see cref="TraceStore"/>), which switches tracing on; unless
    /// <see cref="TraceStore.Setting"/> is false.
    /// </summary>
    public static IOpenTelemetryBuilder AddTraceStore(this IOpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        // Whoever wants to show them finds an empty one where none are kept.
        telemetry.Services.AddSingleton<TraceStore>();
        return configuration.GetValue(TraceStore.Setting, true)
            ? telemetry.WithTracing(traces => traces.AddProcessor(provider => provider.GetRequiredService<TraceStore>()))
            : telemetry;
    }
}
