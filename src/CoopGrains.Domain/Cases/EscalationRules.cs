using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decides when an issue is handed to the overseers.</summary>
internal static class EscalationRules
{
    public static Decision Escalate(Case one, EscalateCase escalate, Context context, CaseHost host)
    {
        var bySilence = context.Actor.Has(Roles.System);
        if (!bySilence && Coordinates(one, context.Actor, host) is { } notAllowed)
            return notAllowed;
        if ((Checks.Text(escalate.Reason, "/reason") ?? CaseChecks.Kind(one, CaseKind.Issue)) is { } invalid)
            return invalid;
        if (host.Restricted)
            return Decision.Refuse(RefusalCodes.OpenBooksOnly);
        if (CaseFold.HasEnded(one))
            return CaseChecks.State(one, CaseState.Raised)!.Value;
        if (one.Escalated is not null)
            return Decision.Refuse(RefusalCodes.AlreadyEscalated);
        // Somebody acted since the calendar looked, or took it back for that day.
        if (bySilence && (CaseTimes.SilentOn(one) is not { } due || escalate.Due != PartialDate.Of(due) || due > context.Today))
            return Decision.Refuse(RefusalCodes.NotSilent);
        return Decision.Accept(new CaseEscalated
        {
            Case = one.Id,
            Escalation = new()
            {
                Due = bySilence ? escalate.Due!.Value : PartialDate.Of(context.Today),
                At = context.Now,
                By = bySilence ? null : context.Actor.Body,
            },
            Reason = escalate.Reason,
        });
    }

    // Whoever waits may take it back; whoever keeps the others waiting acts instead.
    public static Decision Revert(Case one, RevertEscalation revert, Context context, CaseHost host)
    {
        var actor = context.Actor;
        if ((Coordinates(one, actor, host) ?? Checks.Text(revert.Reason, "/reason")) is { } refusal)
            return refusal;
        if (one.Escalated is not { } escalated)
            return Decision.Refuse(RefusalCodes.NotEscalated);
        return Parties.SideOf(escalated.By ?? one.LastBy) == actor.Side
            ? Decision.Accept(new EscalationReverted { Case = one.Id, Due = escalated.Due, Reason = revert.Reason, For = actor.Body })
            : CaseChecks.Stranger([escalated.By ?? one.LastBy]);
    }

    private static Decision? Coordinates(Case one, Actor actor, CaseHost host) =>
        Checks.Role(actor, Roles.Coordinator) ?? CaseChecks.Involved(one, actor, host);
}
