using System.Globalization;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Work;

/// <summary>A page where several things can be done, each with a form of its own.</summary>
public abstract class ActPage : FormPage
{
    /// <summary>What stands behind the name of a field for the file of its document.</summary>
    public const string OfFile = ".file";

    /// <summary>The largest request with a document: one of 10 MiB, and what is typed beside it.</summary>
    protected const int Largest = 11 * 1024 * 1024;

    private const string Revision = "revision";

    /// <summary>What can be done.</summary>
    public IReadOnlyList<Act> Acts { get; protected set; } = [];

    /// <summary>The entry, commitment or case whose changes explain a refusal; empty for the book as a whole.</summary>
    protected virtual string About => "";

    /// <summary>Finds what the address names; false where there can be no such thing.</summary>
    protected abstract bool Finds();

    /// <summary>Reads what the page is about, and says what can be done.</summary>
    protected abstract Task LoadAsync();

    /// <summary>The endpoint of an act, and what stands in the places of its route.</summary>
    protected abstract (string Route, Dictionary<string, string> Values) EndpointOf(Act act);

    /// <summary>The form of an act: as it was sent, or as it begins.</summary>
    public Form FormOf(Act act) => FormOf(act.Name, [.. ActBody.Begin(act.Fields, act.From, Words)]);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Resume();
        return Finds() ? await ShowAsync() : NotFound();
    }

    /// <summary>Does what a form says.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Finds())
            return NotFound();
        var form = await SentAsync();
        await LoadAsync();
        if (form[Form.MoreField].Length > 0 || Acts.FirstOrDefault(act => act.Name == form.Name) is not { } chosen)
            return await ShowAsync();
        await KeepFilesAsync(form, chosen);
        var said = new ActBody(form, Commands, Words);
        var body = said.Of(chosen.Fields);
        var (route, values) = EndpointOf(chosen);
        foreach (var place in chosen.Fields.Where(field => field.IsPlace && body.ContainsKey(field.Name)))
        {
            values[place.Name] = body[place.Name]!.ToString();
            body.Remove(place.Name);
        }
        foreach (var (name, value) in chosen.Says)
            body[name] = value.DeepClone();
        var command = new PageCommand(route, values, body, form.Operation, Words.Language)
        {
            IsPut = chosen.IsPut,
            Revision = chosen.Revision is null ? null
                : int.TryParse(form[Revision], CultureInfo.InvariantCulture, out var seen) ? seen : chosen.Revision,
        };
        return await AskAsync(form, command, chosen.Do, ShowAsync, About, said.Fields);
    }

    /// <summary>Shows the page as it is now.</summary>
    protected virtual async Task<IActionResult> ShowAsync()
    {
        await LoadAsync();
        return Page();
    }

    private async Task KeepFilesAsync(Form form, Act act)
    {
        foreach (var field in act.Fields.Where(field => field.Typed == Typed.Document))
        {
            if (Request.Form.Files[field.Name + OfFile] is not { Length: > 0 } file)
                continue;
            var answer = await Commands.KeepAsync(HttpContext, file, form.Operation + field.Name, Words.Language);
            if (answer.IsAccepted)
                form.Take(field.Name, answer.Body.GetProperty("document").GetProperty("hash").GetString()!);
            else
                form.Refuse(answer.Body, ("", field.Name));
        }
    }
}

/// <summary>A page where several things can be done about one thing of a book.</summary>
public abstract class BookActPage : ActPage
{
    /// <summary>The kind of book, as addresses name it.</summary>
    protected string Books { get; private set; } = "";

    /// <summary>The book.</summary>
    public BookKey Book { get; private set; }

    /// <summary>The place of the address that names what of the book the page is about; empty for the book as a whole.</summary>
    protected virtual string Part => "";

    /// <summary>What stands there.</summary>
    protected string One => Addressed(Part) ?? "";

    /// <summary>True for a book that has what the page is about.</summary>
    protected virtual bool IsIn(BookKey book) => true;

    /// <inheritdoc/>
    protected override bool Finds()
    {
        // What only instruments have says so in its address.
        Books = Addressed("books") ?? "agreements";
        if (BookOf(Books, Addressed("book") ?? "") is not { } key || !IsIn(key))
            return false;
        Book = key;
        return true;
    }

    /// <inheritdoc/>
    protected override (string Route, Dictionary<string, string> Values) EndpointOf(Act act) =>
        act.Route.StartsWith("/v1/", StringComparison.Ordinal) ? (act.Route, new(act.In)) : ($"/v1/{Books}/{{id}}{act.Route}", With(act.In));

    /// <summary>What stands in the places of a route.</summary>
    protected Dictionary<string, string> With(IEnumerable<KeyValuePair<string, string>>? more = null) =>
        new((more ?? []).Append(new("id", Book.Id)));

    /// <inheritdoc/>
    protected override async Task<IActionResult> ShowAsync()
    {
        Seen = (await Site.OpenAsync(HttpContext, Book.Kind, Book.Id)).Version;
        return await base.ShowAsync();
    }

    /// <summary>What stands in a place of the address; null when it has none.</summary>
    protected string? Addressed(string place) => RouteData.Values[place] as string;
}
