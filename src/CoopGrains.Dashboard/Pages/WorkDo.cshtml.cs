using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using CoopGrains.Dashboard.Work.Offers;
using Microsoft.AspNetCore.Mvc;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What people begin and set up in a book: all there is for the reader, or the form of one.</summary>
[TakesForms, RequestSizeLimit(Largest)]
public sealed class WorkDoPage : BookActPage
{
    private OfferChoice _choice = new();

    /// <summary>What the book is called.</summary>
    public LocalizedText BookTitle { get; private set; } = new();

    /// <summary>What there is, or what is chosen of it.</summary>
    public OffersPart Offered => new(this, WorkLinks.ToDo(Book), Links.To(Book), _choice);

    private string? Asked => Addressed("act");

    /// <inheritdoc/>
    protected override string Part => "one";

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        var by = Offering.To(this, Commands, Asked);
        var view = Reading.View(Book, Actor, Site.Today);
        BookTitle = TitleOf(Book);
        var (isTheirs, offers) = view switch
        {
            AgreementView of => (by.IsOf(of.Parties), All(AgreementOffers.Of(of, by), by.Of(of.Parties), of.Commitments, of.Restricted)),
            ProgramView of => (by.IsOf(of.Parties), All(ProgramOffers.Of(of, by), by.Of(of.Parties), of.Commitments, of.Restricted)),
            ProvinceView of => (Actor.Body == Book.Id, All(ProvinceOffers.Of(of, by), by.Parties, of.Commitments, isRestricted: false)),
            _ => (false, []),
        };
        _choice = await OfferChoice.OfAsync(offers, Actor, isTheirs, Asked, Addressed("one"));
        Acts = _choice.Act is { } act ? [act] : [];
        Title = (_choice.Chosen is { } chosen ? Words["do." + chosen.Act.Do] : Words["offers"]) + " · " + BookTitle.Resolve(Words.Language).Text;

        IEnumerable<Offer> All(IEnumerable<Offer> own, Choices parties, IReadOnlyList<CommitmentView> commitments, bool isRestricted) =>
            own.Concat(CommitmentOffers.Of(Book, parties, commitments, by)).Concat(SourceOffers.Of(Book, isRestricted, by));
    }

    /// <inheritdoc/>
    protected override string After(PageAnswer answer) => ToMore(answer);

    /// <inheritdoc/>
    protected override async Task<IActionResult> ShowAsync()
    {
        var shown = await base.ShowAsync();
        return _choice.IsUnknown ? NotFound() : _choice.Among is not null && Request.Query["one"] is [{ Length: > 0 } one]
            ? SeeOther($"{Request.Path}/{Uri.EscapeDataString(one)}") : shown;
    }
}
