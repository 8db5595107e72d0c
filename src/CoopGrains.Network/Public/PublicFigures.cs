using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Figures of cited entries, by the rules of all others.</summary>
internal static class PublicFigures
{
    private const int MostBooks = 200;

    /// <summary>What the commitments of public books come to; what is only proposed, or was given up, adds nothing.</summary>
    public static ValueList<PublicFigure> Of(IReadOnlyList<PublicBook> books, DateOnly on)
    {
        var (totals, of) = (new GroupTotals(), new Dictionary<FigureKey, List<BookKey>>());
        foreach (var book in books)
            foreach (var ledger in book.Ledgers)
            {
                var key = NetworkTotals.KeyOf(ledger.Commitment);
                totals.Add(key, LedgerFigures.Of(ledger, default, on));
                if (!CommitmentRules.Counts(ledger.Commitment))
                    continue;
                if (!of.TryGetValue(key, out var named))
                    of.Add(key, named = []);
                if (named.Count < MostBooks && !named.Contains(book.Book.Key))
                    named.Add(book.Book.Key);
            }
        return NetworkReading.FiguresOfGroup(totals, "").Select(figure => new PublicFigure
        {
            Indicator = figure.Indicator,
            Unit = figure.Unit,
            Measure = figure.Measure,
            Commitments = figure.Commitments,
            Books = of[new(figure.Indicator, figure.Unit, figure.Measure)].ToValueList(),
            Overall = Cell(figure.Overall),
            Periods = figure.Periods.Select(Cell).ToValueList(),
        }).ToValueList();
    }

    /// <summary>A commitment with the figures of the entries that it is given with.</summary>
    public static PublicCommitment View(Ledger ledger, DateOnly on)
    {
        var view = FiguresOf.View(ViewBook.Light(ledger), on);
        var commitment = ledger.Commitment;
        return new()
        {
            Id = commitment.Id,
            Title = commitment.Title,
            Givers = commitment.Givers,
            Beneficiaries = commitment.Beneficiaries,
            Areas = commitment.Areas,
            Basis = commitment.Basis,
            Indicator = commitment.Indicator,
            Measure = commitment.Measure,
            Unit = commitment.Unit,
            Cadence = commitment.Cadence,
            Rate = commitment.Rate,
            State = commitment.State,
            TargetsWithoutSource = PublicBook.HasTargetsOfItsOwn(commitment),
            Overall = Cell(view.Overall),
            Periods = view.Periods.Select(Cell).ToValueList(),
            Sources = PublicSource.Of(commitment.Sources),
        };
    }

    private static PublicCell Cell(FigureCell cell) => new()
    {
        Period = cell.Period,
        Target = cell.Target,
        Value = cell.Confirmed,
        Unconfirmed = cell.Awaiting,
        Disputed = cell.Disputed,
        Entries = cell.Entries,
        NoData = cell.NoData,
    };

    private static PublicCell Cell(Figures figures) => new()
    {
        Period = figures.Period?.ToString(),
        Target = figures.Target,
        Value = figures.Confirmed,
        Unconfirmed = figures.Awaiting,
        Disputed = figures.Disputed,
        Entries = figures.Entries,
        NoData = figures.NoData,
    };
}
