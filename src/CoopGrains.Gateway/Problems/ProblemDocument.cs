using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;

namespace CoopGrains.Gateway.Problems;

/// <summary>A problem as it is answered (RFC 9457), in the asked language.</summary>
internal sealed record ProblemReply
{
    /// <summary>Names the kind of problem: <c>/problems/</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>A short name.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>A sentence about this occurrence.</summary>
    public required string Detail { get; init; }

    /// <summary>The stable code that clients branch on.</summary>
    public required string Code { get; init; }

    /// <summary>Finds the request in the site's traces and logs.</summary>
    public required string TraceId { get; init; }

    /// <summary>The values in the sentence: the state that stood in the way, the current revision, the fields that differ.</summary>
    public required IReadOnlyDictionary<string, string> Details { get; init; }

    /// <summary>Each member of the body that is at fault.</summary>
    public required ValueList<ProblemErrorReply> Errors { get; init; }
}

/// <summary>One member at fault.</summary>
internal sealed record ProblemErrorReply
{
    /// <summary>JSON pointer into the body.</summary>
    public required string Pointer { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>A sentence about it.</summary>
    public required string Detail { get; init; }

    /// <summary>The values in the sentence.</summary>
    public required IReadOnlyDictionary<string, string> Details { get; init; }
}

/// <summary>Writes problems.</summary>
internal static partial class ProblemDocument
{
    /// <summary>Under which the page of each kind of problem is.</summary>
    public const string Types = "/problems";

    /// <summary>What problem documents are.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The <c>type</c> of a code, which is the address of its page.</summary>
    public static string TypeOf(string code) => $"{Types}/{code}";

    /// <summary>Answers a request with a problem; nothing of the answer may have been sent yet.</summary>
    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        Discretion.Note(http, problem.Code);
        var language = Language.OfProblem(http);
        var reply = In(language, problem, Activity.Current?.TraceId.ToHexString() ?? "");
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, ApiJson.Replies(language).GetTypeInfo(typeof(ProblemReply)));
        var response = http.Response;
        response.StatusCode = reply.Status;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        if (reply.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (reply.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>The problem in words.</summary>
    public static ProblemReply In(string language, Problem problem, string traceId)
    {
        var text = ProblemCatalog.Of(problem.Code);
        return new()
        {
            Type = TypeOf(problem.Code),
            Title = text.Title.In(language),
            Status = text.Status,
            Detail = Filled(text, problem.Details, language),
            Code = problem.Code,
            TraceId = traceId,
            Details = ByName(problem.Details),
            Errors = problem.Errors.Select(error => In(language, error)).ToValueList(),
        };
    }

    private static ProblemErrorReply In(string language, ProblemError error) => new()
    {
        Pointer = error.Pointer,
        Code = error.Code,
        Detail = Filled(ProblemCatalog.Of(error.Code), error.Details, language),
        Details = ByName(error.Details),
    };

    private static Dictionary<string, string> ByName(ValueList<Detail> details)
    {
        var named = new Dictionary<string, string>(details.Count);
        foreach (var detail in details.AsSpan())
            named[detail.Name] = detail.Value;
        return named;
    }

    // A sentence with a hole says less than the title; one in double brackets is left out without a value.
    private static string Filled(ProblemText text, ValueList<Detail> details, string language)
    {
        var filled = new StringBuilder(Optional().Replace(
            text.Detail.In(language), part => IsFilled(part.Groups[1].Value, details) ? part.Groups[1].Value : ""));
        foreach (var detail in details.AsSpan())
            filled.Replace("{" + detail.Name + "}", CodeWords.Of(detail, language).Replace('{', '(').Replace('}', ')'));
        var sentence = filled.ToString();
        return sentence.Contains('{') ? text.Title.In(language) : sentence;
    }

    private static bool IsFilled(string part, ValueList<Detail> details) =>
        details.Any(detail => detail.Value.Length > 0 && part.Contains("{" + detail.Name + "}", StringComparison.Ordinal));

    [GeneratedRegex(@"\[\[(.*?)\]\]")]
    private static partial Regex Optional();
}
