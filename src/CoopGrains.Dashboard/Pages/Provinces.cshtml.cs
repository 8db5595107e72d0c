using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>The provinces of the network.</summary>
public sealed class ProvincesPage : ReadingPage
{
    private const int Most = 200;

    /// <inheritdoc/>
    public override string Section => "provinces";

    /// <summary>The provinces.</summary>
    public ValueList<ProvinceSummary> Provinces { get; private set; }

    /// <summary>Shows them.</summary>
    public void OnGet()
    {
        Title = Words["nav.provinces"];
        Provinces = Reading.Provinces(new(), Actor, Site.Today, null, Most).Items;
    }
}
