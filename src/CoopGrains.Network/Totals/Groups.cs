using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>A group of a status; for provinces, figures of a set are kept apart from a province's own.</summary>
internal readonly record struct GroupKey(StatusBy By, string Value, bool Shared = false);

/// <summary>Which groups a ledger is in.</summary>
internal static class Groups
{
    /// <summary>Where something has no agreement, area or state.</summary>
    public const string None = "none";

    /// <summary>Where an entry lies in no target period.</summary>
    public const string Outside = "outside";

    /// <summary>The groups of a ledger that stay the same for good and take all of it: all but province, state and period.</summary>
    public static void Fixed(ViewBook book, Commitment commitment, List<GroupKey> groups)
    {
        foreach (var area in AreasOf(book, commitment).AsSpan())
            Area(groups, area);
        if (Gives(commitment, Side.Vn))
            groups.Add(new(StatusBy.Side, "VN"));
        if (Gives(commitment, Side.La))
            groups.Add(new(StatusBy.Side, "LA"));
        groups.Add(new(StatusBy.Agreement, book.Under?.ToString() ?? None));
    }

    /// <summary>Areas of a commitment; those of its program when it names none.</summary>
    public static ValueList<string> AreasOf(ViewBook book, Commitment commitment) => commitment.Areas switch
    {
        { IsEmpty: false } own => own,
        _ when book.Program?.Opened?.Areas is { IsEmpty: false } areas => areas,
        _ => [None],
    };

    /// <summary>The provinces that a commitment is of, each with the group that its targets stand in.</summary>
    public static void Provinces(Commitment commitment, List<GroupKey> groups)
    {
        foreach (var giver in commitment.Givers.AsSpan())
            Province(groups, giver, ShareRules.IsShared(commitment, giver));
        foreach (var beneficiary in commitment.Beneficiaries.AsSpan())
            if (!commitment.Givers.Contains(beneficiary))
                Province(groups, beneficiary, ShareRules.IsShared(commitment, beneficiary));
    }

    /// <summary>Whether an entry counts in a group of a province: in that of its own, or in that of what it shares.</summary>
    public static bool Has(Commitment commitment, EntryView entry, GroupKey province) =>
        ShareRules.Concerns(commitment, entry, province.Value) && province.Shared == ShareRules.IsShared(commitment, entry, province.Value);

    /// <summary>Whether a ledger is in a group; the slow way, for explaining.</summary>
    public static bool Has(ViewBook book, Ledger ledger, GroupKey group, DateOnly on)
    {
        if (group.By == StatusBy.State)
            return book.StateOn(on) == group.Value;
        var groups = new List<GroupKey>();
        if (group.By != StatusBy.Province)
        {
            Fixed(book, ledger.Commitment, groups);
            return groups.Contains(group);
        }
        Provinces(ledger.Commitment, groups);
        return groups.Contains(group) || (groups.Contains(group with { Shared = !group.Shared })
            && ledger.Entries.Values.Any(entry => Tally.Counts(entry) && Has(ledger.Commitment, entry, group)));
    }

    // With all that it lies in, each once: a commitment of two areas counts once in what holds both.
    private static void Area(List<GroupKey> groups, string area)
    {
        foreach (var above in AreaTree.WithAbove(area))
            if (new GroupKey(StatusBy.Area, above) is var group && !groups.Contains(group))
                groups.Add(group);
    }

    private static bool Gives(Commitment commitment, Side side)
    {
        foreach (var giver in commitment.Givers.AsSpan())
            if (Parties.SideOf(giver) == side)
                return true;
        return false;
    }

    private static void Province(List<GroupKey> groups, string id, bool shared)
    {
        if (id is not ("vn" or "la"))
            groups.Add(new(StatusBy.Province, id, shared));
    }
}
