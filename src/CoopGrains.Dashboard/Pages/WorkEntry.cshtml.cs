using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>An entry, and what the reader can do about it: confirm, dispute, send back; correct, withdraw.</summary>
[TakesForms]
public sealed class WorkEntryPage : FormPage
{
    private const string Dispute = "dispute";

    private string _books = "", _book = "", _entry = "";

    /// <summary>The book.</summary>
    public BookKey Book { get; private set; }

    /// <summary>The entry, as the book has it.</summary>
    public EntryView Entry { get; private set; } = null!;

    /// <summary>What it was reported under.</summary>
    public Commitment Commitment { get; private set; } = null!;

    /// <summary>What exactly was counted; null when nobody said.</summary>
    public string? Meaning { get; private set; }

    /// <summary>Why it was disputed, or what is to be mended; null when it was neither.</summary>
    public string? Objection { get; private set; }

    /// <summary>References to evidence.</summary>
    public ValueList<string> Evidence { get; private set; }

    /// <summary>True when the reader's province or national body may be asked: it is of the other side, and has the role.</summary>
    public bool Answers => Entry.Status == EntryStatus.Reported && Actor.Roles.HasFlag(Roles.Confirmer) && Entry.By.Side != Actor.Side;

    /// <summary>True when it waits for a correction, which whoever records may report.</summary>
    public bool Corrects => Entry.Status is EntryStatus.Disputed or EntryStatus.SentBack && Actor.Roles.HasFlag(Roles.Recorder);

    /// <summary>True when it is the reader's own agency's and can still be taken back.</summary>
    public bool Withdraws => Entry.Status is EntryStatus.Reported or EntryStatus.Disputed or EntryStatus.SentBack
        && Actor.Roles.HasFlag(Roles.Recorder) && Entry.By.Agency == Actor.Agency;

    /// <summary>The entry that it resembles, or is asked to be marked a duplicate of; null when there is none.</summary>
    public string? Twin => Entry.Links?.Asked?.Of ?? Entry.Links?.Resembles;

    /// <summary>True when the reader works where it is to be settled whether it says the same as another.</summary>
    public bool Compares => Twin is not null && (Actor.Roles & (Roles.Recorder | Roles.Confirmer | Roles.Coordinator)) != Roles.None;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string books, string book, string entry)
    {
        (_books, _book, _entry) = (books, book, entry);
        Resume();
        return await ShowAsync();
    }

    /// <summary>Does what a form says.</summary>
    public async Task<IActionResult> OnPostAsync(string books, string book, string entry)
    {
        (_books, _book, _entry) = (books, book, entry);
        if (BookOf(books, book) is null)
            return NotFound();
        var form = await SentAsync();
        return form.Name switch
        {
            "confirm" => await AnswerAsync(form, "confirmation", []),
            Dispute => await DisputeAsync(form),
            "sendBack" => await AnswerAsync(form, "sendBack", new() { ["note"] = form["note"] }, ("/note", "note")),
            "withdraw" => await AnswerAsync(form, "withdrawal", new() { ["reason"] = form["reason"] }, ("/reason", "reason")),
            "markDistinct" => await AnswerAsync(form, "distinct", new() { ["reason"] = form["reason"] }, ("/reason", "reason")),
            "markDuplicate" => await AnswerAsync(form, "duplicates", new() { ["of"] = form["of"], ["reason"] = form["reason"] }, ("/reason", "reason")),
            "correct" => await CorrectAsync(form),
            _ => await ShowAsync(),
        };
    }

    /// <summary>What a correction begins with: the entry as it was reported.</summary>
    public (string Field, string Value)[] AsReported() =>
    [
        (ReportForm.Amount, Entry.Amount is { } amount ? Words.Typed(amount) : ""),
        (ReportForm.From, Words.Typed(Entry.Occurred.From)),
        (ReportForm.To, Entry.Occurred.To is { } to ? Words.Typed(to) : ""),
        (ReportForm.Meaning, Meaning ?? ""),
        (ReportForm.Evidence, string.Join('\n', Evidence)),
        (ReportForm.For, string.Join(Form.Between, Entry.Beneficiaries)),
    ];

    private async Task<IActionResult> DisputeAsync(Form form)
    {
        await LoadAsync();
        var body = new JsonObject { ["reason"] = form["reason"] };
        if (form.Amount("own", Commitment.Unit, Commands, Words) is { } own)
            body["ownFigure"] = ReportForm.Json(own);
        return await AnswerAsync(form, Dispute, body, ("/ownFigure", "own"), ("/reason", "reason"));
    }

    private async Task<IActionResult> CorrectAsync(Form form)
    {
        await LoadAsync();
        return await AnswerAsync(form, "correction", ReportForm.Command(form, Commitment, Commands, Words), ReportForm.Fields);
    }

    private Task<IActionResult> AnswerAsync(Form form, string answer, JsonObject body, params (string Pointer, string Field)[] fields) => AskAsync(
        form, $"/v1/{_books}/{{id}}/entries/{{entry}}/{answer}", new() { ["id"] = _book, ["entry"] = _entry }, body, ShowAsync, _entry, fields);

    private async Task<IActionResult> ShowAsync()
    {
        if (BookOf(_books, _book) is not { } book)
            return NotFound();
        Seen = (await Site.OpenAsync(HttpContext, book.Kind, book.Id)).Version;
        Book = book;
        await LoadAsync();
        Title = Words.Of(Entry.Status) + " · " + Commitment.Title.Resolve(Words.Language).Text;
        return Page();
    }

    private async Task LoadAsync()
    {
        var entry = await Commands.ReadAsync(
            HttpContext, $"/v1/{_books}/{{id}}/entries/{{entry}}", new Dictionary<string, string> { ["id"] = _book, ["entry"] = _entry });
        Entry = entry.Deserialize<EntryView>(Json)!;
        Meaning = Text(entry, "meaning");
        Objection = Text(entry, "sendBackNote") ?? Text(entry, "disputeReason");
        Evidence = entry.TryGetProperty("evidence", out var evidence) ? evidence.Deserialize<ValueList<string>>(Json) : default;
        Commitment = (await Commands.ReadAsync(HttpContext, $"/v1/{_books}/{{id}}/commitments/{{commitment}}",
            new Dictionary<string, string> { ["id"] = _book, ["commitment"] = Entry.Commitment }))
            .GetProperty("commitment").Deserialize<Commitment>(Json)!;
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var text) ? text.GetString() : null;
}
