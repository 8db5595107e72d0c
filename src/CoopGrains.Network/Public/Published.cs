using System.Collections.Immutable;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <inheritdoc cref="IPublished"/>
internal sealed class Published : IPublished
{
    private const int MostListed = 200;

    private readonly ViewSnapshot _snapshot;
    private readonly DateOnly _on;
    private readonly ImmutableSortedDictionary<string, PublicBook> _agreements;
    private readonly ImmutableSortedDictionary<string, PublicBook> _programs;
    private readonly ValueList<PublicFigure> _figures;

    /// <param name="snapshot">The books.</param>
    /// <param name="stamp">How fresh they are at least.</param>
    /// <param name="anybody">A reader who sees only what everybody does.</param>
    /// <param name="on">The civil date.</param>
    public Published(ViewSnapshot snapshot, ViewStamp stamp, Actor anybody, DateOnly on)
    {
        (_snapshot, _on) = (snapshot, on);
        _agreements = Books(BookKind.Agreement);
        _programs = Books(BookKind.Program);
        // What is not published does not move it.
        var last = _agreements.Values.Concat(_programs.Values).Select(book => (DateTimeOffset?)book.Book.At).Max();
        Stamp = last > stamp.AsOf ? stamp with { AsOf = last.Value } : stamp;
        _figures = PublicFigures.Of([.. _agreements.Values, .. _programs.Values], on);

        ImmutableSortedDictionary<string, PublicBook> Books(BookKind kind) => snapshot.Of(kind, anybody).Select(PublicBook.Of)
            .Where(book => book.IsPublic).ToImmutableSortedDictionary(book => book.Book.Key.Id, book => book, StringComparer.Ordinal);
    }

    public ViewStamp Stamp { get; }

    public PublicNetwork Network(string? agreementsAfter, string? programsAfter, int limit)
    {
        var (agreements, moreAgreements) = Page(_agreements, agreementsAfter, limit);
        var (programs, morePrograms) = Page(_programs, programsAfter, limit);
        return new()
        {
            Stamp = Stamp,
            On = _on,
            Agreements = agreements.Select(View).ToValueList(),
            AgreementsNext = moreAgreements,
            Programs = programs.Select(book => ViewOf(book)).ToValueList(),
            ProgramsNext = morePrograms,
            Figures = _figures,
        };
    }

    public PublicAgreementPage? Agreement(string id)
    {
        if (!_agreements.TryGetValue(id, out var book))
            return null;
        var (agreement, registered) = (book.Book.Agreement!, book.Book.Agreement!.Registered!);
        return new()
        {
            Stamp = Stamp,
            Agreement = View(book),
            Clauses = registered.Text.Clauses.Where(clause => agreement.Text!.Clauses.Contains(clause)).ToValueList(),
            Predecessor = IfPublic(registered.Predecessor),
            RenewedBy = agreement.RenewedBy.Where(IsPublic).ToValueList(),
            Parent = IfPublic(registered.Parent),
            Programs = _programs.Values.Where(program => program.Book.Under == book.Book.Key).Take(MostListed)
                .Select(program => program.Book.Key).ToValueList(),
            Commitments = CommitmentsOf(book),
        };
    }

    public PublicProgramPage? Program(string id) => _programs.TryGetValue(id, out var book)
        ? new() { Stamp = Stamp, Program = ViewOf(book), Commitments = CommitmentsOf(book) }
        : null;

    public PublicEntry? Entry(BookKey book, string entry) => Find(book)?.Entry(entry) is { } found
        ? new()
        {
            Id = found.Id,
            Commitment = found.Commitment,
            Status = found.Status,
            Amount = found.Amount,
            Occurred = found.Occurred,
            Beneficiaries = found.Beneficiaries,
            Parts = found.Parts,
            Breakdown = found.BreakdownOf is not null,
            ReportedBy = found.By.Body,
            ConfirmedBy = found.ConfirmedBy,
        }
        : null;

    // An event for every entry that the book took before comes first.
    public long? EntriesFrom(BookKey book) => Find(book)?.Ledgers.SelectMany(ledger => ledger.Entries.Values).Where(PublicBook.IsShown)
        .Select(entry => (long?)entry.Number).Min();

    private PublicAgreement View(PublicBook book)
    {
        var (agreement, registered) = (book.Book.Agreement!, book.Book.Agreement!.Registered!);
        return new()
        {
            Book = book.Book.Key,
            Version = book.Book.Version,
            Type = registered.Type,
            TypeStated = registered.TypeStated,
            Title = registered.Text.Title,
            Parties = PartiesOf(registered.Parties),
            State = AgreementBook.StateOn(agreement, _on),
            Term = agreement.Text!.Term == registered.Text.Term ? registered.Text.Term : null,
            SignedOn = registered.SignedOn,
            Amended = agreement.Text != registered.Text,
            Sources = PublicSource.Of(book.Sources),
        };
    }

    private PublicProgram ViewOf(PublicBook book)
    {
        var program = book.Book.Program!;
        return new()
        {
            Book = book.Book.Key,
            Version = book.Book.Version,
            Title = program.Opened!.Title,
            State = program.State,
            Agreement = IfPublic(program.Agreement?.Agreement),
            Parties = PartiesOf(program.Opened.Parties),
            Areas = program.Opened.Areas,
            Sources = PublicSource.Of(book.Sources),
        };
    }

    private ValueList<PublicCommitment> CommitmentsOf(PublicBook book) =>
        book.Ledgers.Select(ledger => PublicFigures.View(ledger, _on)).ToValueList();

    private ValueList<PublicParty> PartiesOf(ValueList<string> parties) => parties.Select(id => new PublicParty
    {
        Id = id,
        Name = _snapshot.Books.GetValueOrDefault(BookKey.Province(id))?.Province?.Names?.Name,
    }).ToValueList();

    private PublicBook? Find(BookKey book) => (book.Kind switch
    {
        BookKind.Agreement => _agreements,
        BookKind.Program => _programs,
        _ => null,
    })?.GetValueOrDefault(book.Id);

    private bool IsPublic(BookKey book) => Find(book) is not null;

    private BookKey? IfPublic(BookKey? book) => book is { } named && IsPublic(named) ? named : null;

    private static (List<PublicBook> Items, string? Next) Page(
        ImmutableSortedDictionary<string, PublicBook> books, string? after, int limit)
    {
        var page = books.Where(pair => after is null || string.CompareOrdinal(pair.Key, after) > 0)
            .Take(limit + 1).Select(pair => pair.Value).ToList();
        if (page.Count <= limit)
            return (page, null);
        page.RemoveAt(limit);
        return (page, page[^1].Book.Key.Id);
    }
}
