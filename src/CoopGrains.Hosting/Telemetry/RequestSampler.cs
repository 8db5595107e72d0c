using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>Decides at its start whether a span is recorded.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>What begins a trace here is kept: a span without a parent, and an HTTP request whatever its caller's sampled flag says
/// (clients that do not trace send "not sampled").</item>
/// <item>Spans below follow their parent, and of those whose parent is kept, a ratio of the traces is. The trace id decides, so a
/// trace is either whole, over all processes with the same ratio, or its first span alone; no span lacks its parent.</item>
/// </list>
/// A head sampler cannot know that a trace will fail or be slow: its first span is kept and marked (<see cref="HttpSpan"/>), the rest
/// is a matter of the ratio. <c>OTEL_TRACES_SAMPLER</c>, if set, replaces both rules. A sampler is not told
/// what an HTTP request asks: probes and their like are dropped a moment later (<see cref="HttpSpan.Begin"/>).
/// </remarks>
internal sealed class RequestSampler(Sampler? others, double childRatio) : Sampler
{
    // As ASP.NET Core calls the span of a request when it begins.
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private static readonly SamplingResult Drop = new(SamplingDecision.Drop);
    private static readonly SamplingResult Keep = new(SamplingDecision.RecordAndSample);

    private readonly TraceIdRatioBasedSampler _children = new(childRatio);

    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static RequestSampler From(IConfiguration configuration)
    {
        var ratio = Ratio(configuration, CoopTelemetry.ChildRatioKey, usual: 0.05);
        return new(Standard(configuration, configuration["OTEL_TRACES_SAMPLER"]), ratio);
    }

    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        if (others is not null)
            return others.ShouldSample(parameters);
        if (parameters.ParentContext.TraceId == default || parameters is { Kind: ActivityKind.Server, Name: Request })
            return Keep;
        return parameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? _children.ShouldSample(parameters) : Drop;
    }

    private static Sampler? Standard(IConfiguration configuration, string? name) => name switch
    {
        null or "" => null,
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration, "OTEL_TRACES_SAMPLER_ARG")),
        "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
        "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
        "parentbased_traceidratio" =>
            new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio(configuration, "OTEL_TRACES_SAMPLER_ARG"))),
        _ => throw new InvalidOperationException($"OTEL_TRACES_SAMPLER '{name}' is not a standard sampler."),
    };

    private static double Ratio(IConfiguration configuration, string key, double usual = 1)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return usual;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= 1
            ? ratio
            : throw new InvalidOperationException($"{key} must be a number from 0 to 1, not '{text}'.");
    }
}
