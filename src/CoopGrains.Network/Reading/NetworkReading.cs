using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Answers about a state of the view, live or of the past.</summary>
internal sealed partial class NetworkReading(ViewState state, Func<(DateTimeOffset AsOf, TimeSpan Lag)> freshness) : INetworkReading
{
    private const int MostItems = 200;

    public ViewStamp Stamp => StampOf(state.Snapshot);

    public KnownBook? Find(BookKey book, Actor reader) => state.Snapshot.Find(book, reader) is { } found
        ? new() { Book = found.Key, Version = found.Version, Restricted = found.Restricted, Unreadable = found.Unreadable }
        : null;

    public ResolvedName Resolve(string spelling) => state.Snapshot.Names.Value.Resolve(spelling);

    public TakenName? TakenOf(string province, ProvinceNames names) => state.Snapshot.Names.Value.TakenOf(province, names);

    private ViewStamp StampOf(ViewSnapshot snapshot)
    {
        var (asOf, lag) = freshness();
        return new()
        {
            Position = snapshot.Position,
            Epoch = snapshot.Epoch,
            AsOf = new(asOf.UtcTicks - (asOf.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            Lag = TimeSpan.FromSeconds(Math.Floor(lag.TotalSeconds)),
        };
    }

    /// <summary>For what everybody may see.</summary>
    private static Actor Anybody { get; } = new() { User = "", Agency = "", Side = Side.None, Body = "", Roles = Roles.None };
}
