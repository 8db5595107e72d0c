using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A figure to date: the latest cumulative entry, and the months after it that do not overlap it.</summary>
internal static class Series
{
    /// <summary>The entries that make it, in the order of their windows.</summary>
    /// <remarks>
    /// Of entries that overlap the one of the longest window counts: a cumulative figure holds its months. Of those as long the confirmed
    /// one does, else the newest. What ends before a longer
    /// window begins that was reported first lies before the series: it would make the figure one "since" a month that nobody stated.
    /// An entry that perhaps says the same as another of these takes no part until that is settled.
    /// </remarks>
    /// <param name="ledger">The commitment with its entries.</param>
    /// <param name="all">Those to choose from.</param>
    /// <param name="counts">Which of them count, such as the confirmed ones.</param>
    public static List<EntryView> Of(Ledger ledger, IReadOnlyList<EntryView> all, Func<EntryView, bool> counts)
    {
        var chosen = new List<EntryView>();
        foreach (var entry in FiguresOf.NotTwice(all.Where(counts))
            .OrderByDescending(DaysOf).ThenByDescending(entry => entry.Status == EntryStatus.Confirmed)
            .ThenByDescending(entry => entry.Number))
            if (!chosen.Exists(other => other.Occurred.Overlaps(entry.Occurred)) && !IsBefore(ledger, all, entry))
                chosen.Add(entry);
        chosen.Sort((left, right) => left.Occurred.From.First.CompareTo(right.Occurred.From.First));
        return chosen;
    }

    private static bool IsBefore(Ledger ledger, IReadOnlyList<EntryView> all, EntryView entry)
    {
        var (end, months, reported) = (FiguresOf.EndOf(entry), MonthsOf(entry), FirstOf(ledger, entry));
        foreach (var other in all)
            if (other.Occurred.From.First > end && MonthsOf(other) > months && FirstOf(ledger, other) < reported)
                return true;
        return false;
    }

    // A correction stands where what it corrects stood.
    private static int FirstOf(Ledger ledger, EntryView entry)
    {
        while (entry.Corrects is { } corrected && ledger.Entries.TryGetValue(corrected, out var before))
            entry = before;
        return entry.Number;
    }

    private static int DaysOf(EntryView entry) => FiguresOf.EndOf(entry).DayNumber - entry.Occurred.From.First.DayNumber;

    private static int MonthsOf(EntryView entry)
    {
        var (from, to) = (entry.Occurred.From.First, FiguresOf.EndOf(entry));
        return ((to.Year - from.Year) * 12) + to.Month - from.Month;
    }
}
