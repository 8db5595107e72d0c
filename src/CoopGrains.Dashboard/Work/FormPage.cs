using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace CoopGrains.Dashboard.Work;

/// <summary>A page with forms. What a form asks, the API is asked; when it refuses, the form is shown again with what was typed.</summary>
public abstract class FormPage : ReadingPage
{
    /// <summary>
    /// Where its forms are sent: not quite where they stand, for browsers put the failure to reach an address in the place of the page at
    /// that address, so that whoever goes back would not come to what was typed.
    /// </summary>
    public const string SentTo = "?send";

    // What was read may be behind what was just written.
    private const string Behind = "after";

    private Form? _sent;

    /// <summary>The kinds of book, as addresses name them.</summary>
    private static readonly Dictionary<string, BookKind> Kinds = new()
    {
        ["provinces"] = BookKind.Province,
        ["agreements"] = BookKind.Agreement,
        ["programs"] = BookKind.Program,
    };

    /// <summary>How replies of the API are read.</summary>
    protected static JsonSerializerOptions Json { get; } = JsonSerializerOptions.Web;

    /// <inheritdoc/>
    public override string Section => "work";

    /// <summary>Asks the API.</summary>
    protected IPageCommands Commands { get; private set; } = null!;

    /// <summary>True when what stands in a form was typed before the session ended.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Up to where the book's history is known.</summary>
    public long Seen { get; protected set; }

    /// <summary>What happened since the form was shown, where that is why it was refused.</summary>
    public IReadOnlyList<Happened> Meanwhile { get; private set; } = [];

    /// <summary>What was just done, in words; null when nothing was.</summary>
    public string? Done => Request.Query["done"].ToString() is not { Length: > 0 } done ? null
        : PageTexts.Has("done." + done) ? Words["done." + done]
        : PageTexts.Has("do." + done) ? Words.Filled("work.recorded", Words["do." + done]) : null;

    /// <summary>The form that was sent, if it is this one, or an empty one.</summary>
    /// <param name="name">Which form of the page.</param>
    /// <param name="prefilled">What an empty one begins with.</param>
    public Form FormOf(string name, params ReadOnlySpan<(string Field, string Value)> prefilled)
    {
        if (_sent?.Name == name)
            return _sent;
        return NewForm(name, prefilled);
    }

    /// <summary>An empty form.</summary>
    /// <param name="name">Which form of the page.</param>
    /// <param name="prefilled">What it begins with.</param>
    public Form NewForm(string name, params ReadOnlySpan<(string Field, string Value)> prefilled)
    {
        var values = new Dictionary<string, string>();
        foreach (var (field, value) in prefilled)
            values[field] = value;
        return new(name, Commands.OperationOf(HttpContext, name), values, Actor);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Commands = HttpContext.RequestServices.GetRequiredService<IPageCommands>();
        if (Request.Query[Behind] is [{ Length: > 0 } version])
            Request.Headers["Coop-After"] = version;
        return base.PrepareAsync();
    }

    /// <summary>Takes what was typed before the session ended.</summary>
    protected void Resume()
    {
        if (Commands.Draft(HttpContext) is not { } draft)
            return;
        (_sent, IsResumed) = (
            new(draft.GetValueOrDefault(Form.NameField, ""), draft.GetValueOrDefault(Form.OperationField, ""), draft, Actor), true);
    }

    /// <summary>What was sent.</summary>
    /// <exception cref="BadHttpRequestException">415: it is no form.</exception>
    protected async Task<Form> SentAsync() => Request.HasFormContentType
        ? _sent = Form.Sent(await Request.ReadFormAsync(HttpContext.RequestAborted), Actor)
        : throw new BadHttpRequestException("This is no form.", StatusCodes.Status415UnsupportedMediaType);

    /// <summary>Where more can be done in the book that was changed or begun.</summary>
    protected static string ToMore(PageAnswer answer) =>
        answer.Version is { } version && BookKey.TryParse(version.Split('@')[0], out var book) ? WorkLinks.ToDo(book) : "/my-work";

    /// <summary>A book that an address names.</summary>
    internal static BookKey? BookOf(string books, string id) =>
        Kinds.TryGetValue(books, out var kind) && BookKey.IsId(id) ? BookKey.Of(kind, id) : null;

    /// <summary>Asks for what the form says; goes on to the work list, or shows the form again.</summary>
    /// <param name="form">The form.</param>
    /// <param name="route">The endpoint behind the book.</param>
    /// <param name="values">What stands in the places of the route.</param>
    /// <param name="body">The command.</param>
    /// <param name="show">Reads the page anew.</param>
    /// <param name="about">The entry or commitment whose changes explain a refusal.</param>
    /// <param name="fields">The fields, by the beginning of their pointers.</param>
    protected Task<IActionResult> AskAsync(
        Form form, string route, Dictionary<string, string> values, JsonObject body, Func<Task<IActionResult>> show, string about,
        params (string Pointer, string Field)[] fields) =>
        AskAsync(form, new(route, values, body, form.Operation, Words.Language), form.Name, show, about, fields);

    /// <summary>Asks for what the form says; goes on to the work list, or shows the form again.</summary>
    /// <param name="form">The form.</param>
    /// <param name="command">What it says.</param>
    /// <param name="done">What the work list says was done.</param>
    /// <param name="show">Reads the page anew.</param>
    /// <param name="about">The entry, commitment or case whose changes explain a refusal; empty for the book as a whole.</param>
    /// <param name="fields">The fields, by the beginning of their pointers.</param>
    protected async Task<IActionResult> AskAsync(
        Form form, PageCommand command, string done, Func<Task<IActionResult>> show, string about, (string Pointer, string Field)[] fields)
    {
        var status = StatusCodes.Status422UnprocessableEntity;
        if (!form.HasErrors)
        {
            var answer = await Commands.AskAsync(HttpContext, command);
            if (answer.IsAccepted)
                return Accepted(done, answer);
            Refused(form, answer, fields);
            status = answer.Status;
        }
        var shown = await show();
        if (status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed or StatusCodes.Status423Locked)
            await ExplainAsync(form, command, about);
        Response.StatusCode = status;
        return shown;
    }

    // What was sent before went through, though whoever sent it may not have heard: they are told, and may send this as well.
    private void Refused(Form form, PageAnswer answer, (string Pointer, string Field)[] fields)
    {
        if (answer.Body.GetProperty("code").GetString() != RefusalCodes.OperationIdReused)
        {
            form.Refuse(answer.Body, fields);
            return;
        }
        form.Begin(Commands.OperationOf(HttpContext, form.Name), new("", RefusalCodes.OperationIdReused, Words["form.reused"]));
    }

    // A second post of the same form is answered alike.
    private EmptyResult Accepted(string done, PageAnswer answer)
    {
        var query = QueryString.Create("done", done);
        if (answer.Version is { } version)
            query = query.Add(Behind, version);
        if (answer.Body.TryGetProperty("warnings", out var warnings) && warnings.GetArrayLength() > 0)
            query = query.Add("warning", warnings[0].GetProperty("code").GetString()!);
        return SeeOther(After(answer) + query);
    }

    /// <summary>Where something that was done leads to.</summary>
    protected virtual string After(PageAnswer answer) => "/my-work";

    /// <summary>Leads to another page, which is read whatever was sent here.</summary>
    protected EmptyResult SeeOther(string path)
    {
        (Response.StatusCode, Response.Headers.Location) = (StatusCodes.Status303SeeOther, path);
        return new();
    }

    private async Task ExplainAsync(Form form, PageCommand command, string about)
    {
        if (!long.TryParse(form[Form.SeenField], out var seen) || seen < 0 || !command.Values.TryGetValue("id", out var id))
            return;
        var history = await Commands.ReadAsync(HttpContext, string.Join('/', command.Route.Split('/').Take(4)) + "/history",
            new Dictionary<string, string> { ["id"] = id }, QueryString.Create("from", $"{seen + 1}"));
        Meanwhile = [.. history.GetProperty("items").EnumerateArray()
            .Where(item => about.Length == 0 || item.TryGetProperty("content", out var content) && content.ToString().Contains($"\"{about}\"", StringComparison.Ordinal))
            .Select(item => item.Deserialize<Happened>(Json)!)];
    }
}

/// <summary>Something that happened in a book.</summary>
/// <param name="Event">The event's stored name.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="User">Who acted.</param>
/// <param name="Agency">For which agency.</param>
public sealed record Happened(string Event, DateTimeOffset RecordedAt, string User, string Agency);
