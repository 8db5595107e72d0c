using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>All grains of the process: finds or makes the activation of a call, and times out what is not answered.</summary>
internal sealed partial class GrainRuntime : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan SlowestSweep = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<TimeSpan, CallsInFlight> _inFlight = new();
    private readonly TimeSpan _responseTimeout;
    private readonly ITimer _sweep;
    private readonly ITimer _collection;
    private readonly Lazy<IIncomingGrainCallFilter[]> _incomingFilters;
    private readonly Lazy<IOutgoingGrainCallFilter[]> _outgoingFilters;
    private long _coarseNow;

    public GrainRuntime(
        IServiceProvider services,
        GrainRegistry registry,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        IOptions<EmbeddedGrainsOptions> options,
        ILogger<GrainRuntime> logger)
    {
        Services = services;
        Registry = registry;
        Collection = collection.Value;
        Options = options.Value;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = new RuntimeLog(logger);
        Telemetry = new GrainTelemetry(this, services);
        References = new GrainReferences(this);
        Factory = new GrainFactory(this, services);

        // Filters may call grains, so they can only be made after the runtime.
        _incomingFilters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        _outgoingFilters = new(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);
        foreach (var grainClass in registry.Classes)
        {
            var age = Collection.ClassSpecificCollectionAge.GetValueOrDefault(grainClass.Implementation.FullName!, Collection.CollectionAge);
            grainClass.CollectionAge = Ticks(age);
        }

        _responseTimeout = messaging.Value.ResponseTimeout;
        _coarseNow = Time.GetTimestamp();
        var period = _responseTimeout < SlowestSweep ? _responseTimeout : SlowestSweep;

        // The timers outlive whatever trace the first user of the runtime is in.
        using var _ = ExecutionContext.SuppressFlow();
        _sweep = Time.CreateTimer(static state => ((GrainRuntime)state!).Sweep(), this, period, period);
        _collection = Time.CreateTimer(
            static state => ((GrainRuntime)state!).CollectIdle(), this, Collection.CollectionQuantum, Collection.CollectionQuantum);
    }

    public IServiceProvider Services { get; }

    public GrainRegistry Registry { get; }

    public GrainCollectionOptions Collection { get; }

    public EmbeddedGrainsOptions Options { get; }

    public TimeProvider Time { get; }

    public RuntimeLog Log { get; }

    public GrainTelemetry Telemetry { get; }

    public GrainReferences References { get; }

    public GrainFactory Factory { get; }

    public IIncomingGrainCallFilter[] IncomingFilters => _incomingFilters.Value;

    public IOutgoingGrainCallFilter[] OutgoingFilters => _outgoingFilters.Value;

    /// <summary>A timestamp at most one sweep old; costs nothing to read.</summary>
    public long CoarseNow => Volatile.Read(ref _coarseNow);

    public IEnumerable<Activation> Activations => _activations.Select(pair => pair.Value);

    public Activation? Find(GrainId grainId) => _activations.GetValueOrDefault(grainId);

    public CallsInFlight InFlight(TimeSpan? timeout) =>
        _inFlight.GetOrAdd(
            timeout ?? _responseTimeout,
            static (value, runtime) => new CallsInFlight(value, runtime.Time, runtime.OnShardEmptied),
            this);

    /// <summary>Hands the call to the activation of its grain, making one if needed. Answers the activation.</summary>
    public Activation? Dispatch(GrainCall call)
    {
        while (true)
        {
            if (_phase == Phase.Closed)
            {
                call.Fail(Refusal(call));
                return null;
            }

            if (!_activations.TryGetValue(call.TargetId, out var activation))
            {
                activation = _activations.GetOrAdd(
                    call.TargetId, static (id, runtime) => new Activation(runtime, runtime.Registry.Class(id.Type), id), this);
            }

            if (activation.TryEnqueue(call))
                return activation;
            Remove(activation);
        }
    }

    /// <summary>Sends on a call that its activation left unserved.</summary>
    public void Forward(GrainCall call)
    {
        if (call.IsAnswered)
            return;
        if (call.TryHop())
            Dispatch(call);
        else
            call.Fail(new OrleansMessageRejectionException($"{call} was forwarded too often: its grain leaves before it serves."));
    }

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        Telemetry.Dispose();
    }

    /// <summary>Refuses everything at once; only for hosts that cannot wait.</summary>
    public void Dispose()
    {
        Close();
        _sweep.Dispose();
        _collection.Dispose();
        Telemetry.Dispose();
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);

    private void Sweep()
    {
        var now = Time.GetTimestamp();
        Volatile.Write(ref _coarseNow, now);
        foreach (var (_, calls) in _inFlight)
            calls.TimeOutOlderThan(now);
    }

    private void CollectIdle()
    {
        var now = Time.GetTimestamp();
        foreach (var activation in Activations)
            activation.CollectIfIdle(now);
    }
}
