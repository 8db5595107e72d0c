using CoopGrains.Contracts;
using CoopGrains.Dashboard.Books;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>An instrument: its life, its signatures, what it promises, and its talks.</summary>
public sealed class AgreementPage : BookPage
{
    /// <summary>So many rows of a part are shown at once.</summary>
    public const int Most = 50;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override string Section => "agreements";

    /// <summary>The instrument.</summary>
    public AgreementView View { get; private set; } = null!;

    /// <summary>What is above and under it.</summary>
    public LevelsView? Levels { get; private set; }

    /// <summary>Its yearly talks.</summary>
    public TalksSeries? Series { get; private set; }

    /// <summary>Its term beside the one before, or the next; null when the reader sees no two.</summary>
    public TermComparison? Terms { get; private set; }

    /// <summary>The part of what the two terms promise that is shown.</summary>
    public Slice<ComparedRow> TermRows { get; private set; } = null!;

    /// <summary>True when it was entered as its source states it, and not signed here.</summary>
    public bool IsAsStated => View.State is AgreementState.InForceAsStated or AgreementState.ExpiredAsStated or AgreementState.TermNotStated;

    /// <summary>The commitments that are shown.</summary>
    public Slice<CommitmentView> Commitments { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    /// <param name="id">The agreement.</param>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        await OpenAsync(BookKind.Agreement, id);
        if (Reading.View(Book.Book, Actor, Site.Today) is not AgreementView view)
            return NotFound();
        (View, Title) = (view, view.Text.Title.Resolve(Words.Language).Text);
        Commitments = Shown(view.Commitments);
        Levels = Reading.Levels(Book.Book, Actor, Site.Today);
        Series = Reading.TalksSeries(Book.Book, Actor, Site.Today);
        Terms = Reading.CompareTerms(Book.Book, null, Actor, Site.Today);
        TermRows = Slice<ComparedRow>.Of(Request, [.. Terms?.Rows ?? []], "terms", Most, row => (row.Earlier ?? row.Later)!.Ref.Commitment, "terms");
        return Page();
    }
}
