using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.Ids;

/// <summary>Keys of books that do not exist yet.</summary>
/// <remarks>They follow from the operation that makes the book, so that a repeated creation meets itself.</remarks>
public sealed class NewBookIds(IBookStore store)
{
    /// <summary>The key of an open book for which no readable id was asked.</summary>
    public BookKey Open(BookKind kind, string operationId) =>
        BookKey.Of(kind, DerivedIds.Book(kind == BookKind.Agreement ? "a" : "p", operationId));

    /// <summary>The key of a restricted book: nobody without the store's secret can guess or probe it.</summary>
    public BookKey Restricted(BookKind kind, string operationId) =>
        BookKey.Of(kind, DerivedIds.RestrictedBook(store.Secret.Span, operationId));
}
