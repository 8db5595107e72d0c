using CoopGrains.Contracts;
using CoopGrains.Dashboard.Books;
using CoopGrains.Dashboard.Charts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>A program: what it promises, and what was done.</summary>
public sealed class ProgramPage : BookPage
{
    private const int Most = 200;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "programs";

    /// <summary>The program.</summary>
    public ProgramView View { get; private set; } = null!;

    /// <summary>Trade series that it keeps.</summary>
    public IReadOnlyList<TradeSeries> Trade { get; private set; } = [];

    /// <summary>Its twinnings.</summary>
    public IReadOnlyList<Twinning> Twinnings { get; private set; } = [];

    /// <summary>The commitments that are shown.</summary>
    public Slice<CommitmentView> Commitments { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    /// <param name="id">The program.</param>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        await OpenAsync(BookKind.Program, id);
        if (Reading.View(Book.Book, Actor, Site.Today) is not ProgramView view)
            return NotFound();
        (View, Title) = (view, view.Title.Resolve(Words.Language).Text);
        Commitments = Shown(view.Commitments);
        Trade = [.. Reading.Trade(Actor).Series.Where(series => series.Book == Book.Book)];
        Twinnings = [.. Reading.Twinnings(Book.Book, null, Actor, null, Most)?.Items ?? []];
        return Page();
    }

    /// <summary>A twinned place in words.</summary>
    public string Place(TwinPlace place)
    {
        var unit = place.Unit is { } id && place.Provinces is [var province, ..] ? Reading.Unit(province, id)?.Unit.Name.Resolve(Words.Language).Text ?? id : null;
        return $"{unit ?? place.Mark ?? Words["not-named"]} ({string.Join(", ", place.Provinces.Select(Party))})";
    }

    /// <summary>Month by month: turnover, imports and exports.</summary>
    public BarChart ChartOf(TradeSeries series) => new(
        series.Title.Resolve(Words.Language).Text,
        [("target", Words["trade.turnover"]), ("reported", Words["trade.imports"]), ("confirmed", Words["trade.exports"])],
        [.. series.Months.Select(month => new BarGroup(Words.Date(month.Month), [month.Turnover, month.Imports, month.Exports]))]);
}
