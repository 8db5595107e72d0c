using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class TelemetryTests(StoreUnderTest under) : StoreTest(under)
{
    [Fact]
    public async Task A_shared_commit_is_a_root_span_linked_to_the_traces_it_serves()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CoopGrains.Storage",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new Activity("request").Start();

        // The store is opened and called inside a request; neither may become the parent.
        var store = await OpenAsync();
        var traces = Enumerable.Range(1, 40).Select(i => $"00-{i:x32}-{i:x16}-01").ToArray();
        await Under.TogetherAsync(store, traces.Select((trace, i) => Commit($"program/{i}", 0, Event("op", trace: trace))));
        await store.DisposeAsync();

        var served = traces.Select(trace => trace[3..35]).ToHashSet();
        var span = spans.Single(s => s.Links.Any() && s.Links.All(link => served.Contains(link.Context.TraceId.ToHexString())));
        Assert.Equal((null, default(ActivitySpanId)), (span.Parent, span.ParentSpanId));
        Assert.NotEqual(request.TraceId, span.TraceId);
        Assert.Equal(32, span.Links.Count());
        Assert.Equal((40, 40), (span.GetTagItem("coop.books"), span.GetTagItem("coop.rows")));
    }

    [Fact]
    public async Task Commits_rows_and_conflicts_are_counted()
    {
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "CoopGrains.Storage")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, _, _) => measured.AddOrUpdate(i.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => measured.AddOrUpdate(i.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((i, value, _, _) => measured.AddOrUpdate(i.Name, value, (_, sum) => sum + value));
        listener.Start();
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, Book, 3);
            Assert.IsType<CommitResult.VersionConflict>(await store.CommitAsync(Commit(Book, 1, Event("late"))));
        }

        // Other tests share the meter and may add to it.
        Assert.InRange(measured["coop.storage.rows"], 3, double.MaxValue);
        Assert.InRange(measured["coop.storage.commits"], 3, double.MaxValue);
        Assert.InRange(measured["coop.storage.commit.books"], 3, double.MaxValue);
        Assert.InRange(measured["coop.storage.commit.conflicts"], 1, double.MaxValue);
        Assert.InRange(measured["coop.storage.commit.duration"], double.Epsilon, double.MaxValue);
    }
}

public sealed class SqliteTelemetryTests() : TelemetryTests(new SqliteUnderTest());

public sealed class PostgresTelemetryTests() : TelemetryTests(new PostgresUnderTest());
