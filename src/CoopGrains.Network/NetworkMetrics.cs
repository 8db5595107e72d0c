using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CoopGrains.Network;

/// <summary>What can be measured here; source and meter are both called <see cref="Name"/>.</summary>
public sealed class NetworkMetrics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CoopGrains.Network";

    private readonly Meter _meter;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _undelivered;
    private readonly Counter<long> _retries;

    /// <summary>Makes the instruments.</summary>
    public NetworkMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _rows = _meter.CreateCounter<long>("coop.view.rows", "{row}", "Journal rows followed.");
        _deliveries = _meter.CreateCounter<long>("coop.courier.deliveries", "{command}", "Commands that the courier delivered.");
        _undelivered = _meter.CreateCounter<long>("coop.courier.undelivered", "{command}", "Commands that their receivers refused.");
        _retries = _meter.CreateCounter<long>("coop.courier.retries", "{attempt}", "Attempts that failed and are made again.");
    }

    internal static ActivitySource Source { get; } = new(Name);

    internal void Watch(NetworkView view)
    {
        _meter.CreateObservableGauge("coop.view.lag", () => view.Lag.TotalSeconds, "s",
            "How long the last row took to arrive in the view.");
        _meter.CreateObservableGauge("coop.view.position", () => view.Position, "{row}", "Position of the last row in the view.");
    }

    internal void Watch(Courier courier) =>
        _meter.CreateObservableGauge("coop.courier.position", () => courier.Position, "{row}",
            "Position up to which the courier has delivered.");

    internal void Followed(int rows) => _rows.Add(rows);

    internal void Delivered() => _deliveries.Add(1);

    internal void Undelivered() => _undelivered.Add(1);

    internal void Retried() => _retries.Add(1);
}
