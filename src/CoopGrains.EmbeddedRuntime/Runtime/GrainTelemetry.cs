using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>Spans and meters under Orleans' names, so that one dashboard serves both runtimes.</summary>
internal sealed class GrainTelemetry : IDisposable
{
    private static readonly ActivitySource Source = new("Microsoft.Orleans.Application", "1.2.0");

    private readonly GrainRuntime _runtime;
    private readonly Meter? _ownMeter;
    private readonly Counter<long> _timedOut;
    private readonly Counter<long> _canceled;
    private readonly Counter<int> _failedToActivate;
    private readonly Histogram<double> _latency;

    public GrainTelemetry(GrainRuntime runtime, IServiceProvider services)
    {
        _runtime = runtime;
        var meter = services.GetService<IMeterFactory>()?.Create("Microsoft.Orleans") ?? (_ownMeter = new Meter("Microsoft.Orleans"));
        _timedOut = meter.CreateCounter<long>("orleans-app-requests-timedout");
        _canceled = meter.CreateCounter<long>("orleans-app-requests-canceled");
        _failedToActivate = meter.CreateCounter<int>("orleans-catalog-activation-failed-to-activate");
        _latency = meter.CreateHistogram<double>("orleans-app-requests-latency", "ms");
        meter.CreateObservableGauge("orleans-catalog-activations", () => _runtime.Registry.Classes.Sum(c => c.ActiveCount));
        meter.CreateObservableUpDownCounter(
            "orleans-grains",
            () => _runtime.Registry.Classes.Select(
                c => new Measurement<int>(c.ActiveCount, new KeyValuePair<string, object?>("type", c.Implementation.FullName))));
    }

    public static void Fail(Activity? activity, Exception error)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("error.type", error.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
        activity.AddException(error);
    }

    /// <summary>The span of a call; null, at next to no cost, where nobody listens or this trace keeps its first span alone.</summary>
    public static Activity? Start(ActivityKind kind, GrainMethod method, GrainId target, Activation? source)
    {
        if (!Source.HasListeners() || Source.StartActivity(method.SpanName, kind) is not { } activity)
            return null;
        activity.SetTag("rpc.system.name", "orleans");
        activity.SetTag("orleans.rpc.service", method.InterfaceName);
        activity.SetTag("rpc.method", $"{method.InterfaceName}/{method.Info.Name}");
        if (activity.IsAllDataRequested)
        {
            activity.SetTag("orleans.rpc.target_id", target.ToString());
            if (source is not null)
                activity.SetTag("orleans.rpc.source_id", source.GrainId.ToString());
        }

        return activity;
    }

    public void Finished(GrainCall call)
    {
        if (_latency.Enabled)
            _latency.Record(_runtime.Time.GetElapsedTime(call.Started).TotalMilliseconds);
    }

    public void TimedOut(GrainCall call)
    {
        Finished(call);
        _timedOut.Add(1, GrainTypeTag(call.TargetId));
    }

    public void Canceled(GrainCall call)
    {
        Finished(call);
        _canceled.Add(1, GrainTypeTag(call.TargetId));
    }

    public void ActivationFailed(GrainClass grainClass) =>
        _failedToActivate.Add(1, new KeyValuePair<string, object?>("grain_type", grainClass.Type.ToString()));

    public void Dispose() => _ownMeter?.Dispose();

    private static KeyValuePair<string, object?> GrainTypeTag(GrainId grainId) => new("grain_type", grainId.Type.ToString());
}
