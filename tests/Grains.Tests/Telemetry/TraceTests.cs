using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Orleans;

namespace Grains.Tests.Telemetry;

public sealed class TraceTests : TelemetryTest
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_trace_from_outside_flows_through_grain_calls_with_every_parent_in_place()
    {
        var spans = new ConcurrentDictionary<string, Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.Orleans.Application" or "CoopGrains.Relay",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.TryAdd(span.Id!, span),
        };
        ActivitySource.AddActivityListener(listener);
        await using var services = await StartAsync(Settings(), TestRuntime.AddRelay);

        using var outside = new Activity("outside").SetParentId($"00-{TraceId}-b7ad6b7169203331-01").Start();
        var relay = services.GetRequiredService<IGrainFactory>().GetGrain<IRelayGrain>("first");
        var innermost = await relay.PassOnAsync("second");

        var path = new List<string>();
        for (var id = innermost; id != outside.Id; id = spans[id].ParentId!)
        {
            Assert.Equal(TraceId, spans[id].TraceId.ToHexString());
            path.Add($"{spans[id].Kind} {spans[id].DisplayName.Split('/')[^1]}");
        }

        Assert.Equal(["Internal relay work", "Server WorkAsync", "Client WorkAsync", "Server PassOnAsync", "Client PassOnAsync"], path);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task A_root_is_always_exported_and_what_is_below_it_by_the_ratio(string ratio, bool below)
    {
        await using var collector = await Collector.StartAsync();
        var settings = Settings(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.Address + "/v1/traces"), ("Telemetry:ChildRatio", ratio));
        await using var services = await StartAsync(settings, TestRuntime.AddRelay);

        string[] innermost, outermost;
        Activity.Current = null;
        using (var root = RelayGrain.Source.StartActivity($"root at {ratio}"))
        {
            outermost = root!.Id!.Split('-');
            innermost = (await services.GetRequiredService<IGrainFactory>().GetGrain<IRelayGrain>("first").PassOnAsync("second")).Split('-');
        }

        services.GetRequiredService<TracerProvider>().ForceFlush();
        Assert.True(collector.Got("/v1/traces", $"root at {ratio}"));
        Assert.Equal(below, collector.Got("/v1/traces", "relay work"));
        Assert.Equal(outermost[1], innermost[1]);
        Assert.Equal(below, innermost[2] != outermost[2] && collector.GotId("/v1/traces", innermost[2]));
    }

    [Fact]
    public async Task Without_an_endpoint_no_span_is_made()
    {
        await using var services = await StartAsync(Settings(), TestRuntime.AddRelay);
        Assert.Null(services.GetService<TracerProvider>());
        Assert.Null(services.GetService<OpenTelemetry.Logs.LoggerProvider>());

        Activity.Current = null;
        var relay = services.GetRequiredService<IGrainFactory>().GetGrain<IRelayGrain>("first");
        Assert.Equal("", await relay.PassOnAsync("second"));
    }
}
