using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Raises a case: an issue, information, an action point; an overseer's question or recommendation.</summary>
[TakesForms]
public sealed class WorkRaisePage : BookActPage
{
    private const Roles Workers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    private static readonly CaseKind[] OfWorkers = [CaseKind.Issue, CaseKind.Exchange, CaseKind.ActionPoint];
    private static readonly CaseKind[] OfOverseers = [CaseKind.Question, CaseKind.Recommendation];

    /// <summary>What the book is called.</summary>
    public LocalizedText BookTitle { get; private set; } = new();

    /// <inheritdoc/>
    protected override bool IsIn(BookKey book) => book.Kind != BookKind.Province;

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        await Site.OpenAsync(HttpContext, Book.Kind, Book.Id);
        var (title, parties) = Reading.View(Book, Actor, Site.Today) switch
        {
            AgreementView agreement => (agreement.Text.Title, agreement.Parties),
            ProgramView program => (program.Title, program.Parties),
            _ => (new LocalizedText { En = Book.Id }, default),
        };
        (BookTitle, Title) = (title, Words["do.raise"]);
        var kinds = ((Actor.Roles & Workers) != Roles.None ? OfWorkers : []).Concat(Actor.Roles.HasFlag(Roles.Overseer) ? OfOverseers : []);
        Acts =
        [
            new("raise", "/cases",
                new("kind", Typed.Choice) { Choices = [.. kinds.Select(kind => (EnumCodes.Of(kind), Words.Of(kind)))] },
                new("to", Typed.Addressees, IsRequired: false) { Choices = [.. parties.Select(party => (party, Party(party)))] },
                new("title", Typed.Words), new("text", Typed.Words, Lines: 5), new("due", Typed.Date, IsRequired: false)),
        ];
    }
}
