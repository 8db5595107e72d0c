using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Programs, by words, party, area and state.</summary>
public sealed class ProgramsPage : ListPage
{
    /// <inheritdoc/>
    public override string Section => "programs";

    /// <summary>The programs found.</summary>
    public ListPage<ProgramSummary> Found { get; private set; } = null!;

    /// <summary>The area that is asked for; null for all.</summary>
    public string? Area => Asked("area") is { } area && AreaTree.Find(area) is not null ? area : null;

    /// <summary>Shows them.</summary>
    public void OnGet()
    {
        Title = Words["nav.programs"];
        Found = Reading.Programs(
            new() { Words = Sought, Party = PartyAsked, Area = Area, State = Asked<ProgramState>("state"), Agreement = Above("agreement") }, Actor, Site.Today, After, Limit);
    }
}
