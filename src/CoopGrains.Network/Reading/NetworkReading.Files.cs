using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public IReadOnlyList<LedgerBook> Ledgers(LedgerFilter filter, Actor reader)
    {
        var snapshot = state.Snapshot;
        var books = filter.Book is { } one
            ? snapshot.Find(one, reader) is { } found ? [found] : []
            : ((BookKind[])[BookKind.Agreement, BookKind.Program, BookKind.Province])
                .SelectMany(kind => snapshot.IdsOf(kind).Select(id => snapshot.Find(BookKey.Of(kind, id), reader))).OfType<ViewBook>();
        return
        [
            .. books.Where(book => filter.Agreement is null || book.Under == filter.Agreement)
                .Where(book => book.Unreadable || !book.Commitments.Ledgers.IsEmpty)
                .Select(book => new FilteredLedgers(book, filter)),
        ];
    }

    public IRehearsal? Rehearse(BookKey book, Actor reader) => state.Snapshot.Find(book, reader) switch
    {
        { Unreadable: true } or null => null,
        ViewBook<ProgramBook> { State: var program } => new Rehearsal<ProgramBook>(book, program),
        ViewBook<AgreementBook> { State: var agreement } => new Rehearsal<AgreementBook>(book, agreement),
        ViewBook<ProvinceBook> { State: var province } => new Rehearsal<ProvinceBook>(book, province),
        var other => throw new InvalidOperationException($"No such book: {other}."),
    };

    private sealed class FilteredLedgers(ViewBook book, LedgerFilter filter) : LedgerBook
    {
        public override BookKey Book => book.Key;

        public override long Version => book.Version;

        public override bool Unreadable => book.Unreadable;

        public override Commitment? Commitment(string commitment) => book.Commitments.Find(commitment)?.Commitment;

        public override LedgerEntry? Find(string entry) =>
            book.Commitments.FindEntry(entry) is var (ledger, found) && Takes(ledger.Commitment, found)
                ? new(ledger.Commitment, found, Tally.Counts(found))
                : null;

        public override IEnumerable<EntryView> Entries(string commitment) =>
            book.Commitments.Find(commitment)?.Entries.Values.OrderBy(entry => entry.Number) ?? Enumerable.Empty<EntryView>();

        private bool Takes(Commitment commitment, EntryView entry) =>
            (filter.Area is not { } area || Groups.AreasOf(book, commitment).Any(own => AreaTree.IsIn(own, area)))
            && (filter.Province is not { } province || ShareRules.Concerns(commitment, entry, province))
            && (filter.Partner is not { } partner || ShareRules.Concerns(commitment, entry, partner))
            && (filter.Period is not { } period || period.Contains(entry.Counted));
    }

    private sealed class Rehearsal<TState>(BookKey book, TState state) : IRehearsal
        where TState : class, IBookState<TState>
    {
        private TState _state = state;

        public Outcome Try(Actor actor, Command command, string operation, DateTimeOffset now)
        {
            var decision = TState.Decide(_state, command, new() { Book = book, Actor = actor, Now = now, OperationId = operation });
            if (decision.Refusal is { } refusal)
                return refusal;
            foreach (var happened in decision.Events)
                _state = TState.Evolve(_state, happened);
            return new Outcome.Accepted { Book = book, Version = 0, Events = decision.Events };
        }
    }
}
