using System.Runtime.InteropServices;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Running sums over books for one civil date, by every dimension. Changed by differences; not safe for concurrent use.</summary>
internal sealed class NetworkTotals(DateOnly on)
{
    private readonly Dictionary<GroupKey, GroupTotals> _groups = [];
    private readonly Dictionary<(BookKind Kind, string State), int> _books = [];
    private readonly Dictionary<Window, string> _periodNames = [];
    private readonly SortedSet<(DateTimeOffset Since, string Book, string Entry)> _disputes =
        new(Comparer<(DateTimeOffset Since, string Book, string Entry)>.Create((left, right) =>
            left.Since.CompareTo(right.Since) is not 0 and var byTime ? byTime
            : string.CompareOrdinal(left.Book, right.Book) is not 0 and var byBook ? byBook
            : string.CompareOrdinal(left.Entry, right.Entry)));
    private readonly List<GroupKey> _scratch = [];

    public DateOnly On { get; } = on;

    public GroupTotals Overall { get; } = new();

    public CaseTotals Cases { get; } = new(on);

    public IEnumerable<KeyValuePair<(BookKind Kind, string State), int>> Books => _books.Where(pair => pair.Value != 0);

    public DateTimeOffset? OldestDispute => _disputes.Count == 0 ? null : _disputes.Min.Since;

    public IEnumerable<KeyValuePair<GroupKey, GroupTotals>> By(StatusBy by) => _groups.Where(pair => pair.Key.By == by);

    public GroupTotals? Of(GroupKey group) => _groups.GetValueOrDefault(group);

    /// <summary>A whole book comes in or, with -1, goes.</summary>
    public void Add(ViewBook book, int sign)
    {
        Count(book, sign);
        Cases.Add(book, sign);
        foreach (var ledger in book.Commitments.Ledgers.Values)
        {
            var figures = LedgerFigures.Of(ledger, book.CountsOf(ledger), On);
            Apply(book, ledger.Commitment, sign > 0 ? figures : figures.Negative(), StateOf(book));
            Provinces(ledger.Commitment, figures, ProvinceFigures.Split(ledger), sign);
            if (book.CountsOf(ledger).Disputed > 0)
                foreach (var entry in ledger.Entries.Values)
                    Disputed(book, entry, sign);
        }
    }

    /// <summary>An event brings a book from one state to another.</summary>
    public void Change(ViewBook before, ViewBook after, LedgerChange? change)
    {
        var (from, to) = (before.Exists ? StateOf(before) : null, StateOf(after));
        if (from != to)
            Move(before, after, from);
        if (!ReferenceEquals(before.Cases, after.Cases))
        {
            Cases.Add(before, -1);
            Cases.Add(after, 1);
        }
        if (change is null)
            return;
        var counts = change.Before is { } earlier ? before.CountsOf(earlier) : default;
        var figures = LedgerFigures.Of(change, counts, after.CountsOf(change.After), On);
        Apply(after, change.After.Commitment, figures, to);
        Provinces(change.After.Commitment, figures, ProvinceFigures.Split(change), 1);
        foreach (var (entryBefore, entryAfter) in change.Entries)
        {
            if (entryBefore is not null)
                Disputed(before, entryBefore, -1);
            Disputed(after, entryAfter, 1);
        }
    }

    private void Move(ViewBook before, ViewBook after, string? from)
    {
        if (from is not null)
            Count(before, -1);
        Count(after, 1);
        if (from is null)
            return;
        foreach (var ledger in before.Commitments.Ledgers.Values)
        {
            var key = KeyOf(ledger.Commitment);
            var figures = LedgerFigures.Of(ledger, before.CountsOf(ledger), On);
            GroupOf(new(StatusBy.State, from)).Add(key, figures.Negative());
            GroupOf(new(StatusBy.State, StateOf(after))).Add(key, figures);
        }
    }

    private void Apply(ViewBook book, Commitment commitment, in LedgerFigures change, string state)
    {
        var key = KeyOf(commitment);
        Overall.Add(key, change);
        _scratch.Clear();
        Groups.Fixed(book, commitment, _scratch);
        foreach (var group in _scratch)
            GroupOf(group).Add(key, change);
        GroupOf(new(StatusBy.State, state)).Add(key, change);
        foreach (var (period, cell) in change.Periods)
        {
            // A ledger comes and goes with its periods; an "outside" that holds nothing is no group.
            var comes = period == default ? 0 : cell.Targets;
            if (!cell.IsNothing)
                GroupOf(new(StatusBy.Period, NameOf(period))).AddPeriod(key, period, cell, comes);
        }
    }

    // Targets and lights are those of the commitment, whoever shares them; what was reported is for whom it was reported.
    private void Provinces(Commitment commitment, in LedgerFigures figures, ProvinceFigures? split, int sign)
    {
        var key = KeyOf(commitment);
        var whole = sign > 0 ? figures : figures.Negative();
        _scratch.Clear();
        Groups.Provinces(commitment, _scratch);
        foreach (var home in _scratch)
            if (split is null)
                GroupOf(home).Add(key, whole);
            else
            {
                var own = split.Of(home);
                GroupOf(home).Add(key, whole.With(sign > 0 ? own : own.Negative()));
                var other = home with { Shared = !home.Shared };
                if (split.Of(other) is { IsNothing: false } apart)
                    GroupOf(other).Add(key, sign > 0 ? apart : apart.Negative());
            }
    }

    private void Count(ViewBook book, int sign)
    {
        if (book.Exists && !(book.Province is { National: true }))
            CollectionsMarshal.GetValueRefOrAddDefault(_books, (book.Key.Kind, StateOrSide(book)), out _) += sign;
    }

    private void Disputed(ViewBook book, EntryView entry, int sign)
    {
        if (entry.Status != EntryStatus.Disputed)
            return;
        var dispute = (entry.Since, book.Key.ToString(), entry.Id);
        if (sign > 0)
            _disputes.Add(dispute);
        else
            _disputes.Remove(dispute);
    }

    private string StateOf(ViewBook book) => book.StateOn(On);

    private string StateOrSide(ViewBook book) => book.Province is { } province ? province.Registered!.Side.ToString() : StateOf(book);

    internal static FigureKey KeyOf(Commitment commitment) => new(commitment.Indicator, commitment.Unit, commitment.Measure);

    private string NameOf(Window period)
    {
        if (period == default)
            return Groups.Outside;
        if (!_periodNames.TryGetValue(period, out var name))
            _periodNames.Add(period, name = period.ToString());
        return name;
    }

    private GroupTotals GroupOf(GroupKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out _) ??= new();
}
