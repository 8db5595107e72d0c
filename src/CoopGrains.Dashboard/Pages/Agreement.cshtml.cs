using CoopGrains.Contracts;
using CoopGrains.Dashboard.Books;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>An instrument: its life, its signatures, what it promises, and its talks.</summary>
public sealed class AgreementPage : BookPage
{
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

    /// <summary>True when it was entered as its source states it, and not signed here.</summary>
    public bool IsAsStated => View.State is AgreementState.InForceAsStated or AgreementState.ExpiredAsStated or AgreementState.TermNotStated;

    /// <summary>Shows it.</summary>
    /// <param name="id">The agreement.</param>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        await OpenAsync(BookKind.Agreement, id);
        if (Reading.View(Book.Book, Actor, Site.Today) is not AgreementView view)
            return NotFound();
        (View, Title) = (view, view.Text.Title.Resolve(Words.Language).Text);
        Levels = Reading.Levels(Book.Book, Actor, Site.Today);
        Series = Reading.TalksSeries(Book.Book, Actor, Site.Today);
        Terms = Reading.CompareTerms(Book.Book, null, Actor, Site.Today);
        return Page();
    }
}
