using System.Diagnostics.Metrics;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>How much this process does a second: commits, the writes that share them, requests.</summary>
/// <remarks>Of the same instruments as <c>/metrics</c>: they count work, not books.</remarks>
internal sealed class Pace : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _failed;

    public Pace()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "coop.storage.commit.errors")
                listener.EnableMeasurementEvents(instrument);
            else if (Of(instrument) is { } counted)
                listener.EnableMeasurementEvents(instrument, counted);
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, counted) =>
        {
            if (counted is PerSecond ofLate)
                ofLate.Add(count);
            else
                Volatile.Write(ref _failed, count);
        });
        _listener.SetMeasurementEventCallback<int>(static (_, count, _, counted) => ((PerSecond)counted!).Add(count));
        _listener.Start();
    }

    /// <summary>Transactions.</summary>
    public PerSecond Commits { get; } = new();

    /// <summary>Writes that shared them.</summary>
    public PerSecond Writes { get; } = new();

    /// <summary>Transactions that failed, since the process began.</summary>
    public long Failed
    {
        get
        {
            _listener.RecordObservableInstruments();
            return Volatile.Read(ref _failed);
        }
    }

    public void Dispose() => _listener.Dispose();

    private PerSecond? Of(Instrument instrument) => instrument.Name switch
    {
        "coop.storage.commits" => Commits,
        "coop.storage.commit.books" => Writes,
        _ => null,
    };
}
