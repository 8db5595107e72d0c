using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Instruments beside each other: terms that follow on, and levels.</summary>
public interface ITermsReading
{
    /// <summary>A term beside the one before it, or else beside the next; null when the reader sees no two.</summary>
    /// <param name="agreement">One of them.</param>
    /// <param name="with">The other; null for the one that it follows, or else the first that follows it.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="on">The civil date.</param>
    TermComparison? CompareTerms(BookKey agreement, BookKey? with, Actor reader, DateOnly on);

    /// <summary>What is above and under an instrument; null when the reader does not see it.</summary>
    LevelsView? Levels(BookKey agreement, Actor reader, DateOnly on);

    /// <summary>A commitment of an agreement, or of a program under it, that its successor may carry on; null when the reader sees none.</summary>
    FoundCommitment? Carriable(BookKey predecessor, CommitmentRef commitment, Actor reader);

    /// <summary>What a new commitment of a book would carry on; null when its agreement follows none that has it, as the reader sees it.</summary>
    /// <param name="book">The book of the new commitment.</param>
    /// <param name="from">What it is to carry on.</param>
    /// <param name="reader">Who asks.</param>
    FoundCarry? Carried(BookKey book, CommitmentRef from, Actor reader);

    /// <summary>The successor that a program names, when it carries commitments of it on; null when not, or when the reader sees none.</summary>
    BookKey? CarriedOnBy(BookKey program, Actor reader);
}
