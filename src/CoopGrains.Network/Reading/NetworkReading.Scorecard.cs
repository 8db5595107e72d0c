using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public Scorecard? Scorecard(string province, Actor reader, DateOnly on)
    {
        if (!BookKey.IsId(province))
            return null;
        var (status, held, snapshot) = state.Read(on, (open, work, now) =>
            (GroupOf(StatusBy.Province, province, Visible(open, now, reader), now), HeldBy(province, work, now, reader), now));
        if (snapshot.Find(BookKey.Province(province), reader) is not { Unreadable: false, Province.National: false } book)
            return null;
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            On = on,
            Province = SummaryOfProvince(book),
            Status = status,
            Commitments = held.Select(one => new ScorecardLine
            {
                Book = one.Book,
                Gives = one.Ledger.Commitment.Givers.Contains(province),
                Commitment = ViewFor(province, one.Ledger, on),
            }).ToValueList(),
        };
    }

    // With the entries that are the province's business; how far a target is met is told of all whom it is for.
    private static CommitmentView ViewFor(string province, Ledger ledger, DateOnly on)
    {
        var whole = FiguresOf.View(ViewBook.Light(ledger), on);
        var part = ProvinceFigures.Part(ledger, province);
        if (ReferenceEquals(part, ledger))
            return whole;
        var own = FiguresOf.View(part, on);
        return own with
        {
            Light = whole.Light,
            Periods = own.Periods.Select((figures, i) => figures with
            {
                Light = whole.Periods[i].Light,
                Expected = whole.Periods[i].Expected,
                Overdue = whole.Periods[i].Overdue,
            }).ToValueList(),
        };
    }

    public ProposalList Proposals(Actor reader)
    {
        var snapshot = state.Snapshot;
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Proposals = Ledgers(snapshot, reader).Where(held => held.Ledger.Commitment.State == CommitmentState.Proposed)
                .Select(held => new Proposal { Book = held.Book.Key, Commitment = held.Ledger.Commitment }).ToValueList(),
        };
    }

    public TradeReport Trade(Actor reader)
    {
        var snapshot = state.Snapshot;
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Series = Ledgers(snapshot, reader)
                .Where(held => CommitmentRules.Counts(held.Ledger.Commitment)
                    && held.Ledger.Commitment is { Measure: Measure.ToDate, Unit: var unit } && Domain.Units.IsMoney(unit))
                .Select(held => SeriesOf(held.Book, held.Ledger)).ToValueList(),
        };
    }

    private static TradeSeries SeriesOf(ViewBook book, Ledger ledger)
    {
        var figures = FiguresOf.Overall(ViewBook.Light(ledger));
        var entries = FiguresOf.Entries(ledger, -1, _ => true);
        var months = TradeMonths.Of(ledger, entries);
        return new()
        {
            Book = book.Key,
            Commitment = ledger.Commitment.Id,
            Title = ledger.Commitment.Title,
            Indicator = ledger.Commitment.Indicator,
            Provinces = ledger.Commitment.Givers.Concat(ledger.Commitment.Beneficiaries).Distinct().ToValueList(),
            Window = entries.Count == 0 ? null : new() { From = entries[0].Occurred.From, To = entries.MaxBy(FiguresOf.EndOf)!.Occurred.To },
            Turnover = figures.Reported,
            Confirmed = figures.Confirmed,
            Imports = figures.Parts.FirstOrDefault(part => part.Name == "imports")?.Amount,
            Exports = figures.Parts.FirstOrDefault(part => part.Name == "exports")?.Amount,
            Entries = entries.ToValueList(),
            Divided = TradeDivisions.Of(ledger, entries),
            Months = months,
            NotByMonth = TradeMonths.NotTold(ledger, figures.Reported, months, entries),
        };
    }

    private static IEnumerable<(ViewBook Book, Ledger Ledger)> Ledgers(ViewSnapshot snapshot, Actor reader) =>
        snapshot.All(reader).SelectMany(book => book.Commitments.InOrder, (book, ledger) => (book, ledger));

    private static List<(BookKey Book, Ledger Ledger)> HeldBy(string province, WorkIndex open, ViewSnapshot snapshot, Actor reader)
    {
        List<WorkIndex> all = [open];
        if (reader.MaySeeRestricted)
            all.Add(WorkIndex.Of(SeenRestricted(snapshot, reader)));
        var groups = all.SelectMany(work => work.Commitments.Of([WorkKey.Body(province)]))
            .Select(group => group.Value.Items.Select(place => (group.Key.Kind, Place: place)));
        return [.. Merged.InOrder(groups, CommitmentPlace.InOrder)
            .Select(one => (Book: BookKey.Of(one.Kind, one.Place.Book), one.Place.Commitment))
            .Select(one => (one.Book, Ledger: snapshot.Books[one.Book].Commitments.Find(one.Commitment)!))
            .Where(one => CommitmentRules.Counts(one.Ledger.Commitment))
            .Take(MostItems)];
    }

    /// <summary>Few: what is kept by differences for open books is made anew of these for whoever sees them.</summary>
    private static IEnumerable<ViewBook> SeenRestricted(ViewSnapshot snapshot, Actor reader) =>
        snapshot.Restricted.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>().Where(book => !book.Unreadable);
}
