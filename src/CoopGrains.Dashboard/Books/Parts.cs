using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Books;

/// <summary>Where something is read from, with the words.</summary>
public sealed record SourcesPart(PageWords Words, IEnumerable<Provenance> Sources);

/// <summary>Sources that disagree, each with its words.</summary>
public sealed record ConflictsPart(ReadingPage Page, IReadOnlyList<ConflictView> Conflicts);

/// <summary>Cases of a book.</summary>
/// <param name="Page">The page.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Raised">The book where more are raised; null where none are.</param>
public sealed record CasesPart(ReadingPage Page, IReadOnlyList<CaseView> Cases, BookKey? Raised = null);

/// <summary>Commitments of a book in a row.</summary>
public sealed record CommitmentsPart(ReadingPage Page, BookKey Book, Slice<CommitmentView> Commitments);
