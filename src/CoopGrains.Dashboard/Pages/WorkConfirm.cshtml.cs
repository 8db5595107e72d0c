using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Confirms many entries at once: they are chosen in a table, and each has a result of its own.</summary>
[TakesForms]
public sealed class WorkConfirmPage : FormPage
{
    /// <summary>The field with the entries that are chosen.</summary>
    public const string Chosen = "entry";

    private const int AtOnce = 200;

    /// <summary>Entries that wait for the reader, oldest first.</summary>
    public IReadOnlyList<WorkItem> Waiting { get; private set; } = [];

    /// <summary>What became of those that were sent; empty before.</summary>
    public IReadOnlyList<Confirmed> Results { get; private set; } = [];

    /// <summary>What an entry is called in the form.</summary>
    public static string Named(WorkItem item) => $"{item.Book}/{item.Entry}";

    /// <summary>Where the commitment of a result is read about.</summary>
    public string Called(BookKey book, string entry) => Reading.Entry(book, entry, Actor) is { } found
        ? $"{Words.Filled("entry", found.Number)}{(found.Amount is { } amount ? ": " + Words.Amount(amount) : "")}" : entry;

    /// <summary>Shows what waits.</summary>
    public Task OnGetAsync() => LoadAsync();

    /// <summary>Confirms what was chosen.</summary>
    public async Task OnPostAsync()
    {
        var form = await SentAsync();
        var items = new JsonArray();
        foreach (var named in form.Values(Chosen))
            if (named.LastIndexOf('/') is > 0 and var at)
                items.Add(new JsonObject { ["book"] = named[..at], ["entry"] = named[(at + 1)..] });
        if (items.Count == 0)
        {
            form.Refuse(null, new("", "", Words["confirmMany.none"]));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        else
        {
            var command = new PageCommand("/v1/confirmations", new Dictionary<string, string>(), new() { ["items"] = items }, form.Operation, Words.Language);
            var answer = await Commands.AskAsync(HttpContext, command);
            if (answer.IsAccepted)
                Results = answer.Body.GetProperty("items").Deserialize<List<Confirmed>>(Json)!;
            else
                form.Refuse(answer.Body);
            Response.StatusCode = answer.Status;
        }
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        Title = Words["confirmMany.title"];
        var asked = Request.Method == HttpMethods.Get ? Request.Query["cursor"].ToString() : "";
        var query = QueryString.Create("limit", $"{AtOnce}");
        var list = await Commands.ReadAsync(
            HttpContext, "/v1/worklist", new Dictionary<string, string>(), asked.Length > 0 ? query.Add("cursor", asked) : query);
        // What was just confirmed may still stand in the list: it is read behind the books.
        var done = Results.Where(result => result.Status == StatusCodes.Status200OK).Select(result => (result.Book, result.Entry)).ToHashSet();
        Waiting = [.. list.GetProperty("items").Deserialize<List<WorkItem>>(Json)!
            .Where(item => item is { Kind: WorkKind.Confirm or WorkKind.ConfirmCorrection or WorkKind.ConfirmReversal or WorkKind.ConfirmOnBehalf, Entry: not null }
                && !done.Contains((item.Book, item.Entry!)))];
        Next = list.GetProperty("next").GetString();
    }

    /// <summary>Leads to what follows; null at the end.</summary>
    public string? Next { get; private set; }
}

/// <summary>What became of an entry that was to be confirmed.</summary>
/// <param name="Book">The book.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Status">200 when it is confirmed.</param>
/// <param name="Detail">Why it is not.</param>
public sealed record Confirmed(BookKey Book, string Entry, int Status, string? Detail);
