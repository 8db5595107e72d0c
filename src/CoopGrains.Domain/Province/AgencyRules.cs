using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Closing agencies and opening them again.</summary>
internal static class AgencyRules
{
    public static Decision? Decide(ProvinceBook state, Command command, Context context) => command switch
    {
        CloseAgency close => Managed(state, close.Agency, context.Actor) ?? Close(state.Agencies.Find(close.Agency)!, close, context),
        ReopenAgency reopen => Managed(state, reopen.Agency, context.Actor) ?? Reopen(state.Agencies.Find(reopen.Agency)!, reopen),
        _ => null,
    };

    public static ValueList<Agency>? Evolve(ValueList<Agency> agencies, Event happened) => happened switch
    {
        AgencyClosed closed => agencies.Change(closed.Agency, agency => agency with { ClosedOn = closed.On }),
        AgencyReopened reopened => agencies.Change(reopened.Agency, agency => agency with { ClosedOn = null }),
        _ => null,
    };

    /// <summary>Whoever is of a closed agency is nobody here, also before the register at the gates knows it.</summary>
    public static Decision? NotClosed(ProvinceBook state, Actor actor) => state.Agencies.Find(actor.Agency)?.ClosedOn is null
        ? null
        : Decision.Refuse(RefusalCodes.AgencyUnknown, ("agency", actor.Agency));

    private static Decision? Managed(ProvinceBook state, string agency, Actor actor) =>
        Checks.Coordinator(actor, state.Parties)
        ?? NotClosed(state, actor)
        ?? (state.Agencies.Has(agency) ? default(Decision?) : Checks.ItemUnknown(agency))
        ?? (actor.Agency == agency ? Decision.Refuse(RefusalCodes.NotForOneself) : default(Decision?));

    private static Decision Close(Agency agency, CloseAgency close, Context context) =>
        Checks.Text(close.Reason, "/reason")
        ?? Checks.Ends(new() { To = agency.ClosedOn }, close.On, context.Today, "closed", "open")
        // It takes effect at once.
        ?? (close.On.First > context.Today ? Decision.At("/on", RefusalCodes.DateInFuture) : default(Decision?))
        ?? Decision.Accept(new AgencyClosed { Agency = agency.Id, On = close.On, Reason = close.Reason });

    private static Decision Reopen(Agency agency, ReopenAgency reopen) =>
        Checks.Text(reopen.Reason, "/reason")
        ?? (agency.ClosedOn is null ? Decision.Refuse(RefusalCodes.WrongState, ("state", "open"), ("needed", "closed")) : default(Decision?))
        ?? Decision.Accept(new AgencyReopened { Agency = agency.Id, Reason = reopen.Reason });
}
