using System.Diagnostics;
using CoopGrains.Hosting.Telemetry;
using OpenTelemetry.Trace;

namespace Grains.Tests.Telemetry;

public sealed class SamplerTests : TelemetryTest
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    [Theory]
    [InlineData("/health/live", false)]
    [InlineData("/health/ready", false)]
    [InlineData("/metrics", false)]
    [InlineData("/v1/changes", false)]
    [InlineData("/v1/programs/changes", true)]
    [InlineData("/healthy", true)]
    public void Probes_scrapes_and_endless_streams_are_dropped_even_if_their_caller_traces(string path, bool kept)
    {
        using var span = new Activity(Request) { IsAllDataRequested = true, ActivityTraceFlags = ActivityTraceFlags.Recorded };
        span.Start();
        HttpSpan.Begin(span, path);
        Assert.Equal(kept, span.IsAllDataRequested);
        Assert.Equal(kept, span.Recorded);
        // With all that comes below.
        Assert.Equal(kept, Keeps(RequestSampler.From(Settings(("Telemetry:ChildRatio", "1"))), span.Context));
    }

    [Fact]
    public void A_request_is_kept_though_its_caller_does_not_trace_but_nothing_below_a_dropped_span_is()
    {
        var sampler = RequestSampler.From(Settings());
        Assert.True(Keeps(sampler, Parent(recorded: false), Request));
        Assert.False(Keeps(sampler, Parent(recorded: false)));
    }

    [Fact]
    public void Two_processes_keep_the_children_of_the_same_traces_about_as_many_as_the_ratio_says()
    {
        var one = RequestSampler.From(Settings(("Telemetry:ChildRatio", "0.25")));
        var other = RequestSampler.From(Settings(("Telemetry:ChildRatio", "0.25")));
        var ids = new Random(7);
        var kept = 0;
        for (var i = 0; i < 4000; i++)
        {
            var id = new byte[16];
            ids.NextBytes(id);
            var trace = ActivityTraceId.CreateFromBytes(id);
            var parent = new ActivityContext(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
            Assert.Equal(Keeps(one, parent), Keeps(other, parent));
            kept += Keeps(one, parent) ? 1 : 0;
        }

        Assert.InRange(kept, 850, 1150);
    }

    [Fact]
    public void The_standard_setting_goes_before_ours()
    {
        var off = RequestSampler.From(Settings(("OTEL_TRACES_SAMPLER", "always_off")));
        Assert.False(Keeps(off, default, Request));
        var on = RequestSampler.From(Settings(("OTEL_TRACES_SAMPLER", "always_on")));
        Assert.True(Keeps(on, Parent(recorded: false)));
    }

    [Theory]
    [InlineData("Telemetry:ChildRatio", "1.5")]
    [InlineData("Telemetry:ChildRatio", "many")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes")]
    public void A_setting_that_makes_no_sense_is_named(string name, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => RequestSampler.From(Settings((name, value))));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }

    private static ActivityContext Parent(bool recorded) => new(
        ActivityTraceId.CreateRandom(),
        ActivitySpanId.CreateRandom(),
        recorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None,
        isRemote: true);

    private static bool Keeps(RequestSampler sampler, ActivityContext parent, string name = "span")
    {
        var trace = parent.TraceId == default ? ActivityTraceId.CreateRandom() : parent.TraceId;
        var kind = name == Request ? ActivityKind.Server : ActivityKind.Internal;
        return sampler.ShouldSample(new SamplingParameters(parent, trace, name, kind)).Decision == SamplingDecision.RecordAndSample;
    }
}
