using System.Diagnostics;
using System.Diagnostics.Metrics;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>What can be measured here; source and meter are both called <see cref="Name"/>.</summary>
/// <remarks>Operators are not cleared: nothing here counts rows or books that are restricted, nor positions, which count all.</remarks>
public sealed class NetworkMetrics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CoopGrains.Network";

    private readonly Counter<long> _rows;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _undelivered;
    private readonly Counter<long> _retries;
    private long _lagTicks;

    /// <summary>Makes the instruments.</summary>
    public NetworkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _rows = meter.CreateCounter<long>("coop.view.rows", "{row}", "Journal rows of open books followed.");
        _deliveries = meter.CreateCounter<long>("coop.courier.deliveries", "{command}", "Commands delivered to open books.");
        _undelivered = meter.CreateCounter<long>("coop.courier.undelivered", "{command}", "Commands that open books refused.");
        _retries = meter.CreateCounter<long>("coop.courier.retries", "{attempt}", "Attempts on open books that failed and are made again.");
        meter.CreateObservableGauge("coop.view.lag", () => new TimeSpan(Interlocked.Read(ref _lagTicks)).TotalSeconds, "s",
            "How long the last row of an open book took to arrive in the view.");
    }

    internal static ActivitySource Source { get; } = new(Name);

    internal void Followed(IReadOnlyList<JournalRow> rows, TimeSpan lag)
    {
        var open = 0;
        foreach (var row in rows)
            if (BookKey.TryParse(row.BookKey, out var book) && !DerivedIds.IsRestricted(book))
                open++;
        if (open == 0)
            return;
        _rows.Add(open);
        Interlocked.Exchange(ref _lagTicks, lag.Ticks);
    }

    internal void Delivered(Delivery delivery) => Count(_deliveries, delivery);

    internal void Undelivered(Delivery delivery) => Count(_undelivered, delivery);

    internal void Retried(Delivery delivery) => Count(_retries, delivery);

    private static void Count(Counter<long> counter, Delivery delivery)
    {
        if (!delivery.Restricted)
            counter.Add(1);
    }
}
