using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Units and office-holders of all provinces, as they were at any time. Province books are open: there is nothing to filter.</summary>
public interface IRegisterReading
{
    /// <summary>Units of a province by id, behind <paramref name="after"/>; null when there is no such province.</summary>
    ListPage<LocalUnitView>? Units(string province, UnitFilter filter, string? after, int limit);

    /// <summary>One unit; null when there is no such province or unit.</summary>
    LocalUnitView? Unit(string province, string unit);

    /// <summary>What there is of units that a command names, in their order.</summary>
    ValueList<FoundUnit> Found(ValueList<UnitRef> places);

    /// <summary>Office-holders by party and id, behind <paramref name="after"/>.</summary>
    ListPage<OfficeHolderView> Holders(HolderFilter filter, string? after, int limit);

    /// <summary>One office-holder; null when there is no such province or record.</summary>
    OfficeHolderView? Holder(string party, string holder);
}
