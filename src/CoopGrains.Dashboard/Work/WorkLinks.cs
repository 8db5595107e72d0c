using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Work;

/// <summary>Where something is done.</summary>
public static class WorkLinks
{
    /// <summary>Where an item of a work list is done.</summary>
    public static string To(WorkItem item) => item switch
    {
        { Entry: { } entry } => ToEntry(item.Book, entry),
        { Case: { } one } => ToCase(item.Book, one),
        { Kind: WorkKind.Report, Commitment: { } commitment } => ToReport(item.Book, commitment, item.Period),
        { Commitment: { } commitment } => ToAsks(item.Book, commitment),
        // Of talks with the outcome in question: both are on one page.
        { Item: { } part } => $"{To(item.Book)}/{string.Join('/', part.Split('/').Take(2))}",
        _ => To(item.Book),
    };

    /// <summary>Where what has no book yet is begun.</summary>
    public const string Begin = "/my-work/begin";

    /// <summary>Where something is begun or set up in a book.</summary>
    public static string ToDo(BookKey book) => To(book) + "/do";

    /// <summary>Where the text of an instrument is accepted and signed, and its term reviewed.</summary>
    public static string ToText(BookKey book) => To(book);

    /// <summary>Where an amendment is accepted and signed.</summary>
    public static string ToAmendment(BookKey book, int number) => $"{To(book)}/amendments/{number}";

    /// <summary>Where talks are recorded, and their minutes signed.</summary>
    public static string ToTalks(BookKey book, int number) => $"{To(book)}/talks/{number}";

    /// <summary>Where it is settled which source holds.</summary>
    public static string ToConflict(BookKey book, string conflict) => $"{To(book)}/conflicts/{conflict}";

    /// <summary>Where a case is answered.</summary>
    public static string ToCase(BookKey book, string one) => $"{To(book)}/cases/{one}";

    /// <summary>Where a case is raised.</summary>
    public static string ToCases(BookKey book) => To(book) + "/raise";

    /// <summary>Where what is asked about a commitment is answered.</summary>
    public static string ToAsks(BookKey book, string commitment) => $"{To(book)}/asks/{commitment}";

    /// <summary>Where an entry is answered or mended.</summary>
    public static string ToEntry(BookKey book, string entry) => $"{To(book)}/entries/{entry}";

    /// <summary>Where fulfilment of a commitment is reported, for a period if one is named.</summary>
    public static string ToReport(BookKey book, string commitment, string? period = null) =>
        $"{To(book)}/commitments/{commitment}{(period is null ? "" : "?period=" + Uri.EscapeDataString(period))}";

    private static string To(BookKey book) => "/my-work" + Site.Links.To(book);
}
