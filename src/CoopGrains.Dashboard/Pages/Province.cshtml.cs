using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>How one province stands.</summary>
[CountsEverything]
public sealed class ProvincePage : ListPage
{
    private const int Most = 200;
    private const int ShownAtOnce = 25;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "provinces";

    /// <summary>Its figures and commitments.</summary>
    public Scorecard Card { get; private set; } = null!;

    /// <summary>The commitments that are shown, of the light that is asked for.</summary>
    public Slice<ScorecardLine> Lines { get; private set; } = null!;

    /// <summary>The light that is asked for; null for all.</summary>
    public StatusLight? Light => Asked<StatusLight>("light");

    /// <summary>Delegations, visits, honors, gifts and anniversaries.</summary>
    public Slice<Occasion> Occasions { get; private set; } = null!;

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
        Lines = Slice<ScorecardLine>.Of(
            Request, [.. card.Commitments.Where(line => Light is null || line.Commitment.Light == Light)], "at", ShownAtOnce, NameOf, "commitments");
        Title = Party(book.Book.Id);
        var occasions = Reading.Occasions(new() { Party = id }, null, Most).Items.Select(view => view.Occasion).OrderByDescending(occasion => occasion.On);
        Occasions = Slice<Occasion>.Of(Request, [.. occasions], "event", ShownAtOnce, occasion => occasion.Id, "occasions");
        Holders = [.. Reading.Holders(new() { Party = id }, null, Most).Items];
        Units = [.. Reading.Units(id, new(), null, Most)?.Items ?? []];
        return Page();
    }

    /// <summary>What a unit of the province is called.</summary>
    public string UnitName(string unit) => Units.FirstOrDefault(view => view.Unit.Id == unit)?.Unit.Name.Resolve(Words.Language).Text ?? unit;

    private static string NameOf(ScorecardLine line) => $"{line.Book}/{line.Commitment.Commitment.Id}";
}
