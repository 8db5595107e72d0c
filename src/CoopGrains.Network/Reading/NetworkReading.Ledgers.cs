using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ValueList<Division> DivisionsOf(EntryView entry) => Divided.Of(entry.Amount, entry.Parts);

    public ListPage<PeriodLockView> Locks(Actor reader, DateOnly on, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        return Page(snapshot, limit, snapshot.Locked.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>()
            .Where(book => !book.Unreadable)
            .SelectMany(book => book.Commitments.Ledgers.Values.Where(ledger => !ledger.Locks.IsEmpty), (book, ledger) => (book, ledger))
            .SelectMany(held => held.ledger.Locks, (held, locked) => new PeriodLockView
            {
                Book = held.book.Key,
                Title = held.book.Title,
                Commitment = held.ledger.Commitment.Id,
                Lock = locked.On(on),
            })
            .Where(view => after is null || string.CompareOrdinal(KeyOf(view), after) > 0)
            .OrderBy(KeyOf, StringComparer.Ordinal), KeyOf);
    }

    private static string KeyOf(PeriodLockView view) => $"{view.Book}:{view.Commitment}:{view.Lock.Id}";
}
