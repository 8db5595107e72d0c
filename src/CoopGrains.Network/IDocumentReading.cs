using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Documents that belong to books, filtered by what the reader may see.</summary>
public interface IDocumentReading
{
    /// <summary>A book that the reader sees and that a document belongs to, an open one first; null when there is none.</summary>
    KnownBook? BookOf(string hash, Actor reader);

    /// <summary>Whether the reader's agency has attached what it uploaded, to whatever book: from then on it is the book's.</summary>
    bool HasAttachedOwn(string hash, Actor reader);

    /// <summary>Documents of a book by number, behind <paramref name="after"/>; null when the reader sees no such book.</summary>
    ListPage<Attachment>? Attachments(BookKey book, string? to, Actor reader, long after, int limit);
}
