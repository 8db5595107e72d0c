using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>How far an import has come, and what is wrong with its rows, cell by cell; from a trial the rows are taken in.</summary>
[TakesForms]
public sealed class ImportPage : FormPage
{
    private const int Shown = 200;
    private const string Seconds = "3";

    private string _import = "";

    /// <summary>The import.</summary>
    public ImportTold Told { get; private set; } = null!;

    /// <summary>Cells that are wrong, of the rows shown.</summary>
    public IReadOnlyList<(RowTold Row, CellTold Cell)> Problems { get; private set; } = [];

    /// <summary>Leads to further rows; null at the end.</summary>
    public string? Next { get; private set; }

    /// <summary>True when there is something to take in.</summary>
    public bool Runs => Told is { DryRun: true, Finished: true, BrokenBy: null } && Told.Taken + Told.Corrected > 0;

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(string import)
    {
        _import = import;
        return LoadAsync();
    }

    /// <summary>Takes the rows in.</summary>
    public async Task<IActionResult> OnPostAsync(string import)
    {
        _import = import;
        await LoadAsync();
        var form = await SentAsync();
        var answer = await Commands.ImportAsync(HttpContext, new(form.Operation, Words.Language, Told.Strategy == "correct", null, import));
        if (answer.IsAccepted)
            return SeeOther("/my-work/imports/" + answer.Body.GetProperty("id").GetString());
        form.Refuse(answer.Body);
        Response.StatusCode = answer.Status;
        return Page();
    }

    private async Task LoadAsync()
    {
        Title = Words["import.title"];
        Dictionary<string, string> place = new() { ["import"] = _import };
        var language = QueryString.Create("lang", Words.Language);
        Told = (await Commands.ReadAsync(HttpContext, "/v1/imports/{import}", place, language)).Deserialize<ImportTold>(Json)!;
        var rows = language.Add("limit", $"{Shown}");
        if (HttpMethods.IsGet(Request.Method) && Request.Query["cursor"] is [{ Length: > 0 } cursor])
            rows = rows.Add("cursor", cursor);
        var page = await Commands.ReadAsync(HttpContext, "/v1/imports/{import}/rows", place, rows);
        Problems = [.. page.GetProperty("items").Deserialize<List<RowTold>>(Json)!.SelectMany(row => row.Problems ?? [], (row, cell) => (row, cell))];
        Next = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        // A page without scripts asks again by itself, until all is done.
        if (!Told.Finished)
            Response.Headers["Refresh"] = Seconds;
    }
}

/// <summary>How far an import has come.</summary>
public sealed record ImportTold(
    string Id, bool DryRun, string Strategy, bool Finished, string? BrokenBy, int Total, int Done, int Taken, int Unchanged, int Corrected,
    int PassedOver, int Refused);

/// <summary>A row of an import.</summary>
public sealed record RowTold(int Row, string Result, string? Book, string? Entry, IReadOnlyList<CellTold>? Problems);

/// <summary>What is wrong with a cell.</summary>
public sealed record CellTold(string? Header, string? Cell, string? Value, string Title, string Detail);
