using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Whose business an entry is, and whether a figure is one's own or shared: of several at once it is theirs together.</summary>
public static class ShareRules
{
    /// <summary>Whether a province shares the commitment's figure with others on its side of the giving or the receiving.</summary>
    public static bool IsShared(Commitment commitment, string province) =>
        GivesWithOthers(commitment, province)
        || (commitment.Beneficiaries.Count > 1 && commitment.Beneficiaries.Contains(province));

    /// <summary>Whether an entry is the province's business: the province gives, or is among those that the entry is for.</summary>
    public static bool Concerns(Commitment commitment, EntryView entry, string province) =>
        commitment.Givers.Contains(province) || entry.Beneficiaries.Contains(province);

    /// <summary>Whether a province whose business an entry is shares it: with others who give, or with others that it is for.</summary>
    public static bool IsShared(Commitment commitment, EntryView entry, string province) =>
        GivesWithOthers(commitment, province) || (entry.Beneficiaries.Count > 1 && entry.Beneficiaries.Contains(province));

    private static bool GivesWithOthers(Commitment commitment, string province) =>
        commitment.Givers.Count > 1 && commitment.Givers.Contains(province);
}
