using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Safety;
using CoopGrains.Storage;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Gateway.Tests;

/// <summary>A wrong request, a fault and a defect never look alike, and a fault says whether the outcome is known.</summary>
public sealed class FaultTests
{
    public static TheoryData<Exception, bool, int, string> Troubles() => new()
    {
        { new TimeoutException("slow"), true, 503, "outcomeUnknown" },
        { new TimeoutException("slow"), false, 503, "unavailable" },
        { new SiloUnavailableException("stopping"), true, 503, "outcomeUnknown" },
        { new StoreUnavailableException("disk", outcomeKnown: false), true, 503, "outcomeUnknown" },
        { new StoreUnavailableException("disk full", outcomeKnown: true), true, 503, "unavailable" },
        { new NotAppliedException("disk full", null), true, 503, "unavailable" },
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
        await new Faults(_ => throw thrown, NullLogger<Faults>.Instance).InvokeAsync(http);
        var problem = JsonElement.Parse(body.ToArray());
        Assert.Equal((status, code), (http.Response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(status == 503, http.Response.Headers.RetryAfter.Count == 1);
        Assert.DoesNotContain(thrown.Message, problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_left_is_no_error()
    {
        var (http, body) = Request(asked: true);
        http.RequestAborted = new CancellationToken(canceled: true);
        await new Faults(_ => throw new OperationCanceledException(), NullLogger<Faults>.Instance).InvokeAsync(http);
        Assert.Equal((499, 0L), (http.Response.StatusCode, body.Length));
    }

    private static (HttpContext Http, MemoryStream Body) Request(bool asked)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        http.Features.Set(new Visit(People.Recorder, new(People.Recorder, DateTimeOffset.MaxValue)) { AskedForChange = asked });
        return (http, body);
    }
}
