using System.Diagnostics.Metrics;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Safety;
using CoopGrains.Storage;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Gateway.Tests;

/// <summary>A wrong request, a fault and a defect never look alike, and a fault says whether the outcome is known.</summary>
public sealed class FaultTests
{
    private static StoreUnavailableException Full => new("nothing left", outcomeKnown: true) { IsFull = true };

    // As which of the counters that operators are called by each counts.
    private static readonly Dictionary<string, string> Counted = new()
    {
        ["outcomeUnknown"] = "coop.gateway.outcomes.unknown",
        ["stateUnreadable"] = "coop.gateway.books.unreadable",
        ["internalError"] = "coop.gateway.defects",
    };

    public static TheoryData<Exception, bool, int, string> Troubles() => new()
    {
        { new TimeoutException("slow"), true, 503, "outcomeUnknown" },
        { new TimeoutException("slow"), false, 503, "unavailable" },
        { new SiloUnavailableException("stopping"), true, 503, "outcomeUnknown" },
        { new StoreUnavailableException("disk", outcomeKnown: false), true, 503, "outcomeUnknown" },
        { new StoreUnavailableException("disk full", outcomeKnown: true), true, 503, "unavailable" },
        { new NotAppliedException("disk full", null), true, 503, "unavailable" },
        { new StoreUnavailableException("no space", outcomeKnown: true) { IsFull = true }, true, 503, "storeFull" },
        { new NotAppliedException("no space", Full), true, 503, "storeFull" },
        { new OutcomeUnknownException("no space, perhaps", Full), true, 503, "outcomeUnknown" },
        { new BookDamagedException("row 3", null), true, 503, "stateUnreadable" },
        { new InvalidOperationException("secret detail"), true, 500, "internalError" },
        { new BadHttpRequestException("kestrel words 1", 413), false, 413, "bodyTooLarge" },
        { new BadHttpRequestException("kestrel words 2", 408), false, 408, "requestTimeout" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Each_kind_of_trouble_has_its_own_answer(Exception thrown, bool asked, int status, string code)
    {
        var (http, body) = Request(asked);
        using var services = Services();
        await new Faults(_ => throw thrown, services.GetRequiredService<GatewayMetrics>(), NullLogger<Faults>.Instance).InvokeAsync(http);
        var problem = JsonElement.Parse(body.ToArray());
        Assert.Equal((status, code), (http.Response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(status == 503, http.Response.Headers.RetryAfter.Count == 1);
        Assert.DoesNotContain(thrown.Message, problem.GetRawText(), StringComparison.Ordinal);
        var counts = Counts(services.GetRequiredService<IMeterFactory>());
        Assert.Equal(Counted.Values.Order(), counts.Keys.Order());
        Assert.All(counts, counter => Assert.Equal(counter.Key == Counted.GetValueOrDefault(code) ? 1 : 0, counter.Value));
    }

    [Fact]
    public async Task A_client_that_left_is_no_error()
    {
        var (http, body) = Request(asked: true);
        http.RequestAborted = new CancellationToken(canceled: true);
        using var services = Services();
        var faults = new Faults(
            _ => throw new OperationCanceledException(), services.GetRequiredService<GatewayMetrics>(), NullLogger<Faults>.Instance);
        await faults.InvokeAsync(http);
        Assert.Equal((499, 0L), (http.Response.StatusCode, body.Length));
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddMetrics().AddRequestLimit().AddSingleton<GatewayMetrics>().BuildServiceProvider();

    private static Dictionary<string, long> Counts(IMeterFactory meters)
    {
        var found = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is ObservableCounter<long> && instrument.Meter.Scope == meters)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => found[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }

    private static (HttpContext Http, MemoryStream Body) Request(bool asked)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        http.Features.Set(new Visit(People.Recorder, new(People.Recorder, DateTimeOffset.MaxValue)) { AskedForChange = asked });
        return (http, body);
    }
}
