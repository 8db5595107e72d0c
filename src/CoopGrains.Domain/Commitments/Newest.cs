using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A figure of the latest: of each set of beneficiaries the newest entry, and nobody counted twice.</summary>
internal static class Newest
{
    /// <summary>The entries that make it, the widest first; with one beneficiary, the newest alone.</summary>
    /// <remarks>
    /// An entry stands until newer ones (by the end of their windows, then by their numbers) are for all whom it is for: what one province has
    /// says nothing of another. A figure of several together is never split, so of those that stand the widest come first, then the newest,
    /// and each is taken whose beneficiaries no other has counted.
    /// </remarks>
    public static List<EntryView> Of(IEnumerable<EntryView> entries)
    {
        var (standing, told) = (new List<EntryView>(), new HashSet<string>());
        foreach (var entry in entries.OrderByDescending(FiguresOf.EndOf).ThenByDescending(entry => entry.Number))
            if (!told.IsSupersetOf(entry.Beneficiaries))
            {
                standing.Add(entry);
                told.UnionWith(entry.Beneficiaries);
            }
        var taken = new List<EntryView>();
        // Of as wide ones the newer stays first: the order is stable.
        foreach (var entry in standing.OrderByDescending(entry => entry.Beneficiaries.Count))
            if (!taken.Exists(other => ForSome(other, entry)))
                taken.Add(entry);
        return taken;
    }

    /// <summary>Whether two entries are for one of the same.</summary>
    public static bool ForSome(EntryView one, EntryView other)
    {
        foreach (var beneficiary in one.Beneficiaries.AsSpan())
            if (other.Beneficiaries.Contains(beneficiary))
                return true;
        return false;
    }
}
