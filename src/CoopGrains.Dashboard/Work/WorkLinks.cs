using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Work;

/// <summary>Where something is done.</summary>
public static class WorkLinks
{
    /// <summary>Where an item of a work list is done; null when no page does it yet.</summary>
    public static string? To(WorkItem item) => item switch
    {
        { Entry: { } entry } => ToEntry(item.Book, entry),
        { Kind: WorkKind.Report, Commitment: { } commitment } => ToReport(item.Book, commitment, item.Period),
        _ => null,
    };

    /// <summary>Where an entry is answered or mended.</summary>
    public static string ToEntry(BookKey book, string entry) => $"{To(book)}/entries/{entry}";

    /// <summary>Where fulfilment of a commitment is reported, for a period if one is named.</summary>
    public static string ToReport(BookKey book, string commitment, string? period = null) =>
        $"{To(book)}/commitments/{commitment}{(period is null ? "" : "?period=" + Uri.EscapeDataString(period))}";

    private static string To(BookKey book) => "/my-work" + Site.Links.To(book);
}
