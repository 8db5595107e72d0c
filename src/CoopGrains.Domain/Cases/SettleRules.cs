using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decides how cases are settled: an issue by both sides, a question by whoever asked it.</summary>
internal static class SettleRules
{
    public static Decision Propose(Case one, ProposeResolution propose, Context context, CaseHost host) =>
        CaseChecks.Involved(one, context.Actor, host)
        ?? Checks.Title(propose.Text, "/text")
        ?? CaseChecks.Kind(one, CaseKind.Issue)
        ?? CaseChecks.State(one, CaseState.Acknowledged, CaseState.ResolutionProposed)
        ?? Decision.Accept(new ResolutionProposed { Case = one.Id, Text = propose.Text, For = context.Actor.Body, At = context.Now });

    public static Decision Close(Case one, CloseCase close, Context context, CaseHost host)
    {
        var (actor, asked) = (context.Actor, CaseChecks.IsAsked(one.Kind));
        if ((asked ? Asker(one, actor) : CaseChecks.Involved(one, actor, host)) is { } notAllowed)
            return notAllowed;
        if ((Checks.Text(close.Note, "/note") ?? Settles(one) ?? Closable(one)) is { } refusal)
            return refusal;
        if (one is { Kind: CaseKind.ActionPoint, TwoSided: false } && actor.Body != one.By.Body)
            return Decision.Refuse(RefusalCodes.NotTheAuthor, ("agency", one.By.Agency));
        if (one.ClosedBy.Contains(actor.Side))
            return Decision.Refuse(RefusalCodes.AlreadyClosed, ("party", actor.Side));
        var twoSided = one.Kind == CaseKind.Issue || one.TwoSided;
        return Decision.Accept(new CaseClosed
        {
            Case = one.Id,
            Side = actor.Side,
            Complete = !twoSided || !one.ClosedBy.IsEmpty,
            Note = close.Note,
            For = actor.Body,
            At = context.Now,
        });
    }

    public static Decision Reopen(Case one, ReopenCase reopen, Context context, CaseHost host)
    {
        var asked = CaseChecks.IsAsked(one.Kind);
        if ((asked ? Asker(one, context.Actor) : CaseChecks.Involved(one, context.Actor, host)) is { } notAllowed)
            return notAllowed;
        if ((Checks.Text(reopen.Reason, "/reason") ?? CaseChecks.Due(reopen.Due, asked, context.Today)
            ?? Settles(one) ?? Reopenable(one, context)) is { } refusal)
            return refusal;
        return Decision.Accept(new CaseReopened
        {
            Case = one.Id,
            Reason = reopen.Reason,
            Due = reopen.Due,
            For = context.Actor.Body,
            At = context.Now,
        });
    }

    // An exchange ends when it is acknowledged.
    private static Decision? Settles(Case one) =>
        CaseChecks.Kind(one, CaseKind.Issue, CaseKind.ActionPoint, CaseKind.Question, CaseKind.Recommendation);

    private static Decision? Asker(Case one, Actor actor) =>
        Checks.Role(actor, Roles.Overseer)
        ?? (actor.ActsFor(one.By.Agency) ? null : Decision.Refuse(RefusalCodes.NotTheAuthor, ("agency", one.By.Agency)));

    private static Decision? Closable(Case one) => one.Kind switch
    {
        CaseKind.Issue => CaseChecks.State(one, CaseState.ResolutionProposed, CaseState.AwaitingOtherSide),
        CaseKind.ActionPoint => CaseChecks.State(one, CaseState.Raised, CaseState.Acknowledged, CaseState.AwaitingOtherSide),
        _ => CaseChecks.State(one, CaseState.Raised, CaseState.Acknowledged),
    };

    private static Decision? Reopenable(Case one, Context context)
    {
        if (!CaseChecks.IsAsked(one.Kind))
            return one.Kind == CaseKind.Issue
                ? CaseChecks.State(one, CaseState.AwaitingOtherSide, CaseState.ResolutionProposed)
                : CaseChecks.State(one, CaseState.AwaitingOtherSide, CaseState.Done);
        // A reply closes it; whoever asked may say, for a time, that it is none.
        return CaseChecks.State(one, CaseState.Replied)
            ?? (context.Now - one.Since <= TimeSpan.FromDays(CaseTimes.ReopeningDays)
                ? null
                : Decision.Refuse(RefusalCodes.ReopeningOver, ("most", CaseTimes.ReopeningDays)));
    }
}
