using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Numerics;
using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class TelemetryTests(StoreUnderTest under) : StoreTest(under)
{
    [Fact]
    public async Task A_shared_commit_is_a_root_span_linked_to_the_traces_it_serves()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listening(spans);
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

    private static ActivityListener Listening(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CoopGrains.Storage",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [Fact]
    public async Task The_span_of_a_commit_tells_of_its_open_books_alone_and_one_without_any_is_withheld()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listening(spans);
        var store = await OpenAsync();
        var (open, hidden) = ($"00-{new string('a', 32)}-{new string('a', 16)}-01", $"00-{new string('b', 32)}-{new string('b', 16)}-01");
        var restricted = Commit("program/r-1", 0, Event("op", trace: hidden)) with { Restricted = true };
        await Under.TogetherAsync(store, [Commit("program/1", 0, Event("op", trace: open)), restricted]);
        await store.CommitAsync(restricted with { ExpectedVersion = 1, Events = [Event("next", trace: hidden)] });
        await store.DisposeAsync();

        var commits = spans.Where(span => span.OperationName == "commit").ToList();
        Assert.DoesNotContain(commits.SelectMany(span => span.Links), link => link.Context.TraceId.ToHexString() == hidden[3..35]);
        var shared = commits.Single(span => span.Links.Any(link => link.Context.TraceId.ToHexString() == open[3..35]));
        Assert.Equal((1, 1, false), (shared.GetTagItem("coop.books"), shared.GetTagItem("coop.rows"), Withheld.IsMarked(shared)));
        // Other tests commit too, but all of theirs are open.
        Assert.Contains(commits, Withheld.IsMarked);
        Assert.All(
            commits.Where(Withheld.IsMarked),
            span => Assert.Equal((0, 0), (span.GetTagItem("coop.books"), span.GetTagItem("coop.rows"))));
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

    [Fact]
    public async Task What_operators_are_called_for_is_measured_from_the_start_and_damage_is_counted()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 3);
        var before = Observed();
        string[] there =
        [
            "coop.storage.commit.errors", "coop.storage.commit.waiting", "coop.storage.commit.waiting.max", "coop.storage.anchor.failing",
            "coop.storage.disk.free", "coop.storage.disk.size", "coop.storage.commit.full",
            "coop.storage.damage chain", "coop.storage.damage hole", "coop.storage.damage lost",
        ];
        Assert.Equal(there.Order(), before.Keys.Order());
        Assert.InRange(before["coop.storage.disk.free"], 1, before["coop.storage.disk.size"]);
        await Under.TamperAsync("UPDATE journal SET actor = 'x' WHERE position = 2");
        await Assert.ThrowsAsync<BookUnreadableException>(() => store.ReadAsync(Book, default));
        Assert.InRange(Observed()["coop.storage.damage chain"], before["coop.storage.damage chain"] + 1, double.MaxValue);
    }

    private static Dictionary<string, double> Observed()
    {
        var found = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.IsObservable && instrument.Meter.Name == "CoopGrains.Storage")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(Keep);
        listener.SetMeasurementEventCallback<int>(Keep);
        listener.Start();
        listener.RecordObservableInstruments();
        return found;

        void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : INumber<T> =>
            found[tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = double.CreateChecked(value);
    }
}

public sealed class SqliteTelemetryTests() : TelemetryTests(new SqliteUnderTest());

public sealed class PostgresTelemetryTests() : TelemetryTests(new PostgresUnderTest());
