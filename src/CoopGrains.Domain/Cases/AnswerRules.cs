using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decides what addressees may say to a case.</summary>
internal static class AnswerRules
{
    public static Decision Deliver(Case one, Context context)
    {
        if ((CaseChecks.Addressed(one, context.Actor) ?? CaseChecks.Kind(one, CaseKind.Exchange)) is { } refusal)
            return refusal;
        return Of(one, context).DeliveredAt is null
            ? Decision.Accept(new CaseDelivered { Case = one.Id, For = context.Actor.Body, At = context.Now })
            : Decision.Refuse(RefusalCodes.AlreadyDelivered, ("party", context.Actor.Body));
    }

    public static Decision Acknowledge(Case one, AcknowledgeCase acknowledge, Context context)
    {
        if ((CaseChecks.Addressed(one, context.Actor) ?? Note(acknowledge.Note)) is { } refusal)
            return refusal;
        if (Of(one, context).AcknowledgedAt is not null)
            return Decision.Refuse(RefusalCodes.AlreadyAcknowledged, ("party", context.Actor.Body));
        if (CaseFold.HasEnded(one))
            return CaseChecks.State(one, CaseState.Raised)!.Value;
        return Decision.Accept(new CaseAcknowledged
        {
            Case = one.Id,
            For = context.Actor.Body,
            Complete = one.Kind == CaseKind.Exchange
                && one.To.All(party => party.Party == context.Actor.Body || party.AcknowledgedAt is not null),
            Note = acknowledge.Note,
            At = context.Now,
        });
    }

    public static Decision Reply(Case one, ReplyToCase reply, Context context) =>
        CaseChecks.Addressed(one, context.Actor)
        ?? Checks.Title(reply.Text, "/text")
        ?? CaseChecks.Kind(one, CaseKind.Question, CaseKind.Recommendation)
        ?? CaseChecks.State(one, CaseState.Raised, CaseState.Acknowledged)
        ?? Decision.Accept(new CaseReplied
        {
            Case = one.Id,
            Text = reply.Text,
            Late = CaseTimes.IsLate(one, context.Today),
            For = context.Actor.Body,
            At = context.Now,
        });

    public static Decision? Note(string? note) => note is null ? null : Checks.Text(note, "/note");

    private static Addressee Of(Case one, Context context) => one.To.First(party => party.Party == context.Actor.Body);
}
