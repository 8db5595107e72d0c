using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public Explanation? Explain(string figure, Actor reader, DateOnly on)
    {
        if (FigureQuery.Parse(figure) is not { } query)
            return null;
        var snapshot = state.Snapshot;
        var ledgers = (query.Book is { } key
            ? snapshot.Find(key, reader) is { Unreadable: false } book
                && book.Commitments.Find(query.Commitment!) is { } one ? [(Book: book, Ledger: one)] : []
            : Ledgers(snapshot, reader).Where(held => query.IsAbout(held.Book, held.Ledger, on)))
            .Where(held => query.HasPeriod(held.Ledger.Commitment)).ToList();
        if (ledgers.Count == 0)
            return null;
        var entries = ledgers.SelectMany(
            held => query.EntriesOf(held.Ledger).OrderBy(entry => entry.Number),
            (held, entry) => new ExplainedEntry { Book = held.Book.Key, Entry = entry }).ToList();
        var amounts = entries.Select(entry => entry.Entry.Amount).OfType<Amount>().ToList();
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Figure = figure,
            Value = amounts.Select(amount => amount.Unit).Distinct().Count() == 1 ? Sum.Of(amounts) : null,
            Total = entries.Count,
            Entries = entries.Take(MostItems).ToValueList(),
        };
    }
}
