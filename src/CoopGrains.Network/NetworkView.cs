using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <inheritdoc cref="INetworkView"/>
internal sealed class NetworkView : INetworkView, IViewFollowing, IFoldedBooks
{
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(2);

    private readonly IBookStore _store;
    private readonly TimeProvider _time;
    private readonly ViewState _state = new(ViewSnapshot.Empty);
    private readonly ViewWaiters _waiters;
    private readonly ViewFollowers _followers = new();
    private readonly PastReadings _past;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lagTicks;
    private long _readyAt = long.MaxValue;

    public NetworkView(IBookStore store, ViewCheckpoints checkpoints, PastMarks marks, TimeProvider time, NetworkMetrics metrics)
    {
        (_store, _time) = (store, time);
        _waiters = new(time);
        _past = new(store, checkpoints, marks, () => _state.Snapshot);
        // What is told of a civil date must be told of the same date when it is asked for again.
        Now = new NetworkReading(_state, () => (CivilTime.BeginningOf(CivilTime.DateOf(_time.GetUtcNow())), Lag));
        Metrics = metrics;
        metrics.WatchView(() => IsFollowing);
    }

    public INetworkReading Now { get; }

    public Task Ready => _ready.Task;

    public long Position => _state.Snapshot.Position;

    public int Epoch => _state.Snapshot.Epoch;

    public bool IsFollowing { get; set; } = true;

    public DateTimeOffset? AsOf => _state.Snapshot.AsOf;

    public TimeSpan Lag => new(Interlocked.Read(ref _lagTicks));

    public ViewSnapshot Snapshot => _state.Snapshot;

    private NetworkMetrics Metrics { get; }

    public FoldedBook? Find(BookKey book) => _state.Snapshot.Books.GetValueOrDefault(book) is { Unreadable: false, Version: > 0 } found
        ? new(found.Folded, found.Version, found.Hash)
        : null;

    public async Task<PastPoint?> PointAsync(DateTimeOffset instant, CancellationToken ct) =>
        instant <= _time.GetUtcNow() || instant <= (await _store.HeadAsync(ct)).RecordedAt ? await _past.PointAsync(instant, ct) : null;

    public async Task<PastPoint?> PointAsync(BookKey book, long version, CancellationToken ct) =>
        (await _store.HistoryAsync(book.ToString(), version, 1, ct)) is [var row] ? new(row.Position, row.RecordedAt) : null;

    public async Task<INetworkReading> AsOfAsync(PastPoint point, CancellationToken ct) =>
        new NetworkReading(await _past.AtAsync(point.Position, ct), () => (point.AsOf, TimeSpan.Zero));

    /// <inheritdoc cref="PastReadings.MakeMarkAsync"/>
    public Task<ViewSnapshot> MakeMarkAsync(long mark, ViewSnapshot? from, CancellationToken ct) => _past.MakeMarkAsync(mark, from, ct);

    public async Task<ListPage<ComparedItem>> CompareAsync(
        PastPoint from, PastPoint to, Actor reader, string? after, int limit, CancellationToken ct)
    {
        var (earlier, later) = (await _past.AtAsync(from.Position, ct), await _past.AtAsync(to.Position, ct));
        var comparison = new Comparison(earlier.Snapshot, CivilTime.DateOf(from.AsOf), later.Snapshot, CivilTime.DateOf(to.AsOf), reader);
        var found = await Task.Run(() => comparison.Items(after).Take(limit + 1).ToList(), ct);
        var who = new WhoChanged(_store);
        var items = new List<ComparedItem>(limit);
        foreach (var (item, _, before, now) in found.Take(limit))
            items.Add(await who.WithChangesAsync(item, before, now, ct));
        return new()
        {
            Stamp = new NetworkReading(later, () => (to.AsOf, TimeSpan.Zero)).StampFor(reader),
            Items = items.ToValueList(),
            Next = found.Count > limit ? found[limit - 1].Key : null,
        };
    }

    public Task<bool> WaitForAsync(BookKey book, long version, Actor reader, TimeSpan timeout, CancellationToken ct)
    {
        if (!IsSeen())
            _store.Hurry();
        return _waiters.WaitAsync(book, IsSeen, timeout, ct);

        bool IsSeen() => _state.Snapshot.Find(book, reader) is { } found && found.Version >= version;
    }

    public Task WaitForPositionAsync(long position, CancellationToken ct) =>
        _waiters.WaitAsync(null, () => Position >= position, Timeout.InfiniteTimeSpan, ct);

    public async Task<KnownBook?> ProbeAsync(BookKey book, Actor reader, CancellationToken ct)
    {
        // The book's version alone is asked for, so any operation id does.
        var probe = await _store.ProbeAsync(book.ToString(), "", ct);
        // Waiting as the courier sees it: a book that the reader may not see must not take longer than one that is not there.
        if (probe.Version > 0)
            await WaitForAsync(book, probe.Version, Actor.System, ProbeWait, ct);
        return Now.Find(book, reader);
    }

    public Registered? RightsOf(string agency, string user)
    {
        var snapshot = _state.Snapshot;
        if (!snapshot.Agencies.TryGetValue(agency, out var known) || known.Agency.ClosedOn is not null)
            return null;
        foreach (var appointed in known.Agency.Users.AsSpan())
            if (appointed.User == user)
                return new() { Body = known.Body, Side = Parties.SideOf(known.Body), Roles = appointed.Roles, Cleared = appointed.Cleared, StandsFor = snapshot.Closed.GetValueOrDefault(known.Body) };
        return null;
    }

    public IEnumerable<Actor> People =>
        from known in _state.Snapshot.Agencies.Values
        where known.Agency.ClosedOn is null
        from user in known.Agency.Users
        select new Actor
        {
            User = user.User,
            Agency = known.Agency.Id,
            Side = Parties.SideOf(known.Body),
            Body = known.Body,
            Roles = user.Roles,
            Cleared = user.Cleared,
        };

    public ValueList<BookKey> GrantedTo(string agency, string user, DateTimeOffset now)
    {
        var snapshot = _state.Snapshot;
        return snapshot.Granting.IsEmpty ? default : snapshot.Granting
            .Where(key => AccessRules.InForce(snapshot.Books[key].Grants, agency, user, now) is not null).ToValueList();
    }

    public IDisposable Follow(Action<IReadOnlyList<JournalRow>> seen) => _followers.Add(seen);

    /// <summary>Begins from a checkpoint.</summary>
    public void Begin(ViewSnapshot snapshot) => _state.Begin(snapshot);

    /// <summary>Says from which position on the view has caught up.</summary>
    public void ReadyAt(long position)
    {
        _readyAt = position;
        if (Position >= position)
            _ready.TrySetResult();
    }

    /// <summary>Takes rows in position order.</summary>
    public void Apply(IReadOnlyList<JournalRow> rows)
    {
        var changed = _state.Apply(rows);
        var lag = _time.GetUtcNow() - rows[^1].RecordedAt;
        Interlocked.Exchange(ref _lagTicks, Math.Max(0, lag.Ticks));
        Metrics.Followed(rows, Lag);
        _waiters.Tell(changed);
        _followers.Tell(rows);
        if (Position >= _readyAt)
            _ready.TrySetResult();
    }

    /// <summary>Following has ended for good.</summary>
    public void Fail(Exception fault) => _ready.TrySetException(fault);
}
