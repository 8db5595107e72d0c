using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Instruments, by words, party and state.</summary>
public sealed class AgreementsPage : ListPage
{
    /// <inheritdoc/>
    public override string Section => "agreements";

    /// <summary>The instruments found.</summary>
    public ListPage<AgreementSummary> Found { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public void OnGet()
    {
        Title = Words["nav.agreements"];
        Found = Reading.Agreements(
            new() { Words = Sought, Party = PartyAsked, State = Asked<AgreementState>("state"), Parent = Above("parent") }, Actor, Site.Today, After, Limit);
    }
}
