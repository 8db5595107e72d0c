using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ListPage<ProvinceSummary> Provinces(ProvinceFilter filter, Actor reader, DateOnly on, string? after, int limit) =>
        Lit(on, (snapshot, totals) =>
        {
            var words = Words.Of(filter.Words);
            return Page(snapshot, reader, limit, snapshot.Of(BookKind.Province, Anybody, after)
                .Where(book => filter.National || !book.Province!.National)
                .Where(book => words.AreIn(book.Province!.Names!))
                .Select(book => SummaryOfProvince(book) with
                {
                    // Operators see which provinces there are, and nothing of how they stand.
                    Light = reader.Has(Roles.Operator) ? null : LightOf(StatusBy.Province, book.Key.Id, totals),
                }), summary => summary.Book.Id);
        });

    public ListPage<AgreementSummary> Agreements(AgreementFilter filter, Actor reader, DateOnly on, string? after, int limit) =>
        Lit(on, (snapshot, totals) =>
        {
            var words = Words.Of(filter.Words);
            return Page(snapshot, reader, limit, snapshot.Of(BookKind.Agreement, reader, after)
                .Where(book => filter.Party is null || book.Parties.Contains(filter.Party))
                .Where(book => filter.Parent is null || ParentOf(book) == filter.Parent)
                .Where(book => words.AreIn(book.Title))
                .Select(book => SummaryOfAgreement(book, on))
                .Where(summary => filter.State is null || summary.State == filter.State)
                .Where(summary => filter.ExpiringWithin is null || summary.DaysLeft <= filter.ExpiringWithin)
                .Select(summary => summary with
                {
                    Light = summary.Restricted
                        ? LightOf(snapshot.Books[summary.Book], on)
                        : LightOf(StatusBy.Agreement, summary.Book.ToString(), totals),
                }),
                summary => summary.Book.Id);
        });

    public ListPage<ProgramSummary> Programs(ProgramFilter filter, Actor reader, DateOnly on, string? after, int limit)
    {
        var (snapshot, words) = (state.Snapshot, Words.Of(filter.Words));
        return Page(snapshot, reader, limit, snapshot.Of(BookKind.Program, reader, after)
            .Where(book => filter.State is null || book.Program!.State == filter.State)
            .Where(book => filter.Party is null || book.Parties.Contains(filter.Party))
            .Where(book => filter.Agreement is null || book.Under == filter.Agreement)
            .Where(book => filter.Area is null || AreasOf(book).Any(area => AreaTree.IsIn(area, filter.Area)))
            .Where(book => words.AreIn(book.Title))
            .Select(book => SummaryOfProgram(book, on)), summary => summary.Book.Id);
    }

    // Lights of groups are kept with the totals, so a page with them is made while these stand still. Of open books alone: a light is
    // the same for all who look, and a list says nothing of a restricted book that it does not name.
    private T Lit<T>(DateOnly on, Func<ViewSnapshot, List<NetworkTotals>, T> page) =>
        state.Read(on, (open, snapshot) => page(snapshot, [open]));

    public ListPage<EntryView>? Entries(BookKey book, string commitment, Actor reader, long after, int limit)
    {
        var snapshot = state.Snapshot;
        if (snapshot.Find(book, reader) is not { Unreadable: false } found || found.Commitments.Find(commitment) is not { } ledger)
            return null;
        return Page(snapshot, reader, limit, ledger.Entries.Values.Where(entry => entry.Number > after).OrderBy(entry => entry.Number),
            entry => entry.Number.ToString(CultureInfo.InvariantCulture));
    }

    public EntryView? Entry(BookKey book, string entry, Actor reader) =>
        state.Snapshot.Find(book, reader) is { Unreadable: false } found ? found.Commitments.FindEntry(entry)?.Entry : null;

    private ListPage<T> Page<T>(ViewSnapshot snapshot, Actor reader, int limit, IEnumerable<T> items, Func<T, string> keyOf)
    {
        var page = items.Take(limit + 1).ToList();
        var more = page.Count > limit;
        if (more)
            page.RemoveAt(limit);
        return new() { Stamp = StampOf(snapshot, reader), Items = page.ToValueList(), Next = more && page.Count > 0 ? keyOf(page[^1]) : null };
    }

    private static ProvinceSummary SummaryOfProvince(ViewBook book)
    {
        var province = book.Province!;
        return new()
        {
            Book = book.Key,
            Version = book.Version,
            National = province.National,
            Side = province.Registered!.Side,
            Iso = province.Registered.Iso,
            Name = province.Names!.Name,
            Aliases = province.Names.Aliases,
            Borders = province.Registered.Borders,
        };
    }

    private static AgreementSummary SummaryOfAgreement(ViewBook book, DateOnly on)
    {
        // Its commitments are not listed, so they need not be summed.
        var bare = book.Agreement! with { Commitments = CommitmentLedgers.Empty };
        var view = AgreementBook.View(bare, book.Key, book.Version, on);
        return new()
        {
            Book = view.Book,
            Version = view.Version,
            Type = view.Type,
            Title = view.Text.Title,
            State = view.State,
            Term = view.Text.Term,
            DaysLeft = view.DaysLeft,
            ExpiringSoon = view.ExpiringSoon,
            Parties = view.Parties,
            Predecessor = view.Predecessor,
            RenewedBy = view.RenewedBy,
            Parent = view.Parent,
            Restricted = view.Restricted,
        };
    }

    private static ProgramSummary SummaryOfProgram(ViewBook book, DateOnly on)
    {
        var program = book.Program!;
        return new()
        {
            Book = book.Key,
            Version = book.Version,
            Title = program.Opened!.Title,
            State = program.State,
            Agreement = program.Agreement?.Agreement,
            Parties = program.Opened.Parties,
            Areas = AreasOf(book).ToValueList(),
            Commitments = program.Commitments.Ledgers.Count,
            Entries = program.Commitments.EntriesTaken,
            Restricted = program.Opened.Restricted,
            Light = LightOf(book, on),
        };
    }

    // Of its own commitments.
    private static StatusLight? LightOf(ViewBook book, DateOnly on) =>
        StatusRule.Worst(book.Commitments.Ledgers.Values.Select(ledger => StatusRule.Of(ViewBook.Light(ledger), on)));

    private static IEnumerable<string> AreasOf(ViewBook book) => book.Program!.Opened!.Areas
        .Concat(book.Commitments.InOrder.SelectMany(ledger => ledger.Commitment.Areas)).Distinct();
}
