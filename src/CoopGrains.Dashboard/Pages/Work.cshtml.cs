using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What waits for the reader's agency, by what is to be done.</summary>
public sealed class WorkPage : FormPage
{
    private const int Shown = 50;

    /// <summary>How many items there are on all pages.</summary>
    public int Total { get; private set; }

    /// <summary>Those of this page, by kind; the kind with the oldest first.</summary>
    public IReadOnlyList<IGrouping<WorkKind, WorkItem>> Groups { get; private set; } = [];

    /// <summary>True when several entries wait to be confirmed, which can be done at once.</summary>
    public bool MayConfirm => Actor.Roles.HasFlag(Roles.Confirmer) && Groups.Any(group => group.Key == WorkKind.Confirm && group.Count() > 1);

    /// <summary>True when the reader keeps the register of a province, and may begin agreements and programs.</summary>
    public bool Coordinates => Actor.Roles.HasFlag(Roles.Coordinator);

    /// <summary>Leads to the next page; null at the end.</summary>
    public string? Next { get; private set; }

    /// <summary>True when another agency has reported the same as was just reported.</summary>
    public bool Resembles { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        Title = Words["nav.work"];
        var query = QueryString.Create("limit", $"{Shown}");
        if (Request.Query["cursor"] is [{ Length: > 0 } cursor])
            query = query.Add("cursor", cursor);
        var list = await Commands.ReadAsync(HttpContext, "/v1/worklist", new Dictionary<string, string>(), query);
        Total = list.GetProperty("total").GetInt32();
        Groups = [.. list.GetProperty("items").Deserialize<List<WorkItem>>(Json)!.GroupBy(item => item.Kind)];
        Next = list.GetProperty("next").GetString();
        Resembles = Request.Query["warning"] == "possibleDuplicate";
    }

    /// <summary>What of a book an item is about, where the book does not say it; null where its kind or its amount does.</summary>
    public LocalizedText? PartOf(WorkItem item) => item switch
    {
        { Kind: WorkKind.SettleConflict, Item: { } conflict } => Reading.Conflict(item.Book, conflict[(conflict.IndexOf('/', StringComparison.Ordinal) + 1)..], Actor)?.Conflict.Title,
        { Entry: null, Case: null, Commitment: { } commitment } => Reading.Ledgers(new() { Book = item.Book }, Actor).FirstOrDefault()?.Commitment(commitment)?.Title,
        _ => null,
    };
}
