using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What waits for somebody in a set of books, so that a work list costs what it shows and not what there is.</summary>
/// <remarks>Changed by differences; not safe for concurrent use. An entry takes 16 bytes, and so does a commitment without data.</remarks>
internal sealed class WorkIndex
{
    private static readonly Comparer<(EntryView Entry, string Book)> ByAge = Comparer<(EntryView Entry, string Book)>.Create((left, right) =>
        left.Entry.Since.CompareTo(right.Entry.Since) is not 0 and var bySince ? bySince
        : string.CompareOrdinal(left.Book, right.Book) is not 0 and var byBook ? byBook
        : string.CompareOrdinal(left.Entry.Id, right.Entry.Id));

    private static readonly Comparer<(string Book, string Commitment)> ByBook = Comparer<(string Book, string Commitment)>.Create(
        (left, right) => string.CompareOrdinal(left.Book, right.Book) is not 0 and var byBook
            ? byBook
            : string.CompareOrdinal(left.Commitment, right.Commitment));

    private static readonly Comparer<Waiting> ByPlace =
        Comparer<Waiting>.Create((left, right) => ToDo.ByAge.Compare(left.ToDo, right.ToDo));

    /// <summary>Entries that somebody has to do something about, oldest first.</summary>
    public GroupsByParty<EntryGroup, (EntryView Entry, string Book)> Entries { get; } = new(group => group.Concerned(), ByAge);

    /// <summary>Commitments that lack data or miss a target, by book.</summary>
    public GroupsByParty<ReportGroup, (string Book, string Commitment)> Reports { get; } = new(group => group.Concerned(), ByBook);

    /// <summary>The commitments that provinces give or receive under, by book and number: what a scorecard shows.</summary>
    public GroupsByParty<PartyGroup, CommitmentPlace> Commitments { get; } = new(group => group.Concerned(), CommitmentPlace.InGroup);

    /// <summary>Whatever else waits, oldest first.</summary>
    public GroupsByParty<WaitingGroup, Waiting> Waiting { get; } = new(group => [group.For.Key], ByPlace);

    /// <summary>The work in books.</summary>
    public static WorkIndex Of(IEnumerable<ViewBook> books)
    {
        var work = new WorkIndex();
        // In order, so that chunks are filled one after the other.
        foreach (var book in books.OrderBy(book => book.Key.Id, StringComparer.Ordinal))
            work.Add(book, 1);
        return work;
    }

    /// <summary>A whole book comes in or, with -1, goes.</summary>
    public void Add(ViewBook book, int sign)
    {
        foreach (var source in WorkSource.All)
            Wait(source, book, sign);
        foreach (var ledger in book.Commitments.Ledgers.Values)
        {
            Report(book, ledger, sign);
            Take(book, ledger, sign);
            Ask(book, ledger, sign);
            if (book.CountsOf(ledger).Open > 0)
                foreach (var entry in ledger.Entries.Values)
                    Entry(book, entry, sign);
        }
    }

    /// <summary>An event brings a book from one state to another.</summary>
    public void Change(ViewBook before, ViewBook after, LedgerChange? change)
    {
        foreach (var source in WorkSource.All)
            if (!source.IsSame(before, after))
            {
                Wait(source, before, -1);
                Wait(source, after, 1);
            }
        if (ConsentWork.IsAnswered(before) != ConsentWork.IsAnswered(after))
        {
            foreach (var ledger in before.Commitments.Ledgers.Values)
                Ask(before, ledger, -1);
            foreach (var ledger in after.Commitments.Ledgers.Values)
                Ask(after, ledger, 1);
        }
        if (ReportGroup.LastTold(before) != ReportGroup.LastTold(after))
        {
            foreach (var ledger in before.Commitments.Ledgers.Values)
                Report(before, ledger, -1);
            foreach (var ledger in after.Commitments.Ledgers.Values)
                Report(after, ledger, 1);
        }
        if (change is null)
            return;
        Report(before, after, change);
        Take(before, after, change);
        if (change.Before is not { } earlier)
            Ask(after, change.After, 1);
        else if (earlier.Locks != change.After.Locks || earlier.Commitment.Asked != change.After.Commitment.Asked)
        {
            Ask(before, earlier, -1);
            Ask(after, change.After, 1);
        }
        foreach (var (then, now) in change.Entries)
        {
            if (then is not null)
                Entry(before, then, -1);
            Entry(after, now, 1);
        }
    }

    private void Report(ViewBook before, ViewBook after, LedgerChange change)
    {
        // Most entries fall into periods that have others.
        if (change.Before is { } earlier)
        {
            if (ReferenceEquals(earlier.Commitment, change.After.Commitment) && !ConfirmsOtherwise(change)
                && earlier.Locks == change.After.Locks
                && ReportGroup.MissingIn(before, earlier) == ReportGroup.MissingIn(after, change.After))
                return;
            Report(before, earlier, -1);
        }
        Report(after, change.After, 1);
    }

    private static bool ConfirmsOtherwise(LedgerChange change) =>
        change.Entries.Any(entry => (entry.Before?.Status == EntryStatus.Confirmed) != (entry.After.Status == EntryStatus.Confirmed));

    private void Report(ViewBook book, Ledger ledger, int sign)
    {
        if (ReportGroup.Of(book, ledger) is { } group)
            Reports.Put(group, (book.Key.Id, ledger.Commitment.Id), sign);
    }

    private void Take(ViewBook before, ViewBook after, LedgerChange change)
    {
        if (change.Before is { } earlier && earlier.Commitment.Givers == change.After.Commitment.Givers
            && earlier.Commitment.Beneficiaries == change.After.Commitment.Beneficiaries)
            return;
        if (change.Before is { } other)
            Take(before, other, -1);
        Take(after, change.After, 1);
    }

    private void Take(ViewBook book, Ledger ledger, int sign) => Commitments.Put(
        PartyGroup.Of(book.Key.Kind, ledger.Commitment), new(book.Key.Id, ledger.Number, ledger.Commitment.Id), sign);

    private void Entry(ViewBook book, EntryView entry, int sign)
    {
        if (EntryGroup.Of(book.Key.Kind, entry) is { } group)
            Entries.Put(group, (entry, book.Key.Id), sign);
        if (EntryGroup.OfResembling(book.Key.Kind, entry) is { } resembling)
            Entries.Put(resembling, (entry, book.Key.Id), sign);
        if (EntryGroup.OfAsked(book.Key.Kind, entry) is { } asked)
            Entries.Put(asked, (entry, book.Key.Id), sign);
    }

    private void Ask(ViewBook book, Ledger ledger, int sign)
    {
        if (ledger.Locks.IsEmpty && ledger.Commitment.Asked.IsEmpty)
            return;
        foreach (var waiting in ConsentWork.Of(book, ledger))
            Waiting.Put(new(waiting.Kind, waiting.For), waiting, sign);
    }

    private void Wait(WorkSource source, ViewBook book, int sign)
    {
        foreach (var waiting in source.Waits(book))
            Waiting.Put(new(waiting.Kind, waiting.For), waiting, sign);
    }
}
