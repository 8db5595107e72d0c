using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>How one province stands.</summary>
[CountsEverything]
public sealed class ProvincePage : ReadingPage
{
    private const int Most = 200;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "provinces";

    /// <summary>Its figures and commitments.</summary>
    public Scorecard Card { get; private set; } = null!;

    /// <summary>Delegations, visits, honors, gifts and anniversaries.</summary>
    public IReadOnlyList<Occasion> Occasions { get; private set; } = [];

    /// <summary>Who holds or held its offices.</summary>
    public IReadOnlyList<OfficeHolderView> Holders { get; private set; } = [];

    /// <summary>Its units, also those that are closed.</summary>
    public IReadOnlyList<LocalUnitView> Units { get; private set; } = [];

    /// <summary>Shows it.</summary>
    /// <param name="id">The province.</param>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        var book = await Site.OpenAsync(HttpContext, BookKind.Province, id);
        if (Reading.Scorecard(book.Book.Id, Actor, Site.Today) is not { } card)
            return NotFound();
        Card = card;
        Title = Party(book.Book.Id);
        Occasions = [.. Reading.Occasions(new() { Party = id }, null, Most).Items.Select(view => view.Occasion).OrderByDescending(occasion => occasion.On)];
        Holders = [.. Reading.Holders(new() { Party = id }, null, Most).Items];
        Units = [.. Reading.Units(id, new(), null, Most)?.Items ?? []];
        return Page();
    }
}
