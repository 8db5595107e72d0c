using CoopGrains.Contracts;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Identities;

/// <summary>What the register leaves of the rights that a token claims.</summary>
internal sealed class Register(INetworkView view, TimeProvider clock)
{
    /// <summary>The rights that count; null when the register knows no such agency, or no such user of it.</summary>
    public Actor? Allowed(Actor claimed)
    {
        // Operators belong to no province and stand in no register; they have no business rights.
        if (claimed is { Body: "", Side: Side.None } && claimed.Has(Roles.Operator))
            return Limited(claimed, Roles.Operator, false);
        return view.RightsOf(claimed.Agency, claimed.User) is { } rights && rights.Body == claimed.Body && rights.Side == claimed.Side
            ? Limited(claimed, claimed.Roles & rights.Roles & ~(Roles.Operator | Roles.System), claimed.Cleared && rights.Cleared,
                view.GrantedTo(claimed.Agency, claimed.User, clock.GetUtcNow()), rights.StandsFor)
            : null;
    }

    private static Actor Limited(Actor claimed, Roles roles, bool cleared, ValueList<BookKey> granted = default,
        ValueList<string> standsFor = default) =>
        claimed.Roles == roles && claimed.Cleared == cleared && claimed.Granted == granted && claimed.StandsFor == standsFor
            ? claimed
            : claimed with { Roles = roles, Cleared = cleared, Granted = granted, StandsFor = standsFor };
}
