using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Work;
using CoopGrains.Gateway.Files;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Safety;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Pages;

/// <summary>
/// Runs endpoints of the API for pages: a form's command takes the way of a request, so that no rule, right or record is a second one.
/// </summary>
internal sealed class PageCommands(EndpointDataSource endpoints, PageDrafts drafts, GatewayMetrics metrics, ILogger<Faults> log) : IPageCommands
{
    public async Task<JsonElement> ReadAsync(
        HttpContext http, string route, IReadOnlyDictionary<string, string> values, QueryString query = default)
    {
        var (inner, run) = Request(http, HttpMethods.Get, route, values);
        inner.Request.QueryString = query;
        await run(inner);
        return (await AnswerAsync(inner)).Body;
    }

    public async Task<PageAnswer> AskAsync(HttpContext http, PageCommand command)
    {
        var (inner, run) = Request(http, command.IsPut ? HttpMethods.Put : HttpMethods.Post, command.Route, command.Values);
        var body = JsonSerializer.SerializeToUtf8Bytes(command.Body);
        var request = inner.Request;
        (request.ContentType, request.ContentLength, request.Body) = ("application/json", body.Length, new MemoryStream(body));
        request.Headers["Idempotency-Key"] = command.Operation;
        request.Headers[HeaderNames.AcceptLanguage] = command.Language;
        if (command.Revision is { } revision)
            request.Headers.IfMatch = $"\"{revision}\"";
        await new Faults(run, metrics, log).InvokeAsync(inner);
        return await HeardAsync(http, inner);
    }

    public async Task<PageAnswer> KeepAsync(HttpContext http, IFormFile file, string operation, string language)
    {
        var (inner, run) = Request(http, HttpMethods.Post, "/v1/documents", new Dictionary<string, string>());
        var request = inner.Request;
        request.QueryString = QueryString.Create("name", file.FileName);
        request.Headers["Idempotency-Key"] = operation;
        request.Headers[HeaderNames.AcceptLanguage] = language;
        (request.ContentType, request.ContentLength, request.Body) = (file.ContentType, file.Length, file.OpenReadStream());
        await new Faults(run, metrics, log).InvokeAsync(inner);
        return await AnswerAsync(inner);
    }

    public async Task<PageAnswer> ImportAsync(HttpContext http, PageImport import)
    {
        var (inner, run) = Request(http, HttpMethods.Post, "/v1/imports", new Dictionary<string, string>());
        var request = inner.Request;
        request.QueryString = QueryString.Create("dryRun", import.Tried is null ? "true" : "false")
            .Add("strategy", import.IsCorrecting ? "correct" : "new").Add("lang", import.Language);
        request.Headers["Idempotency-Key"] = import.Operation;
        if (import.Tried is { } tried)
            inner.Features.Set(new TriedFile(tried));
        else
            (request.ContentType, request.ContentLength, request.Body) = (TypeOf(import.File!), import.File!.Length, import.File.OpenReadStream());
        await new Faults(run, metrics, log).InvokeAsync(inner);
        return await HeardAsync(http, inner);
    }

    public string OperationOf(HttpContext http, string form) => PageAttempts.OperationOf(http, form);

    public PageError Say(string language, string pointer, Outcome.Refused refusal) =>
        new(pointer, refusal.Code, ProblemDocument.In(language, Problem.Of(refusal), "").Detail);

    public IReadOnlyDictionary<string, string>? Draft(HttpContext http) => drafts.Take(http, http.Visit().Actor);

    // What the forms of the page stood for is done, and with this answer the reader will know: they stand for others from now on.
    private static async Task<PageAnswer> HeardAsync(HttpContext http, HttpContext inner)
    {
        var answer = await AnswerAsync(inner);
        if (answer.IsAccepted || answer.Body.GetProperty("code").GetString() == RefusalCodes.OperationIdReused)
            PageAttempts.Renew(http);
        return answer;
    }

    private (HttpContext Inner, RequestDelegate Run) Request(
        HttpContext http, string method, string route, IReadOnlyDictionary<string, string> values)
    {
        var endpoint = endpoints.Endpoints.OfType<RouteEndpoint>().First(found => found.RoutePattern.RawText!.TrimEnd('/') == route
            && found.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true);
        var inner = new DefaultHttpContext { RequestServices = http.RequestServices, RequestAborted = http.RequestAborted, User = http.User };
        inner.Features.Set(http.Visit());
        inner.SetEndpoint(endpoint);
        var (request, path) = (inner.Request, route);
        foreach (var (name, value) in values)
        {
            request.RouteValues[name] = value;
            path = path.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }
        (request.Method, request.Scheme, request.Host, request.Path) = (method, http.Request.Scheme, http.Request.Host, path);
        if (http.Request.Headers.TryGetValue("Coop-After", out var after))
            request.Headers["Coop-After"] = after;
        inner.Response.Body = new MemoryStream();
        return (inner, endpoint.RequestDelegate!);
    }

    // Browsers take a file of commas for one of a spreadsheet program, where that is there to open it.
    private static string TypeOf(IFormFile file) => RowFile.Formats.Where(known => file.FileName.EndsWith("." + known.Extension, StringComparison.OrdinalIgnoreCase))
        .Select(known => known.MediaType).FirstOrDefault(file.ContentType);

    private static async Task<PageAnswer> AnswerAsync(HttpContext inner)
    {
        await inner.Response.CompleteAsync();
        var answered = (MemoryStream)inner.Response.Body;
        return new(inner.Response.StatusCode, JsonElement.Parse(answered.GetBuffer().AsSpan(0, (int)answered.Length)),
            inner.Response.Headers["Coop-Version"] is [{ } version] ? version : null);
    }
}
