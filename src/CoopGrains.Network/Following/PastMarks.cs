using System.Globalization;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>Where the view is kept for good, so that every past is near a kept one: evenly spaced, and never more than so many.</summary>
/// <param name="Closest">How far apart they are at first; twice as far each time there would be more than <paramref name="Most"/>.</param>
/// <param name="Most">Most marks.</param>
internal sealed record PastMarks(int Closest = 8_192, int Most = 64)
{
    /// <summary>How far apart marks are in a journal of so many rows.</summary>
    public long Spacing(long rows)
    {
        long spacing = Closest;
        while (rows / spacing > Most)
            spacing *= 2;
        return spacing;
    }

    /// <summary>The last mark at or before a position, of a journal of so many rows; 0 before the first.</summary>
    public long Before(long position, long rows) => position / Spacing(rows) * Spacing(rows);

    /// <summary>True at a mark.</summary>
    public bool IsMark(long position) => position > 0 && position % Spacing(position) == 0;

    /// <summary>What were marks while they stood half as far apart as at a position, and are none any more.</summary>
    public IEnumerable<long> DroppedBefore(long position)
    {
        var spacing = Spacing(position);
        if (spacing > Closest)
            for (var mark = spacing / 2; mark < position; mark += spacing)
                yield return mark;
    }

    /// <summary>Under which name a mark is kept.</summary>
    public string Name(long mark) => string.Create(CultureInfo.InvariantCulture, $"past/{mark / Closest}");

    /// <summary>The same rows, cut behind each that could be a mark.</summary>
    public IEnumerable<IReadOnlyList<JournalRow>> Split(IReadOnlyList<JournalRow> rows)
    {
        var from = 0;
        while (from < rows.Count)
        {
            var left = Closest - (int)((rows[from].Position - 1) % Closest);
            yield return from == 0 && rows.Count <= left ? rows : [.. rows.Skip(from).Take(left)];
            from += left;
        }
    }
}
