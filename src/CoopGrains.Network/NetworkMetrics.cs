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
    private readonly Counter<long> _retries;
    private Func<bool> _follows = () => true;
    private Func<bool> _delivers = () => false;
    private Func<bool> _keepsTime = () => false;
    private Func<TimeSpan> _behind = () => TimeSpan.Zero;
    private long _undelivered;
    private long _lagTicks;

    /// <summary>Makes the instruments.</summary>
    public NetworkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _rows = meter.CreateCounter<long>("coop.view.rows", "{row}", "Journal rows of open books followed.");
        _deliveries = meter.CreateCounter<long>("coop.courier.deliveries", "{command}", "Commands delivered to open books.");
        // There from the start, so that the first one is seen as an increase.
        meter.CreateObservableCounter("coop.courier.undelivered", () => Interlocked.Read(ref _undelivered), "{command}",
            "Commands that open books refused.");
        _retries = meter.CreateCounter<long>("coop.courier.retries", "{attempt}", "Attempts on open books that failed and are made again.");
        meter.CreateObservableGauge("coop.view.lag", () => Lag.TotalSeconds, "s",
            "How long the last row of an open book took to arrive in the view.");
        meter.CreateObservableGauge("coop.view.following", () => _follows() ? 1 : 0, null,
            "0 while rows are in the journal and the view stands still.");
        meter.CreateObservableGauge("coop.courier.owner", () => _delivers() ? 1 : 0, null, "1 in the process that has the courier.");
        meter.CreateObservableGauge("coop.calendar.owner", () => _keepsTime() ? 1 : 0, null, "1 in the process that has the calendar.");
        // In whole seconds: to the microsecond it would tell of each row that there is, also of a restricted book.
        meter.CreateObservableGauge("coop.courier.behind", () => (long)_behind().TotalSeconds, "s",
            "How old the oldest row is that the courier of this process is at; 0 when it has told all.");
    }

    /// <summary>How long the last row of an open book took to arrive in the view.</summary>
    public TimeSpan Lag => new(Interlocked.Read(ref _lagTicks));

    internal static ActivitySource Source { get; } = new(Name);

    internal void WatchView(Func<bool> follows) => _follows = follows;

    internal void WatchCourier(Func<bool> delivers, Func<TimeSpan> behind) => (_delivers, _behind) = (delivers, behind);

    internal void WatchCalendar(Func<bool> keepsTime) => _keepsTime = keepsTime;

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

    internal void Undelivered(Delivery delivery)
    {
        if (!delivery.Restricted)
            Interlocked.Increment(ref _undelivered);
    }

    internal void Retried(Delivery delivery) => Count(_retries, delivery);

    private static void Count(Counter<long> counter, Delivery delivery)
    {
        if (!delivery.Restricted)
            counter.Add(1);
    }
}
