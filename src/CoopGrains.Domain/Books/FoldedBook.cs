using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A book as a process has folded it from its first event on.</summary>
/// <param name="State">An <see cref="IBookState{TSelf}"/> of the book's kind, for whoever asked to decide on.</param>
/// <param name="Version">The sequence of the last event in it.</param>
/// <param name="Hash">The hash of that event's row, up to which the rows were found to chain.</param>
public sealed record FoldedBook(object State, long Version, string Hash);

/// <summary>What a process has folded beside its activations, so that one begins from there and not from the store.</summary>
public interface IFoldedBooks
{
    /// <summary>A book as far as it is folded; null when it is not, or cannot be read.</summary>
    FoldedBook? Find(BookKey book);
}
