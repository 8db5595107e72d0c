using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Books;

/// <summary>The page of an agreement or a program.</summary>
public abstract class BookPage : ReadingPage
{
    private const int Most = 100;
    private const int ShownAtOnce = 10;

    /// <summary>The book.</summary>
    public KnownBook Book { get; private set; } = null!;

    /// <summary>Sources that disagree about it.</summary>
    public IReadOnlyList<ConflictView> Conflicts { get; private set; } = [];

    /// <summary>Its cases.</summary>
    public IReadOnlyList<CaseView> Cases { get; private set; } = [];

    /// <summary>Opens it.</summary>
    protected async Task OpenAsync(BookKind kind, string id)
    {
        Book = await Site.OpenAsync(HttpContext, kind, id);
        Conflicts = await Site.ConflictsAsync(HttpContext, Book);
        Cases = [.. Reading.Cases(Book.Book, null, Actor, Site.Today, 0, Most)?.Items ?? []];
    }

    /// <summary>The part of its commitments that the address asks for.</summary>
    protected Slice<CommitmentView> Shown(IEnumerable<CommitmentView> commitments) =>
        Slice<CommitmentView>.Of(Request, [.. commitments], "at", ShownAtOnce, view => view.Commitment.Id, "commitments");
}
