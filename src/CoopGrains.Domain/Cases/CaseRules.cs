using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about cases, the same in books of agreements and programs. Rights come before states.</summary>
public static class CaseRules
{
    /// <summary>Decides a command about cases; null when it is about something else.</summary>
    public static Decision? Decide(CaseList? cases, Command command, Context context, CaseHost host)
    {
        var all = cases ?? CaseList.Empty;
        return command switch
        {
            RaiseCase raise => RaiseRules.Raise(all, raise, context, host),
            DeliverCase deliver => Of(all, deliver.Case, one => AnswerRules.Deliver(one, context)),
            AcknowledgeCase acknowledge => Of(all, acknowledge.Case, one => AnswerRules.Acknowledge(one, acknowledge, context)),
            ReplyToCase reply => Of(all, reply.Case, one => AnswerRules.Reply(one, reply, context)),
            ProposeResolution propose => Of(all, propose.Case, one => SettleRules.Propose(one, propose, context, host)),
            CloseCase close => Of(all, close.Case, one => SettleRules.Close(one, close, context, host)),
            ReopenCase reopen => Of(all, reopen.Case, one => SettleRules.Reopen(one, reopen, context, host)),
            CompleteAction complete => Of(all, complete.Case, one => ActionRules.Complete(one, complete, context)),
            VerifyAction verify => Of(all, verify.Case, one => ActionRules.Verify(one, verify, context, host)),
            EscalateCase escalate => Of(all, escalate.Case, one => EscalationRules.Escalate(one, escalate, context, host)),
            RevertEscalation revert => Of(all, revert.Case, one => EscalationRules.Revert(one, revert, context, host)),
            _ => null,
        };
    }

    /// <summary>Between whom a case is. What has two sides is between all parties.</summary>
    public static IEnumerable<string> Between(Case one, ValueList<string> parties) =>
        one.To.Select(party => party.Party).Prepend(one.By.Body).Concat(one.TwoSided ? parties : default).Distinct();

    private static Decision Of(CaseList all, string id, Func<Case, Decision> decide) =>
        all.Find(id) is { } one ? decide(one) : Checks.ItemUnknown(id);
}

/// <summary>Checks that the rules of cases share.</summary>
internal static class CaseChecks
{
    private const Roles AnyOf = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    /// <summary>One who works for a party: an overseer alone only asks.</summary>
    public static Decision? Works(Actor actor) => (actor.Roles & AnyOf) != Roles.None
        ? null
        : Decision.Refuse(RefusalCodes.RoleMissing, ("role", string.Join(", ", RolesJson.Names(AnyOf))));

    /// <summary>A user of an addressee: of the agency that is responsible, or a coordinator of its party.</summary>
    public static Decision? Addressed(Case one, Actor actor)
    {
        if (Works(actor) is { } notAllowed)
            return notAllowed;
        if (one.To.FirstOrDefault(party => party.Party == actor.Body) is not { } addressee)
            return Stranger(one.To.Select(party => party.Agency ?? party.Party));
        return addressee.Agency is not { } agency || agency == actor.Agency || actor.Has(Roles.Coordinator)
            ? null
            : Stranger([agency]);
    }

    /// <summary>A user of one of those between whom the case is, or of a national body of their side.</summary>
    public static Decision? Involved(Case one, Actor actor, CaseHost host)
    {
        if (Works(actor) is { } notAllowed)
            return notAllowed;
        var between = CaseRules.Between(one, host.Parties).ToList();
        return Checks.TakesPart(between, actor) ? null : Stranger(between);
    }

    public static Decision Stranger(IEnumerable<string> theirs) =>
        Decision.Refuse(RefusalCodes.NotAddressed, ("party", string.Join(", ", theirs)));

    /// <summary>One of these kinds.</summary>
    public static Decision? Kind(Case one, params ReadOnlySpan<CaseKind> kinds) =>
        kinds.Contains(one.Kind) ? null : Decision.Refuse(RefusalCodes.CaseKindWrong, ("state", one.Kind), ("needed", kinds.ToArray()));

    /// <summary>In one of these states.</summary>
    public static Decision? State(Case one, params ReadOnlySpan<CaseState> states) =>
        states.Contains(one.State) ? null : Checks.WrongState(one.State, states);

    /// <summary>A due date that has not passed.</summary>
    public static Decision? Due(PartialDate? due, bool needed, DateOnly today)
    {
        if (due is not { } on)
            return needed ? Decision.At("/due", RefusalCodes.DueMissing) : null;
        if (on.Year == 0)
            return Decision.At("/due", RefusalCodes.DateInvalid);
        return on.Last < today ? Decision.At("/due", RefusalCodes.DueInPast) : null;
    }

    /// <summary>What overseers ask, and others answer.</summary>
    public static bool IsAsked(CaseKind kind) => kind is CaseKind.Question or CaseKind.Recommendation;
}
