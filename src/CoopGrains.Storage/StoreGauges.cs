using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CoopGrains.Storage;

/// <summary>What is looked at when somebody reads the meters, of every store that this process writes.</summary>
/// <remarks>Nothing of it can tell a restricted book from an open one.</remarks>
internal sealed class StoreGauges : IDisposable
{
    private static readonly Meter Meter = new(StorageTelemetry.Name);
    private static readonly ConcurrentDictionary<StoreGauges, bool> Open = new();

    private readonly string _folder;
    private readonly int _maxWaiting;
    private readonly Func<int> _waiting;
    private readonly AnchorKeeper _anchor;
    private long _foundFull;

    static StoreGauges()
    {
        Meter.CreateObservableGauge(
            "coop.storage.commit.waiting", () => Of(store => store._waiting()), "{commit}", "Book commits that wait for a transaction");
        Meter.CreateObservableGauge(
            "coop.storage.commit.waiting.max", () => Of(store => store._maxWaiting), "{commit}",
            "Most that may wait; beyond it commits fail at once, with nothing written");
        Meter.CreateObservableGauge(
            "coop.storage.anchor.failing", () => Of(store => store._anchor.IsFailing ? 1 : 0), null,
            "1 while the head anchor beside the store cannot be written");
        Meter.CreateObservableCounter(
            "coop.storage.commit.full", () => Of(store => Interlocked.Read(ref store._foundFull)), "{commit}",
            "Commits that found no space, with nothing written; smaller ones may still find some");
        Meter.CreateObservableGauge(
            "coop.storage.disk.free", () => OnDisk(disk => disk.AvailableFreeSpace), "By", "Free on the disk of the data folder");
        Meter.CreateObservableGauge(
            "coop.storage.disk.size", () => OnDisk(disk => disk.TotalSize), "By", "Size of the disk of the data folder");
    }

    /// <summary>Shows a store until it is disposed.</summary>
    internal StoreGauges(StoreOptions options, Func<int> waiting, AnchorKeeper anchor)
    {
        (_maxWaiting, _waiting, _anchor) = (options.MaxWaiting, waiting, anchor);
        _folder = Path.GetDirectoryName(Path.GetFullPath(options.Path))!;
        Open[this] = true;
    }

    /// <summary>A commit found no space.</summary>
    internal void FoundFull() => Interlocked.Increment(ref _foundFull);

    public void Dispose() => Open.TryRemove(this, out _);

    // A process has one store; tests have several.
    private static IEnumerable<Measurement<long>> Of(Func<StoreGauges, long> value) =>
        Open.IsEmpty ? [] : [new(Open.Keys.Sum(value))];

    private static IEnumerable<Measurement<long>> OnDisk(Func<DriveInfo, long> value)
    {
        try
        {
            return Open.IsEmpty ? [] : [new(Open.Keys.Min(store => value(new DriveInfo(store._folder))))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that has gone: no figure is better than one that seems to be well.
            return [];
        }
    }
}
