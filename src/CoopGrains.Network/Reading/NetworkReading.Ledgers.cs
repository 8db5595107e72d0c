using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ValueList<Division> DivisionsOf(EntryView entry) => Divided.Of(entry.Amount, entry.Parts);

    public ListPage<PeriodLockView> Locks(Actor reader, DateOnly on, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        return Page(snapshot, reader, limit, snapshot.Locked.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>()
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

    public ListPage<ConflictView> Conflicts(ConflictState? of, Actor reader, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        return Page(snapshot, reader, limit, snapshot.Conflicting.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>()
            .Where(book => !book.Unreadable)
            .SelectMany(book => book.Conflicts, ViewOf)
            .Where(view => of is null || view.Conflict.Resolution is null == (of == ConflictState.Open))
            .Where(view => after is null || string.CompareOrdinal(KeyOf(view), after) > 0)
            .OrderBy(KeyOf, StringComparer.Ordinal), KeyOf);
    }

    public ValueList<ConflictView> ConflictsOf(BookKey book, Actor reader) =>
        state.Snapshot.Find(book, reader) is { Unreadable: false } found
            ? found.Conflicts.Select(conflict => ViewOf(found, conflict)).OrderBy(KeyOf, StringComparer.Ordinal).ToValueList()
            : default;

    public ConflictView? Conflict(BookKey book, string conflict, Actor reader) =>
        state.Snapshot.Find(book, reader) is { Unreadable: false } found && found.Conflicts.Find(conflict) is { } known
            ? ViewOf(found, known)
            : null;

    private static ConflictView ViewOf(ViewBook book, SourceConflict conflict) =>
        new() { Book = book.Key, Title = book.Title, Conflict = conflict };

    private static string KeyOf(ConflictView view) => $"{view.Book}:{view.Conflict.Id}";

    private static string KeyOf(PeriodLockView view) => $"{view.Book}:{view.Commitment}:{view.Lock.Id}";
}
