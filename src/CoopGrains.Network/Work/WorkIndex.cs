using System.Runtime.InteropServices;
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

    private readonly Dictionary<EntryGroup, SortedChunks<(EntryView Entry, string Book)>> _entries = [];
    private readonly Dictionary<ReportGroup, SortedChunks<(string Book, string Commitment)>> _reports = [];
    private readonly Dictionary<string, HashSet<BookKey>> _agreements = new(StringComparer.Ordinal);

    /// <summary>Entries that somebody has to do something about, oldest first.</summary>
    public IEnumerable<KeyValuePair<EntryGroup, SortedChunks<(EntryView Entry, string Book)>>> Entries => _entries;

    /// <summary>Commitments that lack data, by book.</summary>
    public IEnumerable<KeyValuePair<ReportGroup, SortedChunks<(string Book, string Commitment)>>> Reports => _reports;

    /// <summary>Agreements whose text a party has to accept, or which it has to sign.</summary>
    public IEnumerable<BookKey> Agreements(string party) => _agreements.GetValueOrDefault(party) ?? [];

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
        Agreement(book, sign);
        foreach (var ledger in book.Commitments.Ledgers.Values)
        {
            Report(book, ledger, sign);
            if (book.CountsOf(ledger).Open > 0)
                foreach (var entry in ledger.Entries.Values)
                    Entry(book, entry, sign);
        }
    }

    /// <summary>An event brings a book from one state to another.</summary>
    public void Change(ViewBook before, ViewBook after, LedgerChange? change)
    {
        if (after.Agreement is not null)
        {
            Agreement(before, -1);
            Agreement(after, 1);
        }
        if (before.Program?.State != after.Program?.State)
        {
            foreach (var ledger in before.Commitments.Ledgers.Values)
                Report(before, ledger, -1);
            foreach (var ledger in after.Commitments.Ledgers.Values)
                Report(after, ledger, 1);
        }
        if (change is null)
            return;
        Report(before, after, change);
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
            if (ReferenceEquals(earlier.Commitment, change.After.Commitment)
                && ReportGroup.MissingIn(before, earlier) == ReportGroup.MissingIn(after, change.After))
                return;
            Report(before, earlier, -1);
        }
        Report(after, change.After, 1);
    }

    private void Report(ViewBook book, Ledger ledger, int sign)
    {
        if (ReportGroup.Of(book, ledger) is { } group)
            Put(_reports, group, (book.Key.Id, ledger.Commitment.Id), sign, ByBook);
    }

    private void Entry(ViewBook book, EntryView entry, int sign)
    {
        if (EntryGroup.Of(book.Key.Kind, entry) is { } group)
            Put(_entries, group, (entry, book.Key.Id), sign, ByAge);
    }

    private void Agreement(ViewBook book, int sign)
    {
        foreach (var party in Waiting(book.Agreement))
        {
            ref var waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(_agreements, party, out _);
            waiting ??= [];
            _ = sign > 0 ? waiting.Add(book.Key) : waiting.Remove(book.Key);
        }
    }

    private static IEnumerable<string> Waiting(AgreementBook? agreement) => agreement switch
    {
        { Exists: true, State: AgreementState.Draft } => agreement.Parties.Where(party => !agreement.AcceptedBy.Contains(party)),
        { State: AgreementState.TextAgreed or AgreementState.PartlySigned } =>
            agreement.Parties.Where(party => !agreement.Signatures.Any(signature => signature.Party == party)),
        _ => [],
    };

    private static void Put<TGroup, TItem>(
        Dictionary<TGroup, SortedChunks<TItem>> groups, TGroup group, TItem item, int sign, IComparer<TItem> order)
        where TGroup : notnull
    {
        if (sign > 0)
            (CollectionsMarshal.GetValueRefOrAddDefault(groups, group, out _) ??= new(order)).Add(item);
        else if (groups.TryGetValue(group, out var items))
        {
            items.Remove(item);
            if (items.Count == 0)
                groups.Remove(group);
        }
    }
}
