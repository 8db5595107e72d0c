using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>Counts figures again that were summed event by event.</summary>
internal static class FigureRecount
{
    // Before any term: sums of another date would be made anew by asking.
    private static readonly DateOnly On = DateOnly.MinValue;

    /// <summary>A state whose sums run along with the rows from the first one on.</summary>
    public static ViewState Begin()
    {
        var state = new ViewState(ViewSnapshot.Empty);
        state.Read(On, static (_, _) => true);
        return state;
    }

    /// <summary>The first figure of a book or of the network that ran apart from its entries, or null.</summary>
    /// <param name="state">One that <see cref="Begin"/> gave.</param>
    public static JournalFault? Fault(ViewState state)
    {
        var snapshot = state.Snapshot;
        foreach (var book in snapshot.Books.Values)
            foreach (var ledger in book.Commitments.InOrder)
                if (Difference(Anew(ledger), ledger) is { } what)
                    return new(0, book.Key.ToString(), book.Version, what);
        var (running, anew) = (Reading(state), Reading(new ViewState(ViewSnapshot.From(
            snapshot.Books.Values, snapshot.Position, snapshot.Epoch, snapshot.AsOf))));
        foreach (var by in (StatusBy?[])[null, .. Enum.GetValues<StatusBy>()])
            if (running.Status(by, Actor.System, On) is var sums && anew.Status(by, Actor.System, On) is var counted
                && !sums.Equals(counted))
                return new(snapshot.Position, "", 0, $"the status of the network{(by is null ? "" : $" by {by}")} differs from a recount");
        return null;
    }

    /// <summary>In which figure two ledgers of the same commitment differ, or null.</summary>
    public static string? Difference(Ledger right, Ledger seen)
    {
        var (theirs, ours) = (FiguresOf.View(seen, DateOnly.MinValue), FiguresOf.View(right, DateOnly.MinValue));
        if (theirs == ours)
            return null;
        foreach (var (name, figure) in Figures)
            if (figure(theirs.Overall) != figure(ours.Overall))
                return $"{name} of {right.Commitment.Id} is {figure(theirs.Overall)}, by its rows {figure(ours.Overall)}";
        return $"a figure of {right.Commitment.Id} differs from its rows";
    }

    private static (string Name, Func<Figures, string> Of)[] Figures { get; } =
    [
        ("reported", figures => Words(figures.Reported)),
        ("confirmed", figures => Words(figures.Confirmed)),
        ("disputed", figures => Words(figures.Disputed)),
        ("awaiting", figures => Words(figures.Awaiting)),
        ("entries", figures => figures.Entries.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Words(Amount? amount) =>
        amount is null ? "no data" : string.Create(CultureInfo.InvariantCulture, $"{amount.Value} {amount.Unit}");

    private static Ledger Anew(Ledger ledger) => ledger.Bare();

    private static NetworkReading Reading(ViewState state) => new(state, () => (DateTimeOffset.UnixEpoch, TimeSpan.Zero));
}
