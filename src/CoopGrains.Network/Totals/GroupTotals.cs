using System.Runtime.InteropServices;
using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Running sums of one group.</summary>
internal sealed class GroupTotals
{
    private readonly Dictionary<FigureKey, FigureTotals> _figures = [];

    public Counts Counts { get; private set; }

    public IEnumerable<KeyValuePair<FigureKey, FigureTotals>> Figures => _figures;

    public void Add(FigureKey key, in LedgerFigures change)
    {
        Counts += change.Counts;
        // A proposal has no figure; one that was agreed to brings all of its own.
        if (change.Counts is { Proposals: not 0, Commitments: 0 })
            return;
        var figure = FigureOf(key);
        figure.Commitments += change.Counts.Commitments;
        figure.Overall += change.Overall;
        foreach (var (period, cell) in change.Periods)
            figure.Add(period, cell);
    }

    /// <summary>Only one period of a ledger.</summary>
    /// <param name="key">The figure.</param>
    /// <param name="period">The period; the default for none.</param>
    /// <param name="cell">What changes in it.</param>
    /// <param name="commitments">1 when the ledger comes, -1 when it goes, else 0.</param>
    public void AddPeriod(FigureKey key, Window period, in Cell cell, int commitments)
    {
        var answered = new StatusCounts { Confirmed = cell.Confirmed.Count, Disputed = cell.Disputed.Count };
        Counts += new Counts
        {
            Commitments = commitments,
            Targets = cell.Targets,
            NoData = cell.TargetsWithoutData,
            TargetsWithoutData = cell.TargetsWithoutData,
            Overdue = cell.Overdue,
            Lights = cell.Lights,
            Entries = answered with { Awaiting = cell.Entries - cell.Confirmed.Count - cell.Disputed.Count },
        };
        var figure = FigureOf(key);
        figure.Commitments += commitments;
        figure.Overall += cell with { Target = default };
        figure.Add(period, cell);
    }

    public void Add(GroupTotals other)
    {
        Counts += other.Counts;
        foreach (var (key, figure) in other._figures)
            FigureOf(key).Add(figure);
    }

    private FigureTotals FigureOf(FigureKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_figures, key, out _) ??= new();
}

/// <summary>Running sums of one figure.</summary>
internal sealed class FigureTotals
{
    private readonly Dictionary<Window, Cell> _periods = [];

    public int Commitments { get; set; }

    public Cell Overall { get; set; }

    public IEnumerable<KeyValuePair<Window, Cell>> Periods => _periods;

    public void Add(Window period, in Cell cell)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_periods, period, out _);
        known += cell;
    }

    public void Add(FigureTotals other)
    {
        Commitments += other.Commitments;
        Overall += other.Overall;
        foreach (var (period, cell) in other._periods)
            Add(period, cell);
    }
}
