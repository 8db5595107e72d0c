using System.Collections.Immutable;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>The folded books, their totals and what is to be done in them. One writer applies rows; readers take the snapshot, or the rest under a short lock.</summary>
internal sealed class ViewState
{
    private readonly Lock _gate = new();
    private readonly Sharing _sharing = new();
    private volatile ViewSnapshot _snapshot;
    // Made when first asked for: a reading of the past is folded without them.
    private NetworkTotals? _totals;
    private WorkIndex? _work;

    public ViewState(ViewSnapshot snapshot) => _snapshot = snapshot;

    public ViewSnapshot Snapshot => _snapshot;

    /// <summary>Begins from a checkpoint.</summary>
    public void Begin(ViewSnapshot snapshot)
    {
        lock (_gate)
            (_snapshot, _totals, _work) = (snapshot, null, Index(snapshot));
    }

    /// <summary>Applies rows in position order and shows them together; tells which books they changed.</summary>
    public IReadOnlyCollection<BookKey> Apply(IEnumerable<JournalRow> rows)
    {
        lock (_gate)
        {
            var draft = new Draft(_snapshot);
            JournalRow? last = null;
            foreach (var row in rows)
                Apply(draft, last = row);
            _snapshot = draft.ToSnapshot(last);
            return draft.Changed;
        }
    }

    /// <summary>Applies rows in position order, books beside each other, before anybody has read totals or work of this state.</summary>
    public void ApplyUnread(IReadOnlyList<JournalRow> rows)
    {
        lock (_gate)
        {
            if (_totals is not null || _work is not null)
                throw new InvalidOperationException("Totals of this state were read: they would run apart from it.");
            var from = _snapshot;
            var books = rows.GroupBy(row => row.BookKey, StringComparer.Ordinal).ToArray();
            var folded = new (ViewBook Before, ViewBook After)?[books.Length];
            Parallel.For(0, books.Length, () => new Sharing(), (i, _, sharing) =>
            {
                folded[i] = Folded(from, books[i], sharing);
                return sharing;
            }, _ => { });
            var draft = new Draft(from);
            foreach (var book in folded)
                if (book is { } changed && !ReferenceEquals(changed.Before, changed.After))
                    draft.Set(changed.Before, changed.After, ViewSnapshot.HasLocks(changed.After));
            _snapshot = draft.ToSnapshot(rows.Count == 0 ? null : rows[^1]);
        }
    }

    /// <summary>Reads totals of a civil date together with the snapshot they belong to.</summary>
    public T Read<T>(DateOnly on, Func<NetworkTotals, ViewSnapshot, T> read)
    {
        lock (_gate)
        {
            if (_totals?.On != on)
                _totals = Sum(_snapshot, on);
            return read(_totals, _snapshot);
        }
    }

    /// <summary>Reads totals of a civil date and what is to be done together with the snapshot they belong to.</summary>
    public T Read<T>(DateOnly on, Func<NetworkTotals, WorkIndex, ViewSnapshot, T> read)
    {
        lock (_gate)
            return Read(on, (totals, snapshot) => read(totals, _work ??= Index(snapshot), snapshot));
    }

    /// <summary>Reads what is to be done together with the snapshot it belongs to. Readings of the past index it when first asked.</summary>
    public T ReadWork<T>(Func<WorkIndex, ViewSnapshot, T> read)
    {
        lock (_gate)
            return read(_work ??= Index(_snapshot), _snapshot);
    }

    private static WorkIndex Index(ViewSnapshot snapshot) => WorkIndex.Of(snapshot.Books.Values.Where(IsCounted));

    private static NetworkTotals Sum(ViewSnapshot snapshot, DateOnly on)
    {
        var totals = new NetworkTotals(on);
        foreach (var book in snapshot.Books.Values)
            if (IsCounted(book))
                totals.Add(book, 1);
        return totals;
    }

    private static bool IsCounted(ViewBook book) => book is { Exists: true, Restricted: false, Unreadable: false };

    private static (ViewBook Before, ViewBook After)? Folded(ViewSnapshot from, IGrouping<string, JournalRow> rows, Sharing sharing)
    {
        if (!BookKey.TryParse(rows.Key, out var key))
            return null;
        var before = from.Books.GetValueOrDefault(key) ?? ViewBook.New(key);
        var after = before;
        foreach (var row in rows)
            if (row.Sequence > after.Version)
                after = Fold(after, row, sharing, out _);
        return (before, after);
    }

    private void Apply(Draft draft, JournalRow row)
    {
        if (!BookKey.TryParse(row.BookKey, out var key))
            return;
        var before = draft.Find(ref key);
        if (row.Sequence <= before.Version)
            return;
        var after = Fold(before, row, _sharing, out var change);
        draft.Set(before, after, change is { After.Locks.IsEmpty: false });
        if (after.Unreadable)
        {
            if (!IsCounted(before))
                return;
            _totals?.Add(before, -1);
            _work?.Add(before, -1);
        }
        else if (after.Restricted)
            return;
        else if (change is null && !ReferenceEquals(before.Commitments.Ledgers, after.Commitments.Ledgers))
        {
            // One event that is about no commitment changed many, such as a text that enters into force.
            _totals?.Add(before, -1);
            _totals?.Add(after, 1);
            _work?.Add(before, -1);
            _work?.Add(after, 1);
        }
        else
        {
            _totals?.Change(before, after, change);
            _work?.Change(before, after, change);
        }
    }

    // One book's bad row must not stop the others.
    private static ViewBook Fold(ViewBook before, JournalRow row, Sharing sharing, out LedgerChange? change)
    {
        change = null;
        if (before.Unreadable || row.Sequence != before.Version + 1 || !RowHash.Follows(before.Hash, row))
            return before.Broken(Seen.Row(row), before.IsNewer);
        try
        {
            var happened = row.Payload as Event ?? EventCatalog.Read(row.Kind, row.Text);
            return before.After(sharing.Of(happened, before.Key), Seen.Row(row), out change);
        }
        catch (Exception unreadable)
        {
            return before.Broken(Seen.Row(row), unreadable is NewerEventException);
        }
    }

    /// <summary>Collects the changes of a batch.</summary>
    private sealed class Draft(ViewSnapshot from)
    {
        private readonly ImmutableDictionary<BookKey, ViewBook>.Builder _books = from.Books.ToBuilder();
        private readonly HashSet<BookKey> _changed = [];
        private ViewSnapshot _snapshot = from;
        private bool _names;

        public IReadOnlyCollection<BookKey> Changed => _changed;

        public ViewBook Find(ref BookKey key)
        {
            if (!_books.TryGetValue(key, out var book))
                return ViewBook.New(key);
            key = book.Key;
            return book;
        }

        public void Set(ViewBook before, ViewBook after, bool locked)
        {
            var key = after.Key;
            _books[key] = after;
            _changed.Add(key);
            if (after.IsOpen && !(after.At <= _snapshot.OpenAsOf))
                _snapshot = _snapshot with { OpenAsOf = after.At };
            if (before.Version == 0)
                Begin(key);
            if (after.Restricted && !before.Restricted)
                _snapshot = _snapshot with { Restricted = _snapshot.Restricted.Add(key) };
            if (after.Grants.IsEmpty != before.Grants.IsEmpty)
                _snapshot = _snapshot with { Granting = after.Grants.IsEmpty ? _snapshot.Granting.Remove(key) : _snapshot.Granting.Add(key) };
            if (after.Unreadable && !before.Unreadable)
                _snapshot = _snapshot with { Unreadable = _snapshot.Unreadable.Add(key) };
            if (after.Agreement is { Talks.IsEmpty: false } && before.Agreement!.Talks.IsEmpty)
                _snapshot = _snapshot with { Talking = _snapshot.Talking.Add(key) };
            if (after.Agreement is not null || after.Unreadable || !ReferenceEquals(before.Cases, after.Cases))
                Time(DueItems.Next(before), DueItems.Next(after));
            for (var i = before.Attachments.Count; i < after.Attachments.Count; i++)
                Attach(after.Attachments[i].Document.Hash, key);
            if (before.Conflicts.IsEmpty && !after.Conflicts.IsEmpty)
                _snapshot = _snapshot with { Conflicting = _snapshot.Conflicting.Add(key) };
            if (locked)
                _snapshot = _snapshot with { Locked = _snapshot.Locked.Add(key) };
            if (after.Province is { } province)
                Register(before.Province, province, key.Id);
        }

        /// <summary>The state after the batch, whose last row tells how far the journal has been followed.</summary>
        public ViewSnapshot ToSnapshot(JournalRow? last)
        {
            var books = _books.ToImmutable();
            var provinces = _snapshot.Provinces;
            var seen = last is not null && last.Position > _snapshot.Position
                ? _snapshot with { Position = last.Position, Epoch = Math.Max(_snapshot.Epoch, last.Epoch), AsOf = last.RecordedAt }
                : _snapshot;
            return seen with
            {
                Books = books,
                Names = _names ? new(() => ViewSnapshotNames.Of(books, provinces)) : _snapshot.Names,
            };
        }

        private void Begin(BookKey key) => _snapshot = key.Kind switch
        {
            BookKind.Province => _snapshot with { Provinces = _snapshot.Provinces.Add(key.Id) },
            BookKind.Agreement => _snapshot with { Agreements = _snapshot.Agreements.Add(key.Id) },
            _ => _snapshot with { Programs = _snapshot.Programs.Add(key.Id) },
        };

        private void Time(NextDue? before, NextDue? after)
        {
            if (before == after)
                return;
            var timed = before is { } was ? _snapshot.Timed.Remove(was) : _snapshot.Timed;
            _snapshot = _snapshot with { Timed = after is { } next ? timed.Add(next) : timed };
        }

        private void Attach(string hash, BookKey book) => _snapshot = _snapshot with
        {
            Documents = _snapshot.Documents.SetItem(hash, (_snapshot.Documents.GetValueOrDefault(hash) ?? []).Add(book)),
        };

        private void Register(ProvinceBook? before, ProvinceBook after, string body)
        {
            _names |= !ReferenceEquals(before?.Names, after.Names);
            if (before is not null && before.Agencies == after.Agencies)
                return;
            foreach (var agency in after.Agencies.AsSpan())
                _snapshot = _snapshot with { Agencies = _snapshot.Agencies.SetItem(agency.Id, (body, agency)) };
            var closed = ViewSnapshot.ClosedOf(after.Agencies);
            _snapshot = _snapshot with { Closed = closed.IsEmpty ? _snapshot.Closed.Remove(body) : _snapshot.Closed.SetItem(body, closed) };
        }
    }
}

/// <summary>Makes the index of names of a snapshot's provinces and countries.</summary>
internal static class ViewSnapshotNames
{
    public static NameIndex Of(ImmutableDictionary<BookKey, ViewBook> books, ImmutableSortedSet<string> provinces) => new(provinces
        .Select(id => (Id: id, Book: books[BookKey.Province(id)].Province!))
        .Where(province => province.Book.Exists)
        .Select(province => KeyValuePair.Create(province.Id, province.Book.Names!)));
}
