using CoopGrains.Contracts;
using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>A random history in a store, several events to an instant, with marks kept as a follower keeps them, but close together.</summary>
internal sealed class PastHistory
{
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(3);

    private PastHistory(IReadOnlyList<JournalRow> rows, ListedStore store, ViewState live, PastMarks marks, ViewCheckpoints checkpoints)
    {
        (Rows, Store, Live, Marks) = (rows, store, live, marks);
        Past = new(store, checkpoints, marks, () => live.Snapshot);
    }

    public IReadOnlyList<JournalRow> Rows { get; }

    public ListedStore Store { get; }

    public ViewState Live { get; }

    public PastMarks Marks { get; }

    public PastReadings Past { get; }

    public static Task<PastHistory> OfAsync(IEnumerable<int> steps) =>
        OfAsync(RandomHistory.Of(steps).Rows.Select(row => row with { RecordedAt = Rounded(row.RecordedAt) }));

    /// <summary>Commits of one book, restricted or not, a few microseconds after each other, some of them on another day.</summary>
    public static async Task<(PastHistory History, NetworkJournal Journal)> InLifeAsync(IEnumerable<int> steps)
    {
        var journal = RandomHistory.Of(steps);
        var (last, at) = ("", new DateTimeOffset(2026, 11, 20, 16, 59, 59, 990, TimeSpan.Zero));
        var rows = journal.Rows.ConvertAll(row =>
        {
            at = row.OperationId == last ? at : at.AddMicroseconds(1 + (row.Position * 7_919 % 20_000));
            last = row.OperationId;
            return row with { RecordedAt = at };
        });
        return (await OfAsync(rows), journal);
    }

    public static async Task<PastHistory> OfAsync(IEnumerable<JournalRow> given)
    {
        var rows = RowChain.Of(given);
        var (store, marks) = (new ListedStore(rows.Count), new PastMarks(Closest: 4, Most: 3));
        store.Commit(rows);
        store.Head = () => new(1, rows.Count, "", rows[^1].RecordedAt);
        var checkpoints = new ViewCheckpoints(store, marks, NullLogger<ViewCheckpoints>.Instance);
        var live = new ViewState(ViewSnapshot.Empty);
        foreach (var batch in rows.Chunk(7))
            foreach (var part in marks.Split(batch))
            {
                live.Apply(part);
                if (part[^1].Position % marks.Closest == 0)
                    await checkpoints.WriteMarkAsync(live.Snapshot, default);
            }
        return new(rows, store, live, marks, checkpoints);
    }

    /// <summary>A fold of the first rows and nothing else.</summary>
    public ViewState Prefix(long position)
    {
        var state = new ViewState(ViewSnapshot.Empty);
        state.Apply(Rows.Take((int)position));
        return state;
    }

    public static NetworkReading Reading(ViewState state) => new(state, () => (default, TimeSpan.Zero));

    private static DateTimeOffset Rounded(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Together.Ticks), TimeSpan.Zero);
}
