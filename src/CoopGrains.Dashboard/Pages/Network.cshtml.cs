using CoopGrains.Contracts;
using CoopGrains.Dashboard.Map;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>How the cooperation stands: the map, the figures, and what needs attention.</summary>
[CountsEverything]
public sealed class NetworkPage : ReadingPage
{
    private const int Shown = 5;
    private const int Most = 200;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "network";

    /// <summary>The status of the network.</summary>
    public NetworkStatus Status { get; private set; } = null!;

    /// <summary>The provinces on the map.</summary>
    public IReadOnlyList<PlacedProvince> Provinces { get; private set; } = [];

    /// <summary>What waits, by what it waits for; the oldest first.</summary>
    public IReadOnlyList<(OversightOf What, Worklist Found)> Waiting { get; private set; } = [];

    /// <summary>Agreements whose end is near.</summary>
    public FirstOf<AgreementSummary> Expiring { get; private set; } = null!;

    /// <summary>Years of yearly talks without a record.</summary>
    public FirstOf<TalksGap> Talks { get; private set; } = null!;

    /// <summary>Figures with amounts.</summary>
    public IEnumerable<NetworkFigure> Figures => Status.Figures.Where(figure => figure.Measure != Measure.Attestation);

    /// <summary>Standing duties, which are attested and have no amount.</summary>
    public IEnumerable<NetworkFigure> Duties => Status.Figures.Where(figure => figure.Measure == Measure.Attestation);

    /// <summary>Shows it.</summary>
    public void OnGet()
    {
        Title = Words["network.title"];
        Status = Reading.Status(null, Actor, Site.Today);
        var shapes = ProvinceMap.Network.Shapes.ToDictionary(shape => shape.Iso);
        Provinces = [.. Reading.Provinces(new(), Actor, Site.Today, null, Most).Items
            .Select(province => new PlacedProvince(province, shapes.GetValueOrDefault(province.Iso)))];
        Waiting = [.. Enum.GetValues<OversightOf>().OrderByDescending(what => what)
            .Select(what => (what, Reading.Oversight(what, Actor, Site.Now, null, Shown)))];
        Expiring = Reading.Expiring(Actor, Site.Today, Shown);
        Talks = Reading.TalksWithoutRecord(Actor, Site.Today, Shown);
    }
}

/// <summary>A province, and where the map has it; null when it is not on the map.</summary>
public sealed record PlacedProvince(ProvinceSummary Province, MapShape? Shape);
