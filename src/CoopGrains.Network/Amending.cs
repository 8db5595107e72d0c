using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What became of an amendment, from the events of its book.</summary>
public static class Amending
{
    /// <summary>What readers see of an amendment that waits no more, after an event of its book.</summary>
    public static AmendmentView Told(AmendmentView view, Event happened) => AmendmentRules.Told(view, happened);

    /// <summary>True for the event with which an amendment waits no more.</summary>
    public static bool Ends(Event happened, int number) => AmendmentRules.Ends(happened, number);
}
