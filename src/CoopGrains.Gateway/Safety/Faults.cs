using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Pages;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.Faults;
using CoopGrains.Hosting.Identities;

namespace CoopGrains.Gateway.Safety;

/// <summary>Turns what ends a request early into a problem document. A wrong request, a fault and a bug never look alike.</summary>
internal sealed partial class Faults(RequestDelegate next, GatewayMetrics metrics, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: 404 or 405, ContentLength: null, ContentType: null })
                await PageProblems.WriteAsync(http, new(http.Response.StatusCode == 404 ? Codes.PathUnknown : Codes.MethodNotAllowed));
        }
        catch (Exception exception) when (HasLeft(http, exception))
        {
            // The client left; what it asked for took effect wholly or not at all, and a retry gets the answer.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await PageProblems.WriteAsync(http, ProblemOf(exception, http));
        }
    }

    private static bool HasLeft(HttpContext http, Exception exception) =>
        http.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException;

    private Problem ProblemOf(Exception exception, HttpContext http)
    {
        switch (exception)
        {
            case ProblemException wrong:
                if (wrong.Problem.Code == Codes.OutcomeUnknown)
                    metrics.OutcomeUnknown();
                return wrong.Problem;
            case IssuerUnavailableException:
                return new(Codes.IssuerUnavailable);
            case BadHttpRequestException unreadable:
                return new(CodeOf(unreadable.StatusCode));
        }
        Ending.Of(http).Escaped = exception;
        switch (Fault.Of(exception))
        {
            case FaultKind.BookUnreadable:
                metrics.BookUnreadable();
                LogFault(exception);
                return new(Codes.StateUnreadable);
            case FaultKind.NotApplied:
                LogFault(exception);
                return new(Codes.Unavailable);
            case FaultKind.StoreFull:
                LogFault(exception);
                return new(Codes.StoreFull);
            case FaultKind.Unavailable:
                LogFault(exception);
                if (http.Features.Get<Visit>() is not { AskedForChange: true })
                    return new(Codes.Unavailable);
                metrics.OutcomeUnknown();
                return new(Codes.OutcomeUnknown);
            default:
                metrics.Defect();
                LogBug(exception);
                return new(Codes.InternalError);
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => Codes.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => Codes.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => Codes.ContentTypeNotTaken,
        _ => Codes.BadRequest,
    };

    [LoggerMessage(1, LogLevel.Warning, "A request could not be answered")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A request met a defect")]
    private partial void LogBug(Exception exception);
}
