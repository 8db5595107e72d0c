using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Work;

/// <summary>Asks what the API answers, in the name of whoever reads the page: the same endpoints, and so the same rules, rights and records.</summary>
public interface IPageCommands
{
    /// <summary>A read; what ends it ends the request for the page as well.</summary>
    /// <param name="http">The request for the page.</param>
    /// <param name="route">The route of an endpoint, such as <c>/v1/programs/{id}/entries/{entry}</c>.</param>
    /// <param name="values">What stands in the places of the route.</param>
    /// <param name="query">The query, or nothing.</param>
    Task<JsonElement> ReadAsync(HttpContext http, string route, IReadOnlyDictionary<string, string> values, QueryString query = default);

    /// <summary>A command, carried out once however often it is sent with its operation.</summary>
    Task<PageAnswer> AskAsync(HttpContext http, PageCommand command);

    /// <summary>Keeps a document under the hash of its content, which is its id; the same one again is kept once.</summary>
    Task<PageAnswer> KeepAsync(HttpContext http, IFormFile file, string operation, string language);

    /// <summary>Tries a file of entries, or reports the rows of one that was tried.</summary>
    Task<PageAnswer> ImportAsync(HttpContext http, PageImport import);

    /// <summary>The operation that a form of this page stands for: the same to this reader until one of the page is known to be done.</summary>
    string OperationOf(HttpContext http, string form);

    /// <summary>A refusal in words.</summary>
    PageError Say(string language, string pointer, Outcome.Refused refusal);

    /// <summary>What was typed into a form of this page before the session ended, once; null when nothing waits for this reader here.</summary>
    IReadOnlyDictionary<string, string>? Draft(HttpContext http);
}

/// <summary>A command to the API.</summary>
/// <param name="Route">The route of an endpoint that takes POST, or PUT.</param>
/// <param name="Values">What stands in the places of the route.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Operation">The id of the operation, as made by <see cref="IPageCommands.OperationOf"/>.</param>
/// <param name="Language">The language of a refusal.</param>
public sealed record PageCommand(
    string Route, IReadOnlyDictionary<string, string> Values, JsonObject Body, string Operation, string Language)
{
    /// <summary>True when it is sent by PUT.</summary>
    public bool IsPut { get; init; }

    /// <summary>The revision that it changes; null when it names none.</summary>
    public int? Revision { get; init; }
}

/// <summary>A file of entries to be tried, or one that was tried to be taken in.</summary>
/// <param name="Operation">The id of the operation.</param>
/// <param name="Language">The language of what is said of it, and of its numbers and dates where it does not say itself.</param>
/// <param name="IsCorrecting">True when a row that reads otherwise than the entry that it names corrects that.</param>
/// <param name="File">The file to be tried; null when it was.</param>
/// <param name="Tried">The id of the import that tried it; null when it was not.</param>
public sealed record PageImport(string Operation, string Language, bool IsCorrecting, IFormFile? File, string? Tried);

/// <summary>What the API answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The reply, or the problem.</param>
/// <param name="Version">The version that the command led to; null when it was refused.</param>
public sealed record PageAnswer(int Status, JsonElement Body, string? Version)
{
    /// <summary>True when the command took effect, now or when it was sent before.</summary>
    public bool IsAccepted => Status is 200 or 201 or 202;
}

/// <summary>Something wrong with what was typed.</summary>
/// <param name="Pointer">Where, as a JSON pointer into the body; empty when it is about the whole.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Text">What, in words.</param>
public sealed record PageError(string Pointer, string Code, string Text);
