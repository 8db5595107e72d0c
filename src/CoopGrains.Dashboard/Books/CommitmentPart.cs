using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Charts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Books;

/// <summary>A commitment on the page of its book: its scorecard by period, its ledger and its sources.</summary>
/// <param name="Page">The page.</param>
/// <param name="Book">The book.</param>
/// <param name="View">The commitment with its figures.</param>
/// <param name="Most">How many of its entries are shown at once.</param>
public sealed record CommitmentPart(ReadingPage Page, BookKey Book, CommitmentView View, int Most)
{
    /// <summary>The commitment.</summary>
    public Commitment Commitment => View.Commitment;

    /// <summary>Its entries, in the order the book took them.</summary>
    public ListPage<EntryView>? Entries { get; } = EntriesOf(Page, Book, View, Most);

    /// <summary>Where the ledger goes on behind those that are shown.</summary>
    public string NextOf(string after) =>
        $"{Links.To(Book)}?at={Uri.EscapeDataString(Commitment.Id)}&after={Uri.EscapeDataString(after)}#{Commitment.Id}";

    /// <summary>The rows of its scorecard: periods, then all.</summary>
    public IEnumerable<Figures> Rows => [.. View.Periods, View.Overall];

    /// <summary>Target, reported and confirmed of each period.</summary>
    public BarChart Chart => new(
        Commitment.Title.Resolve(Page.Words.Language).Text,
        [("target", Page.Words["figure.target"]), ("reported", Page.Words["figure.reported"]), ("confirmed", Page.Words["figure.confirmed"])],
        [.. View.Periods.Select(period => new BarGroup(Page.Words.Window(period.Period!.Value), [period.Target, period.Reported, period.Confirmed]))]);

    private static ListPage<EntryView>? EntriesOf(ReadingPage page, BookKey book, CommitmentView view, int most)
    {
        var query = page.Request.Query;
        var isAsked = long.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            && query["at"] == view.Commitment.Id;
        return page.Reading.Entries(book, view.Commitment.Id, page.Actor, isAsked ? after : 0, most);
    }
}
