using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decides about action points: whoever did one does not verify it.</summary>
internal static class ActionRules
{
    public static Decision Complete(Case one, CompleteAction complete, Context context) =>
        CaseChecks.Addressed(one, context.Actor)
        ?? Checks.Text(complete.Note, "/note")
        ?? CaseChecks.Kind(one, CaseKind.ActionPoint)
        ?? CaseChecks.State(one, CaseState.Raised, CaseState.Acknowledged)
        ?? Decision.Accept(new ActionCompleted
        {
            Case = one.Id,
            Note = complete.Note,
            By = Checks.By(context.Actor),
            At = context.Now,
        });

    public static Decision Verify(Case one, VerifyAction verify, Context context, CaseHost host)
    {
        var actor = context.Actor;
        if ((CaseChecks.Involved(one, actor, host) ?? CaseChecks.Kind(one, CaseKind.ActionPoint)) is { } notAllowed)
            return notAllowed;
        if (one.DoneBy is { } doer && Doer(one, doer, actor) is { } same)
            return same;
        return AnswerRules.Note(verify.Note)
            ?? CaseChecks.State(one, CaseState.Done)
            ?? Decision.Accept(new ActionVerified { Case = one.Id, Note = verify.Note, By = Checks.By(actor), At = context.Now });
    }

    private static Decision? Doer(Case one, Reporter doer, Actor actor)
    {
        if (doer.User == actor.User && doer.Agency == actor.Agency)
            return Decision.Refuse(RefusalCodes.VerifierIsDoer);
        return one.TwoSided && doer.Side == actor.Side ? Decision.Refuse(RefusalCodes.OwnSide) : null;
    }
}
