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

    /// <summary>How many events of a book are counted at most.</summary>
    public const int Counted = 25;

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

    /// <summary>Up to when the reader had seen this page before; null when that is not known.</summary>
    public DateTimeOffset? SeenBefore { get; private set; }

    /// <summary>What has changed since, with how many events of each book, as far as they are counted.</summary>
    public IReadOnlyList<(ChangedBook Book, int Events)> Changed { get; private set; } = [];

    /// <summary>In how many books something has.</summary>
    public int ChangedBooks { get; private set; }

    /// <summary>Figures with amounts.</summary>
    public IEnumerable<NetworkFigure> Figures => Status.Figures.Where(figure => figure.Measure != Measure.Attestation);

    /// <summary>Standing duties, which are attested and have no amount.</summary>
    public IEnumerable<NetworkFigure> Duties => Status.Figures.Where(figure => figure.Measure == Measure.Attestation);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
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
        SeenBefore = Site.NoteVisit(HttpContext, Stamp.AsOf);
        if (SeenBefore is { } seen)
            await CompareAsync(seen);
    }

    private async Task CompareAsync(DateTimeOffset seen)
    {
        var changed = Reading.ChangedSince(seen, Actor, Shown);
        var counted = new List<(ChangedBook, int)>();
        foreach (var book in changed.Items)
            if (Reading.Find(book.Book, Actor) is { } known)
            {
                var events = await Site.HistoryAsync(HttpContext, known, Math.Max(1, known.Version - Counted + 1), Counted);
                counted.Add((book, events.Count(happened => happened.RecordedAt > seen)));
            }
        (Changed, ChangedBooks) = (counted, changed.Total);
    }
}

/// <summary>A province, and where the map has it; null when it is not on the map.</summary>
public sealed record PlacedProvince(ProvinceSummary Province, MapShape? Shape);
