using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Hosting.Secrets;

namespace CoopGrains.Hosting.Ids;

/// <summary>Keys of books that do not exist yet. They follow from the operation that makes the book, so a repeated creation meets itself.</summary>
public sealed class NewBookIds(byte[] secret)
{
    /// <summary>Name of the file with the store's secret in the data folder. Never rotated: ids of restricted books rest on it.</summary>
    public const string FileName = "store-secret";

    /// <summary>The keys of the store in a data folder.</summary>
    public static NewBookIds Of(string dataFolder) => new(SecretFile.Bytes(dataFolder, FileName, 32));

    /// <summary>The key of an open book for which no readable id was asked.</summary>
    public BookKey Open(BookKind kind, string operationId) => BookKey.Of(kind, DerivedIds.Book(kind == BookKind.Agreement ? "a" : "p", operationId));

    /// <summary>The key of a restricted book: nobody without the store's secret can guess or probe it.</summary>
    public BookKey Restricted(BookKind kind, string operationId) => BookKey.Of(kind, DerivedIds.RestrictedBook(secret, operationId));
}
