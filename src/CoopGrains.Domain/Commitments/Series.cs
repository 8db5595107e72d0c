using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A figure to date: the latest cumulative entry, and the months after it that do not overlap it.</summary>
public static class Series
{
    /// <summary>The entries that make it, in the order of their windows.</summary>
    /// <remarks>
    /// Of entries that overlap and are for one of the same, that for the most counts, for a figure of several together is never split; of those
    /// for as many the one of the longest window: a cumulative figure holds its months. Of those as long the confirmed one does, else the
    /// newest. What ends before the longest of them begins that was reported first lies before the series: it would make the figure one "since"
    /// a month that nobody stated. Entries for others take no part in any of it.
    /// An entry that perhaps says the same as another of these takes no part until that is settled.
    /// </remarks>
    /// <param name="ledger">The commitment with its entries.</param>
    /// <param name="all">Those to choose from.</param>
    /// <param name="counts">Which of them count, such as the confirmed ones.</param>
    public static List<EntryView> Of(Ledger ledger, IReadOnlyList<EntryView> all, Func<EntryView, bool> counts)
    {
        var (chosen, longest) = (new List<EntryView>(), Longest(FiguresOf.NotTwice(all)));
        foreach (var entry in Longest(FiguresOf.NotTwice(all.Where(counts))))
            if (!chosen.Exists(other => Exclude(other, entry)) && !IsBefore(ledger, longest, entry))
                chosen.Add(entry);
        chosen.Sort((left, right) => (left.Occurred.From.First, left.Number).CompareTo((right.Occurred.From.First, right.Number)));
        return chosen;
    }

    /// <summary>Whether two entries speak of one of the same days, for one of the same.</summary>
    public static bool Exclude(EntryView one, EntryView other) => one.Counted.Overlaps(other.Counted) && Newest.ForSome(one, other);

    private static List<EntryView> Longest(IEnumerable<EntryView> entries) => [.. entries
        .OrderByDescending(entry => entry.Beneficiaries.Count).ThenByDescending(DaysOf)
        .ThenByDescending(entry => entry.Status == EntryStatus.Confirmed)
        .ThenByDescending(entry => entry.Number)];

    // Reported first is the longest itself, or what it grew from.
    private static bool IsBefore(Ledger ledger, List<EntryView> longest, EntryView entry)
    {
        if (longest.Find(other => Newest.ForSome(other, entry)) is not { } whole || whole.Occurred.From.First <= FiguresOf.EndOf(entry))
            return false;
        var (end, months, reported) = (FiguresOf.EndOf(entry), MonthsOf(entry), FirstOf(ledger, entry));
        return longest.Exists(other => other.Occurred.From.First > end && MonthsOf(other) > months && other.Counted.Overlaps(whole.Counted)
            && Newest.ForSome(other, entry) && FirstOf(ledger, other) < reported);
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
