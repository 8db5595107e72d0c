using System.Diagnostics;
using CoopGrains.Hosting.Telemetry.Traces;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Orleans;

namespace Grains.Tests.Telemetry;

/// <summary>What the store of traces keeps, and how much.</summary>
public sealed class TraceStoreTests : TelemetryTest
{
    private static readonly ActivitySource Requests = new("Microsoft.AspNetCore");

    [Fact]
    public void Its_memory_has_an_end_whatever_comes()
    {
        using var listener = Listening();
        using var store = new TraceStore();
        var wide = new string('x', 100_000);
        for (var request = 0; request < 20_000; request++)
        {
            Activity.Current = null;
            using var root = Requests.StartActivity("GET " + wide, ActivityKind.Server)!;
            // Every fourth never ends, as one that is cut off by a fault.
            for (var i = 0; i < 3; i++)
            {
                using var child = RelayGrain.Source.StartActivity(wide)!;
                child.SetTag("rpc.method", wide).SetTag("db.namespace", wide).SetTag("not.on.the.list", wide);
                child.Stop();
                store.OnEnd(child);
            }
            root.SetTag("coop.slow", true).SetTag("http.route", wide).SetStatus(ActivityStatusCode.Error);
            root.Stop();
            if (request % 4 != 0)
                store.OnEnd(root);
        }
        Assert.InRange(store.Bytes, 1, TraceStore.MostBytes);
        Assert.InRange(store.List(TraceList.Recent).Count(), 1, 256);
        foreach (var span in store.List(TraceList.Slow).SelectMany(trace => trace.Below.Append(trace.Root)))
            Assert.All(span.Attributes.Select(one => one.Value).Append(span.Name), text => Assert.InRange(text.Length, 1, 128));
    }

    [Fact]
    public void A_trace_with_any_span_about_a_restricted_book_is_not_kept()
    {
        using var listener = Listening();
        using var store = new TraceStore();
        foreach (var withheld in new[] { true, false })
        {
            Activity.Current = null;
            using var root = Requests.StartActivity("POST /v1/confirmations", ActivityKind.Server)!;
            using (var child = RelayGrain.Source.StartActivity("call")!)
            {
                if (withheld)
                    Withheld.Mark(child);
                child.Stop();
                store.OnEnd(child);
            }
            root.Stop();
            store.OnEnd(root);
            Assert.Equal(withheld ? 0 : 1, store.Find(root.TraceId.ToHexString()).Count);
        }
        Assert.Single(store.List(TraceList.Recent));
    }

    [Fact]
    public async Task The_key_of_a_restricted_book_is_in_no_exported_span()
    {
        await using var collector = await Collector.StartAsync();
        var settings = Settings(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.Address + "/v1/traces"), ("Telemetry:ChildRatio", "1"));
        await using var services = await StartAsync(settings, TestRuntime.AddRelay);
        Activity.Current = null;
        using (RelayGrain.Source.StartActivity("root"))
        {
            var factory = services.GetRequiredService<IGrainFactory>();
            await factory.GetGrain<IRelayGrain>("program/r-secret").PassOnAsync("agreement/r-hidden");
            await factory.GetGrain<IRelayGrain>("program/open").WorkAsync();
        }
        services.GetRequiredService<TracerProvider>().ForceFlush();
        Assert.True(collector.Got("/v1/traces", "relay/program/open"));
        Assert.True(collector.Got("/v1/traces", "a restricted book"));
        Assert.False(collector.Got("/v1/traces", "r-secret"));
        Assert.False(collector.Got("/v1/traces", "r-hidden"));
    }

    [Fact]
    public void What_ends_after_its_request_is_shown_with_it()
    {
        using var listener = Listening();
        using var store = new TraceStore();
        Activity.Current = null;
        var root = Requests.StartActivity("POST /v1/programs", ActivityKind.Server)!;
        var late = RelayGrain.Source.StartActivity("late")!;
        root.Stop();
        store.OnEnd(root);
        Assert.Empty(Assert.Single(store.Find(root.TraceId.ToHexString())).Below);
        late.Stop();
        store.OnEnd(late);
        Assert.Equal("late", Assert.Single(Assert.Single(store.Find(root.TraceId.ToHexString())).Below).Name);
    }

    private static ActivityListener Listening()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "CoopGrains.Relay",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
