using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public TermComparison? CompareTerms(BookKey agreement, BookKey? with, Actor reader, DateOnly on)
    {
        var snapshot = state.Snapshot;
        if (Seen(snapshot, agreement, reader) is not { } one)
            return null;
        var second = with ?? (FollowedBy(one) is { } before && Seen(snapshot, before, reader) is not null
            ? before
            : snapshot.Of(BookKind.Agreement, reader).FirstOrDefault(book => FollowedBy(book) == one.Key)?.Key);
        if (second is not { } key || key == agreement || Seen(snapshot, key, reader) is not { } other)
            return null;
        var (earlier, later) = FollowedBy(other) == one.Key ? (one, other) : (other, one);
        var rows = Rows(snapshot, earlier, later, reader, on);
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Earlier = SummaryOfAgreement(earlier, on),
            FrozenOn = earlier.Agreement!.Review?.On,
            Later = SummaryOfAgreement(later, on),
            Total = rows.Count,
            Rows = rows.Take(MostItems).ToValueList(),
        };
    }

    public LevelsView? Levels(BookKey agreement, Actor reader, DateOnly on)
    {
        var snapshot = state.Snapshot;
        if (Seen(snapshot, agreement, reader) is not { } book)
            return null;
        var above = new List<AgreementSummary>();
        for (var next = ParentOf(book); next is { } key && above.Count < LongestChain && Seen(snapshot, key, reader) is { } parent; next = ParentOf(parent))
            above.Add(SummaryOfAgreement(parent, on));
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Agreement = SummaryOfAgreement(book, on),
            Above = above.ToValueList(),
            Under = snapshot.Of(BookKind.Agreement, reader).Where(other => ParentOf(other) == agreement).Take(MostItems)
                .Select(other => SummaryOfAgreement(other, on)).ToValueList(),
            Programs = snapshot.Of(BookKind.Program, reader).Where(program => program.Under == agreement).Take(MostItems)
                .Select(program => SummaryOfProgram(program, on)).ToValueList(),
        };
    }

    public FoundCommitment? Carriable(BookKey predecessor, CommitmentRef commitment, Actor reader) =>
        state.Snapshot.Find(commitment.Book, reader) is { Unreadable: false } book && book.Under == predecessor
            && book.Commitments.Find(commitment.Commitment) is { } ledger
                ? new() { Ref = commitment, Commitment = ledger.Commitment }
                : null;

    public FoundCarry? Carried(BookKey book, CommitmentRef from, Actor reader)
    {
        var snapshot = state.Snapshot;
        return snapshot.Find(book, reader)?.Under is { } under && Seen(snapshot, under, reader) is { } successor
            && FollowedBy(successor) is { } before && Seen(snapshot, before, reader) is not null
            && Carriable(before, from, reader) is { } found
                ? new()
                {
                    Commitment = found.Commitment,
                    Successor = under,
                    Chosen = successor.Agreement!.Drafted?.Carries.Contains(from) == true && EndRules.IsInForce(successor.Agreement.State),
                    By = HeldBy(snapshot, successor, reader)
                        .Where(held => held.Ledger.Commitment.CarriedFrom == from && held.Ledger.Commitment.State != CommitmentState.Cancelled)
                        .Select(held => new CommitmentRef { Book = held.Book, Commitment = held.Ledger.Commitment.Id }).FirstOrDefault(),
                    GivenUp = found.Commitment.CarriedTo.FirstOrDefault(record => record.Successor == under)?.To is { } to
                        && snapshot.Find(to.Book, reader)?.Commitments.Find(to.Commitment)?.Commitment.State == CommitmentState.Cancelled
                            ? to
                            : null,
                }
                : null;
    }

    public BookKey? CarriedOnBy(BookKey program, Actor reader) =>
        state.Snapshot.Find(program, reader)?.Program?.Successor is { } next && state.Snapshot.Find(next, reader) is { } successor
        && successor.Commitments.Ledgers.Values.Any(ledger =>
            ledger.Commitment.CarriedFrom?.Book == program && ledger.Commitment.State != CommitmentState.Cancelled)
            ? next
            : null;

    private static List<ComparedRow> Rows(ViewSnapshot snapshot, ViewBook earlier, ViewBook later, Actor reader, DateOnly on)
    {
        var (before, after) = (HeldBy(snapshot, earlier, reader), HeldBy(snapshot, later, reader));
        var taken = after.Where(held => held.Ledger.Commitment is { CarriedFrom: not null, State: not CommitmentState.Cancelled })
            .ToLookup(held => held.Ledger.Commitment.CarriedFrom!);
        var chosen = later.Agreement!.Drafted?.Carries ?? default;
        var carried = new List<ComparedRow>();
        var left = new List<ComparedRow>();
        foreach (var held in before)
        {
            var key = new CommitmentRef { Book = held.Book, Commitment = held.Ledger.Commitment.Id };
            var record = held.Ledger.Commitment.CarriedTo.FirstOrDefault(one => one.Successor == later.Key);
            var isCarried = taken.Contains(key) || chosen.Contains(key) || record is not null;
            // What others list already is not listed again.
            var unfinished = record?.Unfinished ?? (held.Ledger.Commitment.CarriedTo.IsEmpty ? CarryRules.Unfinished(held.Ledger, on) : default);
            var row = new ComparedRow
            {
                Earlier = Compared(held, on),
                Carried = isCarried,
                CarriedOn = record?.On,
                Unfinished = unfinished,
            };
            var takers = taken[key].Select(taker => row with { Later = Compared(taker, on) }).ToList();
            // Of several that carry one on, the first lists what was left.
            (isCarried ? carried : left).AddRange(takers.Count == 0 ? [row] : takers.Select((one, i) => i == 0 ? one : one with { Unfinished = default }));
        }
        var known = before.Select(held => new CommitmentRef { Book = held.Book, Commitment = held.Ledger.Commitment.Id }).ToHashSet();
        var fresh = after.Where(held => held.Ledger.Commitment.CarriedFrom is not { } from || !known.Contains(from))
            .Select(held => new ComparedRow { Later = Compared(held, on), Carried = false });
        return [.. carried, .. left, .. fresh];
    }

    private static List<(BookKey Book, Ledger Ledger)> HeldBy(ViewSnapshot snapshot, ViewBook agreement, Actor reader) =>
        [.. snapshot.Of(BookKind.Program, reader).Where(program => program.Under == agreement.Key).Prepend(agreement)
            .SelectMany(book => book.Commitments.InOrder, (book, ledger) => (book.Key, ledger))];

    private static ComparedCommitment Compared((BookKey Book, Ledger Ledger) held, DateOnly on)
    {
        var view = FiguresOf.View(ViewBook.Light(held.Ledger), on);
        return new()
        {
            Ref = new() { Book = held.Book, Commitment = view.Commitment.Id },
            Title = view.Commitment.Title,
            State = view.Commitment.State,
            Indicator = view.Commitment.Indicator,
            Unit = view.Commitment.Unit,
            Overall = view.Overall,
            Periods = view.Periods,
        };
    }

    private static ViewBook? Seen(ViewSnapshot snapshot, BookKey agreement, Actor reader) =>
        agreement.Kind == BookKind.Agreement && snapshot.Find(agreement, reader) is { Unreadable: false } book ? book : null;

    private static BookKey? FollowedBy(ViewBook book) => book.Agreement!.Drafted?.Predecessor ?? book.Agreement.Registered?.Predecessor;

    private static BookKey? ParentOf(ViewBook book) => book.Agreement!.Drafted?.Parent ?? book.Agreement.Registered?.Parent;
}
