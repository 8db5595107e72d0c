using System.Globalization;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Work;

/// <summary>A page where several things can be done about one thing of a book, each with a form of its own.</summary>
public abstract class ActPage : FormPage
{
    private const string Revision = "revision";

    /// <summary>The kind of book, as addresses name it.</summary>
    protected string Books { get; private set; } = "";

    /// <summary>The book.</summary>
    public BookKey Book { get; private set; }

    /// <summary>What can be done.</summary>
    public IReadOnlyList<Act> Acts { get; protected set; } = [];

    /// <summary>The place of the address that names what of the book the page is about; empty for the book as a whole.</summary>
    protected virtual string Part => "";

    /// <summary>What stands there.</summary>
    protected string One => Addressed(Part) ?? "";

    /// <summary>The entry, commitment or case whose changes explain a refusal; empty for the book as a whole.</summary>
    protected virtual string About => "";

    /// <summary>True for a book that has what the page is about.</summary>
    protected virtual bool IsIn(BookKey book) => true;

    /// <summary>Reads what the page is about, and says what can be done.</summary>
    protected abstract Task LoadAsync();

    /// <summary>The form of an act: as it was sent, or as it begins.</summary>
    public Form FormOf(Act act) => FormOf(act.Name, [.. act.Fields.Select(field => (field.Name, field.Begins))]);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Resume();
        return Asked() is { } key ? await ShowAsync(key) : NotFound();
    }

    /// <summary>Does what a form says.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Asked() is not { } key)
            return NotFound();
        Book = key;
        var form = await SentAsync();
        await LoadAsync();
        if (Acts.FirstOrDefault(act => act.Name == form.Name) is not { } chosen)
            return await ShowAsync(key);
        var body = new JsonObject();
        foreach (var (name, value) in chosen.Says)
            body[name] = value.DeepClone();
        foreach (var field in chosen.Fields)
            if (ActBody.Of(form, field, Commands, Words) is { } value)
                body[field.Name] = value;
        var command = new PageCommand($"/v1/{Books}/{{id}}{chosen.Route}", With(chosen.In), body, form.Operation, Words.Language)
        {
            IsPut = chosen.IsPut,
            Revision = chosen.Revision is null ? null : int.TryParse(form[Revision], CultureInfo.InvariantCulture, out var seen) ? seen : chosen.Revision,
        };
        return await AskAsync(form, command, chosen.Do, () => ShowAsync(key), About, [.. chosen.Fields.Select(field => ("/" + field.Name, field.Name))]);
    }

    /// <summary>What stands in the places of a route.</summary>
    protected Dictionary<string, string> With(IEnumerable<KeyValuePair<string, string>>? more = null) =>
        new((more ?? []).Append(new("id", Book.Id)));

    // What only instruments have says so in its address.
    private BookKey? Asked()
    {
        Books = Addressed("books") ?? "agreements";
        return BookOf(Books, Addressed("book") ?? "") is { } key && IsIn(key) ? key : null;
    }

    private string? Addressed(string place) => RouteData.Values[place] as string;

    private async Task<IActionResult> ShowAsync(BookKey key)
    {
        Book = key;
        Seen = (await Site.OpenAsync(HttpContext, key.Kind, key.Id)).Version;
        await LoadAsync();
        return Page();
    }
}
