using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Site;
using CoopGrains.Network;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Every entry that the reader sees as a file: of which kind, in which language, of whom and when.</summary>
public sealed class ExportPage : ListPage
{
    /// <summary>The kinds of file.</summary>
    public static readonly IReadOnlyList<string> Formats = ["csv", "xlsx", "json"];

    /// <inheritdoc/>
    public override string Section => "work";

    /// <summary>True when the dates cannot be read.</summary>
    public bool IsPeriodWrong { get; private set; }

    /// <summary>Shows the choice, or leads to the file that was chosen.</summary>
    public IActionResult OnGet()
    {
        Title = Words["export.title"];
        if (Asked("format") is not { } format || !Formats.Contains(format))
            return Page();
        var (from, to) = (DateOf("from"), DateOf("to"));
        IsPeriodWrong = (Asked("from") is not null && from is null) || (Asked("to") is not null && to is null)
            || (from ?? to) is { } first && (to ?? from) is { } last && first.First > last.Last;
        if (IsPeriodWrong)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var query = QueryString.Create("format", format).Add("lang", PageLanguage.IsOne(Asked("in")) ? Asked("in")! : Words.Language);
        foreach (var name in (string[])["province", "partner"])
            if (Asked(name) is { } party && Parties.ContainsKey(party))
                query = query.Add(name, party);
        if ((from ?? to) is { } begins && (to ?? from) is { } ends)
            query = query.Add("period", $"{begins}..{ends}");
        return LocalRedirect("/v1/exports" + query);
    }

    private PartialDate? DateOf(string name) => Asked(name) is { } text ? WrittenCells.Date(text, null, Words.Language).Date : null;
}
