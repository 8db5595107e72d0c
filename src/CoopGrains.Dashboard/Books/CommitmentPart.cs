using CoopGrains.Contracts;
using CoopGrains.Dashboard.Charts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Books;

/// <summary>A commitment on the page of its book: its scorecard by period, its ledger and its sources.</summary>
/// <param name="Page">The page.</param>
/// <param name="Book">The book.</param>
/// <param name="View">The commitment with its figures.</param>
public sealed record CommitmentPart(ReadingPage Page, BookKey Book, CommitmentView View)
{
    private const int First = 50;

    /// <summary>The commitment.</summary>
    public Commitment Commitment => View.Commitment;

    /// <summary>Its entries, in the order the book took them.</summary>
    public ListPage<EntryView>? Entries { get; } = EntriesOf(Page, Book, View);

    /// <summary>The rows of its scorecard: periods, then all.</summary>
    public IEnumerable<Figures> Rows => [.. View.Periods, View.Overall];

    /// <summary>Target, reported and confirmed of each period.</summary>
    public BarChart Chart => new(
        Commitment.Title.Resolve(Page.Words.Language).Text,
        [("target", Page.Words["figure.target"]), ("reported", Page.Words["figure.reported"]), ("confirmed", Page.Words["figure.confirmed"])],
        [.. View.Periods.Select(period => new BarGroup(Page.Words.Window(period.Period!.Value), [period.Target, period.Reported, period.Confirmed]))]);

    private static ListPage<EntryView>? EntriesOf(ReadingPage page, BookKey book, CommitmentView view) =>
        page.Reading.Entries(book, view.Commitment.Id, page.Actor, 0, First);
}
