using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using CoopGrains.Dashboard.Work.Offers;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Begins what has no book yet: a draft, an instrument signed elsewhere, a program.</summary>
[TakesForms]
public sealed class WorkBeginPage : ActPage
{
    private OfferChoice _choice = new();

    /// <summary>What there is, or what is chosen of it.</summary>
    public OffersPart Offered => new(this, WorkLinks.Begin, null, _choice);

    private string? Asked => RouteData.Values["act"] as string;

    /// <inheritdoc/>
    protected override bool Finds() => true;

    /// <inheritdoc/>
    protected override (string Route, Dictionary<string, string> Values) EndpointOf(Act act) => (act.Route, []);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _choice = await OfferChoice.OfAsync(BeginOffers.Of(Offering.To(this, Commands, Asked)), Actor, isTheirs: true, Asked, null);
        Acts = _choice.Act is { } act ? [act] : [];
        Title = _choice.Chosen is { } chosen ? Words["do." + chosen.Act.Do] : Words["offers.begin"];
    }

    /// <inheritdoc/>
    protected override string After(PageAnswer answer) => ToMore(answer);

    /// <inheritdoc/>
    protected override async Task<IActionResult> ShowAsync()
    {
        var shown = await base.ShowAsync();
        return _choice.IsUnknown ? NotFound() : shown;
    }
}
