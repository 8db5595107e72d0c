using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What is unconfirmed, disputed or overdue: by age, and with whom it waits for.</summary>
[CountsEverything]
public sealed class SupervisionPage : ListPage
{
    private static readonly int[] Ages = [365, 90, 30];

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "supervision";

    /// <summary>What is shown.</summary>
    public OversightOf What { get; private set; }

    /// <summary>How many there are of each.</summary>
    public IReadOnlyList<(OversightOf What, int Total)> Totals { get; private set; } = [];

    /// <summary>What was found, oldest first.</summary>
    public Worklist Found { get; private set; } = null!;

    /// <summary>Open cases, and those that are late or were handed to the overseers.</summary>
    public CaseCounts Cases { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public void OnGet()
    {
        Title = Words["nav.supervision"];
        What = Asked<OversightOf>("what") ?? OversightOf.Overdue;
        Totals = [.. Enum.GetValues<OversightOf>().OrderByDescending(what => what)
            .Select(what => (what, Reading.Oversight(what, Actor, Site.Now, null, 1).Total))];
        Found = Reading.Oversight(What, Actor, Site.Now, After, Limit);
        Cases = Reading.Status(null, Actor, Site.Today).Cases;
    }

    /// <summary>The words for how old an item is: items are in order of age, so each stands once.</summary>
    public string AgeOf(WorkItem item)
    {
        foreach (var age in Ages)
            if (item.AgeDays >= age)
                return Words.Filled("age.from", age);
        return Words.Filled("age.below", Ages[^1]);
    }

    /// <summary>Whom it waits for: who has yet to answer an entry, who gives what is overdue.</summary>
    public IEnumerable<string> Responsible(WorkItem item) => item switch
    {
        { Entry: { } entry } when Reading.Entry(item.Book, entry, Actor) is { } found => found.ToConfirm.Except(found.ConfirmedBy),
        { Commitment: { } commitment } => CommitmentsOf(item.Book).FirstOrDefault(view => view.Commitment.Id == commitment)?.Commitment.Givers ?? default,
        _ => [],
    };

    private ValueList<CommitmentView> CommitmentsOf(BookKey book) => Reading.View(book, Actor, Site.Today) switch
    {
        ProgramView program => program.Commitments,
        AgreementView agreement => agreement.Commitments,
        ProvinceView province => province.Commitments,
        _ => default,
    };
}
