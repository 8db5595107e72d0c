using System.Diagnostics.Metrics;
using System.Reflection;
using CoopGrains.Hosting.Telemetry.Traces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>Traces, metrics and logs of a CoopGrains process.</summary>
public static class CoopTelemetry
{
    /// <summary>Setting: the share (0 to 1) of traces that keep more than their first span; 0.05 when absent.</summary>
    public const string ChildRatioKey = "Telemetry:ChildRatio";

    // While true, ASP.NET Core writes no path, query or client's name into spans; HttpSpan says what may stand there.
    private const string EmptySpansSwitch = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    private static readonly string[] Sources =
        ["CoopGrains.*", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application", "Microsoft.AspNetCore", "Npgsql"];

    private static readonly string[] Meters =
        ["CoopGrains.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Adds console logs and all of <see cref="AddCoopTelemetry(IServiceCollection, IConfiguration, string)"/>.</summary>
    public static IOpenTelemetryBuilder AddCoopTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Logging.AddCoopConsole(builder.Environment);
        return builder.Services.AddCoopTelemetry(builder.Configuration, serviceName);
    }

    /// <summary>
    /// Registers <see cref="MetricsPage"/>, and OTLP export of each signal whose endpoint is configured
    /// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_ENDPOINT</c>; http/protobuf unless
    /// <c>…_PROTOCOL</c> says otherwise; the other <c>OTEL_*</c> settings hold too). Where nobody listens to spans, none are made:
    /// no endpoint, and no <see cref="Traces.TraceStore"/>.
    /// </summary>
    /// <returns>The builder, for more processors; <c>WithTracing</c> on it switches tracing on with our sources and sampler.</returns>
    public static IOpenTelemetryBuilder AddCoopTelemetry(this IServiceCollection services, IConfiguration configuration, string serviceName)
    {
        AppContext.SetSwitch(EmptySpansSwitch, true);
        services.TryAddSingleton(configuration);
        services.TryAddSingleton<MetricsPageReader>();
        services.TryAddSingleton(provider =>
            new MetricsPage(provider.GetRequiredService<MeterProvider>(), provider.GetRequiredService<MetricsPageReader>()));

        // Takes effect only if something below, or the caller, asks for a provider.
        services.ConfigureOpenTelemetryTracerProvider(traces => traces
            .ConfigureResource(Describe)
            .AddSource(Sources)
            .AddProcessor(new DiscreetSpans())
            .SetSampler(_ => RequestSampler.From(configuration)));
        services.ConfigureOpenTelemetryLoggerProvider(logs => logs.ConfigureResource(Describe));

        var builder = TelemetryBuilder.For(services).WithMetrics(metrics => metrics
            .ConfigureResource(Describe)
            .AddMeter(Meters)
            .AddView(BucketsInSeconds)
            .AddReader(provider => provider.GetRequiredService<MetricsPageReader>()));
        return Export(builder, configuration);

        void Describe(ResourceBuilder resource) => resource
            .AddService(serviceName, "coopgrains", Version())
            .AddEnvironmentVariableDetector();
    }

    private static IOpenTelemetryBuilder Export(IOpenTelemetryBuilder builder, IConfiguration configuration)
    {
        if (OtlpSignal.From(configuration, "TRACES") is { } traces)
            builder.WithTracing(provider => provider.AddOtlpExporter(traces.Apply));
        if (OtlpSignal.From(configuration, "METRICS") is { } metrics)
            builder.WithMetrics(provider => provider.AddOtlpExporter(metrics.Apply));
        if (OtlpSignal.From(configuration, "LOGS") is { } logs)
            builder.WithLogging(provider => provider.AddOtlpExporter(logs.Apply), options => options.IncludeFormattedMessage = true);
        return builder;
    }

    // The SDK's own default bounds are meant for milliseconds.
    private static ExplicitBucketHistogramConfiguration? BucketsInSeconds(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null } ? new() { Boundaries = Seconds } : null;

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
