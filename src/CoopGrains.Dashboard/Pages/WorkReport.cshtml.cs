using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Reports fulfilment of a commitment.</summary>
[TakesForms]
public sealed class WorkReportPage : FormPage
{
    private const string Report = "report";

    private string _books = "", _book = "", _commitment = "";

    /// <summary>The commitment with its figures.</summary>
    public CommitmentView View { get; private set; } = null!;

    /// <summary>True when the reader has the role; the API decides.</summary>
    public bool Reports => Actor.Roles.HasFlag(Roles.Recorder);

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string books, string book, string commitment)
    {
        (_books, _book, _commitment) = (books, book, commitment);
        Resume();
        return await ShowAsync();
    }

    /// <summary>Reports.</summary>
    public async Task<IActionResult> OnPostAsync(string books, string book, string commitment)
    {
        (_books, _book, _commitment) = (books, book, commitment);
        if (BookOf(books, book) is null)
            return NotFound();
        var form = await SentAsync();
        await LoadAsync();
        return form.Name == Report
            ? await AskAsync(form, $"/v1/{_books}/{{id}}/commitments/{{commitment}}/entries", Values, ReportForm.Command(form, View.Commitment, Commands, Words),
                ShowAsync, _commitment, ReportForm.Fields)
            : await ShowAsync();
    }

    /// <summary>The period that the work list asks about.</summary>
    public (string Field, string Value)[] AsAsked()
    {
        var ends = Request.Query["period"].ToString().Split('/');
        return PartialDate.TryParse(ends[0], out var from) && PartialDate.TryParse(ends[^1], out var to)
            ? [(ReportForm.From, Words.Typed(from)), (ReportForm.To, Words.Typed(to))]
            : [];
    }

    private Dictionary<string, string> Values => new() { ["id"] = _book, ["commitment"] = _commitment };

    private async Task<IActionResult> ShowAsync()
    {
        if (BookOf(_books, _book) is not { } book)
            return NotFound();
        Seen = (await Site.OpenAsync(HttpContext, book.Kind, book.Id)).Version;
        await LoadAsync();
        Title = Words["work.report.title"] + " · " + View.Commitment.Title.Resolve(Words.Language).Text;
        return Page();
    }

    private async Task LoadAsync() => View = (await Commands.ReadAsync(HttpContext, $"/v1/{_books}/{{id}}/commitments/{{commitment}}", Values))
        .Deserialize<CommitmentView>(Json)!;
}
