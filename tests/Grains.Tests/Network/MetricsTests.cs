using System.Diagnostics.Metrics;
using CoopGrains.Contracts;
using CoopGrains.Network;
using Microsoft.Extensions.DependencyInjection;

namespace CoopGrains.Grains.Tests.Network;

public sealed class MetricsTests
{
    [Fact]
    public void What_is_measured_is_the_same_with_and_without_restricted_books()
    {
        var without = SmallNetwork.Begin();
        var with = SmallNetwork.Begin();
        SmallNetwork.Open(with, SmallNetwork.Secret, "secret", ["vn-db", "la-lpb"], SmallNetwork.ClearedDb, restricted: true);
        with.Do(SmallNetwork.Secret, SmallNetwork.Places("hidden", ["la-lpb"]), SmallNetwork.ClearedDb);
        var lag = TimeSpan.FromSeconds(1);
        Assert.Equal(Measured(without, lag), Measured(with, lag));
        Assert.Equal(without.Rows.Count, Measured(with, lag)["coop.view.rows"]);
        Assert.Equal(1, Measured(with, lag)["coop.courier.deliveries"]);
    }

    private static SortedDictionary<string, double> Measured(NetworkJournal journal, TimeSpan lag)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var metrics = new NetworkMetrics(factory);
        var found = new SortedDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == factory)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        listener.Start();
        metrics.Followed([.. journal.Rows.Where(row => !row.BookKey.Contains("/r-", StringComparison.Ordinal))], lag);
        metrics.Followed([.. journal.Rows.Where(row => row.BookKey.Contains("/r-", StringComparison.Ordinal))], lag + lag);
        metrics.Delivered(To(SmallNetwork.Scholarship, restricted: false));
        foreach (var row in journal.Rows.Where(row => row.BookKey == SmallNetwork.Secret.ToString()))
            foreach (var count in (Action<Delivery>[])[metrics.Delivered, metrics.Undelivered, metrics.Retried])
                count(To(SmallNetwork.Secret, restricted: true));
        listener.RecordObservableInstruments();
        return found;

        void Add(Instrument instrument, double value) => found[instrument.Name] = found.GetValueOrDefault(instrument.Name) + value;
    }

    private static Delivery To(BookKey book, bool restricted) =>
        new(SmallNetwork.Agreement, 1, book, new NoteSuccessor { Successor = SmallNetwork.Agreement }, restricted);
}
