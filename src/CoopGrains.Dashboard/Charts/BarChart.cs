using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Charts;

/// <summary>Values of one unit beside each other: bars in groups, such as target, reported and confirmed of each period.</summary>
/// <param name="Title">What it shows, for those who do not see it.</param>
/// <param name="Legend">The kinds of bars in a group, as (name in the style sheet, words).</param>
/// <param name="Groups">The groups.</param>
public sealed record BarChart(string Title, IReadOnlyList<(string Kind, string Words)> Legend, IReadOnlyList<BarGroup> Groups)
{
    private const int BarWide = 26;
    private const int Gap = 22;
    private const int Top = 18;
    private const int Bottom = 20;

    /// <summary>How high the highest bar is.</summary>
    public const int Tall = 96;

    /// <summary>Where the ground line is.</summary>
    public static int Ground => Top + Tall;

    /// <summary>The height of the drawing.</summary>
    public static int Height => Ground + Bottom;

    /// <summary>The width of the drawing.</summary>
    public int Width => Gap + (Groups.Count * ((Legend.Count * BarWide) + Gap));

    /// <summary>True when there is anything to draw.</summary>
    public bool HasValues => Most > 0;

    private decimal Most => Groups.SelectMany(group => group.Values).OfType<Amount>().Select(amount => amount.Value).DefaultIfEmpty(0).Max();

    /// <summary>Where a group stands.</summary>
    public int GroupAt(int group) => Gap + (group * ((Legend.Count * BarWide) + Gap));

    /// <summary>The middle of a group.</summary>
    public int MiddleOf(int group) => GroupAt(group) + (Legend.Count * BarWide / 2);

    /// <summary>A bar: where it begins, and how high it is; null where there is no value.</summary>
    public (int X, int Y, int High, int Wide)? BarAt(int group, int kind)
    {
        if (Groups[group].Values[kind] is not { Value: >= 0 } amount || Most == 0)
            return null;
        var high = Math.Max(1, (int)(amount.Value / Most * Tall));
        return (GroupAt(group) + (kind * BarWide) + 2, Ground - high, high, BarWide - 4);
    }
}

/// <summary>Bars that belong together.</summary>
/// <param name="Label">What stands under them.</param>
/// <param name="Values">One for each kind; null where there is none.</param>
public sealed record BarGroup(string Label, IReadOnlyList<Amount?> Values);
