using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Answers about a state of the view, live or of the past.</summary>
/// <param name="state">The state.</param>
/// <param name="freshness">The instant before which no answer is stamped, and how far the state is behind.</param>
internal sealed partial class NetworkReading(ViewState state, Func<(DateTimeOffset Least, TimeSpan Lag)> freshness) : INetworkReading
{
    private const int MostItems = 200;

    public ViewStamp StampFor(Actor reader) => StampOf(state.Snapshot, reader);

    public KnownBook? Find(BookKey book, Actor reader) => state.Snapshot.Find(book, reader) is { } found
        ? new()
        {
            Book = found.Key,
            Version = found.Version,
            Restricted = found.Restricted,
            Unreadable = found.Unreadable,
            IsNewer = found.IsNewer,
            Parties = found.Parties,
            Grant = found.HasPart(reader) ? null : found.Grants.LastOrDefault(grant => grant.IsFor(reader.Agency, reader.User))?.Id,
            IsKept = reader.Has(Roles.Coordinator) && found.Parties.Contains(reader.Body) && found.HasPart(reader),
        }
        : null;

    public object? View(BookKey book, Actor reader, DateOnly on) =>
        state.Snapshot.Find(book, reader) is { Unreadable: false } found ? found.View(on, reader) : null;

    public IReadOnlyList<KnownBook> Restricted(Actor reader) => reader.MaySeeRestricted
        ? [.. state.Snapshot.Restricted.Select(key => Find(key, reader)).OfType<KnownBook>()]
        : [];

    public ListPage<AccessGrant>? Grants(BookKey book, Actor reader, DateTimeOffset now, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        if (Find(book, reader) is not { IsKept: true } || snapshot.Find(book, reader) is not { } found)
            return null;
        return Page(snapshot, reader, limit, found.Grants
            .Where(grant => AccessRules.IsInForce(grant, now) && (after is null || string.CompareOrdinal(grant.Id, after) > 0))
            .OrderBy(grant => grant.Id, StringComparer.Ordinal), grant => grant.Id);
    }

    public ResolvedName Resolve(string spelling) => state.Snapshot.Names.Value.Resolve(spelling);

    public TakenName? TakenOf(string province, ProvinceNames names) => state.Snapshot.Names.Value.TakenOf(province, names);

    private ViewStamp StampOf(ViewSnapshot snapshot, Actor reader) => StampOf(snapshot, snapshot.LastSeenBy(reader));

    private ViewStamp StampOf(ViewSnapshot snapshot, DateTimeOffset? last)
    {
        var (least, lag) = freshness();
        return new()
        {
            Position = snapshot.Position,
            Epoch = snapshot.Epoch,
            AsOf = last > least ? last.Value : least,
            Lag = TimeSpan.FromSeconds(Math.Floor(lag.TotalSeconds)),
        };
    }

    /// <summary>For what everybody may see.</summary>
    private static Actor Anybody { get; } = new() { User = "", Agency = "", Side = Side.None, Body = "", Roles = Roles.None };
}
