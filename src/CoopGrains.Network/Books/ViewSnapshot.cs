using System.Collections.Immutable;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>All books after one journal row: immutable, so that readers hold it as long as they like.</summary>
internal sealed record ViewSnapshot
{
    public static ViewSnapshot Empty { get; } = new();

    public long Position { get; init; }

    public int Epoch { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Recorded time of the last row of an open book; null when there is none.</summary>
    public DateTimeOffset? OpenAsOf { get; init; }

    public ImmutableDictionary<BookKey, ViewBook> Books { get; init; } = ImmutableDictionary<BookKey, ViewBook>.Empty;

    public ImmutableSortedSet<string> Provinces { get; init; } = NoIds;

    public ImmutableSortedSet<string> Agreements { get; init; } = NoIds;

    public ImmutableSortedSet<string> Programs { get; init; } = NoIds;

    /// <summary>Few: they are counted when somebody who may see them asks.</summary>
    public ImmutableHashSet<BookKey> Restricted { get; init; } = [];

    public ImmutableHashSet<BookKey> Unreadable { get; init; } = [];

    /// <summary>Agreements with talks: few beside those without.</summary>
    public ImmutableHashSet<BookKey> Talking { get; init; } = [];

    /// <summary>Books in which something is or will be due, the earliest first.</summary>
    public ImmutableSortedSet<NextDue> Timed { get; init; } = [];

    /// <summary>Documents by hash, with the books that they belong to.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<BookKey>> Documents { get; init; } =
        ImmutableDictionary<string, ImmutableHashSet<BookKey>>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Books with locked periods: few beside those without.</summary>
    public ImmutableHashSet<BookKey> Locked { get; init; } = [];

    /// <summary>Books whose sources disagree, or did.</summary>
    public ImmutableHashSet<BookKey> Conflicting { get; init; } = [];

    /// <summary>Restricted books that somebody was let read for a time: few.</summary>
    public ImmutableHashSet<BookKey> Granting { get; init; } = [];

    /// <summary>The agencies of all provinces, with the body they belong to.</summary>
    public ImmutableDictionary<string, (string Body, Agency Agency)> Agencies { get; init; } =
        ImmutableDictionary<string, (string, Agency)>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Closed agencies, by the body they belong to: few.</summary>
    public ImmutableDictionary<string, ValueList<string>> Closed { get; init; } =
        ImmutableDictionary<string, ValueList<string>>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Made when first asked for after names have changed.</summary>
    public Lazy<NameIndex> Names { get; init; } = new(() => new NameIndex([]));

    private static ImmutableSortedSet<string> NoIds => ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);

    /// <summary>A snapshot of books as they were kept.</summary>
    public static ViewSnapshot From(IEnumerable<ViewBook> kept, long position, int epoch, DateTimeOffset? asOf)
    {
        var books = kept.ToImmutableDictionary(book => book.Key);
        var provinces = Ids(BookKind.Province);
        return new()
        {
            Position = position,
            Epoch = epoch,
            AsOf = asOf,
            OpenAsOf = books.Values.Where(book => book.IsOpen).Select(book => (DateTimeOffset?)book.At).Max(),
            Books = books,
            Provinces = provinces,
            Agreements = Ids(BookKind.Agreement),
            Programs = Ids(BookKind.Program),
            Talking = [.. books.Values.Where(book => book.Agreement is { Talks.IsEmpty: false }).Select(book => book.Key)],
            Timed = [.. books.Values.Select(DueItems.Next).OfType<NextDue>()],
            Conflicting = [.. books.Values.Where(book => !book.Conflicts.IsEmpty).Select(book => book.Key)],
            Locked = [.. books.Values.Where(HasLocks).Select(book => book.Key)],
            Documents = books.Values.SelectMany(book => book.Attachments, (book, one) => (one.Document.Hash, book.Key))
                .GroupBy(one => one.Hash, one => one.Key).ToImmutableDictionary(
                    group => group.Key, group => group.ToImmutableHashSet(), StringComparer.Ordinal),
            Granting = [.. books.Values.Where(book => !book.Grants.IsEmpty).Select(book => book.Key)],
            Restricted = [.. books.Values.Where(book => book.Restricted).Select(book => book.Key)],
            Agencies = books.Values.Where(book => book.Province is not null)
                .SelectMany(book => book.Province!.Agencies, (book, agency) => (Body: book.Key.Id, Agency: agency))
                .ToImmutableDictionary(held => held.Agency.Id, held => (held.Body, held.Agency), StringComparer.Ordinal),
            Closed = books.Values.Where(book => book.Province is not null)
                .Select(book => (Body: book.Key.Id, Ids: ClosedOf(book.Province!.Agencies)))
                .Where(one => !one.Ids.IsEmpty).ToImmutableDictionary(one => one.Body, one => one.Ids, StringComparer.Ordinal),
            Names = new(() => ViewSnapshotNames.Of(books, provinces)),
        };

        ImmutableSortedSet<string> Ids(BookKind kind) =>
            books.Keys.Where(key => key.Kind == kind).Select(key => key.Id).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    public static ValueList<string> ClosedOf(ValueList<Agency> agencies) =>
        agencies.Where(agency => agency.ClosedOn is not null).Select(agency => agency.Id).ToValueList();

    public static bool HasLocks(ViewBook book) => book.Commitments.Ledgers.Values.Any(ledger => !ledger.Locks.IsEmpty);

    public ViewBook? Find(BookKey key, Actor reader) =>
        Books.TryGetValue(key, out var book) && book.IsSeenBy(reader) ? book : null;

    /// <summary>Recorded time of the last row of all books that a reader sees; null when there is none. Those hidden from it move nothing.</summary>
    public DateTimeOffset? LastSeenBy(Actor reader)
    {
        var last = OpenAsOf;
        if (reader.MaySeeRestricted)
            foreach (var key in Restricted)
                if (Find(key, reader) is { } book && !(book.At <= last))
                    last = book.At;
        return last;
    }

    public ImmutableSortedSet<string> IdsOf(BookKind kind) => kind switch
    {
        BookKind.Province => Provinces,
        BookKind.Agreement => Agreements,
        _ => Programs,
    };

    /// <summary>Books of a kind that the reader sees, by id, behind <paramref name="after"/>.</summary>
    public IEnumerable<ViewBook> Of(BookKind kind, Actor reader, string? after = null)
    {
        var ids = IdsOf(kind);
        var start = 0;
        if (after is not null)
        {
            var found = ids.IndexOf(after);
            start = found < 0 ? ~found : found + 1;
        }
        for (var i = start; i < ids.Count; i++)
            if (Books[BookKey.Of(kind, ids[i])] is { Unreadable: false } book && book.IsSeenBy(reader))
                yield return book;
    }

    /// <summary>All books that the reader sees, by kind and id.</summary>
    public IEnumerable<ViewBook> All(Actor reader) =>
        Of(BookKind.Agreement, reader).Concat(Of(BookKind.Program, reader)).Concat(Of(BookKind.Province, reader));
}
