using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Site;

/// <summary>Where things are on these pages.</summary>
public static class Links
{
    /// <summary>The page of a book, and a place on it.</summary>
    public static string To(BookKey book, string? place = null) =>
        $"/{book.Kind.ToString().ToLowerInvariant()}s/{book.Id}{(place is null ? "" : "#" + place)}";

    /// <summary>The part of a book's page that shows a commitment.</summary>
    public static string ToCommitment(BookKey book, string commitment) => $"{To(book)}?at={Uri.EscapeDataString(commitment)}#{commitment}";

    /// <summary>True for evidence that is a document kept here, named by the hash of its content.</summary>
    public static bool IsDocument(string evidence) => evidence.Length == 64 && evidence.All(char.IsAsciiHexDigitLower);

    /// <summary>The page of an entry.</summary>
    public static string ToEntry(BookKey book, string entry) => $"{To(book)}/entries/{entry}";

    /// <summary>Where there is something to do about an item of a work list.</summary>
    public static string To(WorkItem item) => item.Entry is { } entry ? ToEntry(item.Book, entry)
        : item.Case is { } about ? $"{To(item.Book)}#case-{about}" : item.Commitment is { } commitment ? ToCommitment(item.Book, commitment) : To(item.Book);
}
