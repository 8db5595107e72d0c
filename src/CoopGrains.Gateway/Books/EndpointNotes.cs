using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using Microsoft.AspNetCore.Http.Metadata;

namespace CoopGrains.Gateway.Books;

/// <summary>Notes on an endpoint for the API document and for the checks before a book is asked.</summary>
internal static class EndpointNotes
{
    private static readonly int[] Everywhere = [400, 401, 403, 410, 429, 500, 503];

    /// <summary>A read without parameters in its path.</summary>
    public static RouteHandlerBuilder Get(this RouteGroupBuilder group, string path, Func<HttpContext, Task> answer) =>
        group.MapGet(path, (Delegate)answer);

    /// <summary>A write without parameters in its path.</summary>
    public static RouteHandlerBuilder Post(this RouteGroupBuilder group, string path, Func<HttpContext, Task> answer) =>
        group.MapPost(path, (Delegate)answer);

    /// <summary>A write of a command to an existing book.</summary>
    public static RouteHandlerBuilder Changes<TCommand>(this RouteHandlerBuilder endpoint, Roles anyOf, string summary) =>
        endpoint.Writes<TCommand>(anyOf, summary).Answers<WriteReply>(200).Refuses(404, 409);

    /// <summary>A write that brings something into being.</summary>
    public static RouteHandlerBuilder Creates<TCommand>(this RouteHandlerBuilder endpoint, Roles anyOf, string summary) =>
        endpoint.Writes<TCommand>(anyOf, summary).Answers<WriteReply>(201).Refuses(404, 409);

    /// <summary>A write of something with a revision: it needs If-Match.</summary>
    public static RouteHandlerBuilder Edits<TCommand>(this RouteHandlerBuilder endpoint, Roles anyOf, string summary) =>
        endpoint.Changes<TCommand>(anyOf, summary).WithMetadata(new TakesRevision()).Refuses(412, 428);

    /// <summary>A write with a body.</summary>
    public static RouteHandlerBuilder Writes<TBody>(this RouteHandlerBuilder endpoint, Roles anyOf, string summary) => endpoint
        .WithSummary(summary)
        .WithMetadata(new NeededRole(anyOf), new TakesBody(typeof(TBody), HasRequired(typeof(TBody))))
        .Refuses([.. Everywhere, 413, 415, 422]);

    /// <summary>A write of a file that is kept.</summary>
    public static RouteHandlerBuilder Uploads<TReply>(
        this RouteHandlerBuilder endpoint, Roles anyOf, string summary, IEnumerable<string> mediaTypes) =>
        endpoint.TakesIn(anyOf, summary, mediaTypes).Answers<TReply>(201);

    /// <summary>A write of a file.</summary>
    public static RouteHandlerBuilder TakesIn(
        this RouteHandlerBuilder endpoint, Roles anyOf, string summary, IEnumerable<string> mediaTypes) => endpoint
        .WithSummary(summary)
        .WithMetadata(new NeededRole(anyOf), new TakesFile([.. mediaTypes]))
        .Refuses([.. Everywhere, 413, 415, 422]);

    /// <summary>A read with an entity tag, which may ask for freshness; for those who read content, unless another note says more.</summary>
    public static RouteHandlerBuilder Reads<TReply>(this RouteHandlerBuilder endpoint, string summary, params int[] problems) => endpoint
        .WithSummary(summary)
        .WithMetadata(new TakesCoopAfter(), new NeededRole(NeededRole.Readers))
        .Answers<TReply>(200)
        .WithMetadata(new ProducesResponseTypeMetadata(304))
        .Refuses([.. Everywhere, .. problems]);

    /// <summary>A read of one book, as it is or as it was.</summary>
    public static RouteHandlerBuilder ReadsBook<TReply>(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.Reads<TReply>(summary, 404, 422).WithMetadata(new TakesQuery("asOf"));

    /// <summary>A read of the view, with the instant that it is complete to.</summary>
    public static RouteHandlerBuilder Aggregates<TReply>(this RouteHandlerBuilder endpoint, string summary, params string[] query) =>
        (query.Contains("asOf") ? endpoint.Refuses(404) : endpoint).Reads<TReply>(summary, 422).WithMetadata(new TakesQuery(query));

    /// <summary>A read of the view that is no JSON.</summary>
    public static RouteHandlerBuilder Downloads(this RouteHandlerBuilder endpoint, string mediaType, string summary) => endpoint
        .WithSummary(summary)
        .WithMetadata(new TakesCoopAfter(), new NeededRole(NeededRole.Readers))
        .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), [mediaType]), new ProducesResponseTypeMetadata(304))
        .Refuses(Everywhere);

    /// <summary>A read of many rows as a file, in one of several formats; it has no entity tag, for it is made while it goes out.</summary>
    public static RouteHandlerBuilder Files(
        this RouteHandlerBuilder endpoint, string summary, IEnumerable<string> mediaTypes, params string[] query) => endpoint
        .WithSummary(summary)
        .WithMetadata(new TakesCoopAfter(Tagged: false), new NeededRole(NeededRole.Readers), new TakesQuery(query))
        .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), [.. mediaTypes]))
        .Refuses([.. Everywhere, 404, 422]);

    /// <summary>A read that goes on until somebody ends it, as server-sent events.</summary>
    public static RouteHandlerBuilder Streams<TData>(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .WithMetadata(new StaysOpen(), new NeededRole(NeededRole.Readers))
        .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(TData), ["text/event-stream"]))
        .Refuses(Everywhere)
        .DisableRateLimiting()
        .DisableHttpMetrics();

    /// <summary>What it answers when all is well.</summary>
    public static RouteHandlerBuilder Answers<TReply>(this RouteHandlerBuilder endpoint, int status) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(TReply), ["application/json"]));

    /// <summary>Problems that it answers besides those of every endpoint.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemReply), [ProblemDocument.MediaType]));
        return endpoint;
    }

    private static bool HasRequired(Type body) =>
        body.GetProperties().Any(member => member.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), false));
}

/// <summary>The endpoint needs If-Match.</summary>
internal sealed record TakesRevision;

/// <summary>The endpoint takes Coop-After and, where its answers have entity tags, If-None-Match.</summary>
internal sealed record TakesCoopAfter(bool Tagged = true);

/// <summary>The endpoint's reply goes on until somebody ends it; it takes Last-Event-ID.</summary>
internal sealed record StaysOpen;

/// <summary>Query parameters that the endpoint reads by itself; one that has to be there with an exclamation mark behind it.</summary>
internal sealed record TakesQuery(params string[] Names);

/// <summary>The kind of state that the endpoint's query parameter <c>state</c> takes.</summary>
internal sealed record TakesState(Type Type);

/// <summary>The endpoint's answer counts restricted books that the reader sees without naming each: all of them are read by it.</summary>
internal sealed record CountsRestricted;

/// <summary>The endpoint reads a body by itself.</summary>
/// <remarks>No note to routing, which would answer wrong content types before anybody is known.</remarks>
internal sealed record TakesBody(Type Type, bool Required);

/// <summary>The endpoint reads a file.</summary>
internal sealed record TakesFile(params string[] MediaTypes);
