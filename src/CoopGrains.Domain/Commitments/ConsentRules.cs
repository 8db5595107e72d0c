using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What binds both sides takes both: what one asks for waits until the other agrees.</summary>
internal static class ConsentRules
{
    /// <summary>A coordinator of a body that the commitment binds, or of a national body of the side of one.</summary>
    public static Decision? Bound(CommitmentLedgers state, string commitment, Actor actor, out Ledger ledger)
    {
        ledger = state.Find(commitment)!;
        if (ledger is null)
            return Decision.Refuse(RefusalCodes.CommitmentUnknown, ("commitment", commitment));
        return Checks.Role(actor, Roles.Coordinator) ?? EntryRules.Part(ledger.Commitment, actor);
    }

    /// <summary>Agrees to a proposal, or to the targets that the other side asks for.</summary>
    public static Decision Agree(CommitmentLedgers state, AgreeToCommitment agree, Context context, CommitmentHost host)
    {
        if (Bound(state, agree.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        var commitment = ledger.Commitment;
        if (host.RefusesChange is { } over)
            return over;
        if (agree.Revision != commitment.Revision)
            return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", commitment.Revision), ("given", agree.Revision),
                ("fields", "commitment"), ("current", commitment.State));
        if (commitment.State == CommitmentState.Cancelled)
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        if (commitment.State != CommitmentState.Proposed)
            return AgreeToTargets(commitment, context.Actor, host);
        // Of a proposal whose author nobody noted, the first word is one side's, and the other still has to agree.
        if (Asked(commitment, CommitmentAskKind.Agreement) is not { } asked)
            return Decision.Accept(Asks(commitment, new() { Kind = CommitmentAskKind.Agreement, By = Checks.By(context.Actor), At = context.Now }));
        return Checks.OtherSide(asked.By, context.Actor) ?? Decision.Accept(new CommitmentAgreed
        {
            Commitment = commitment.Id,
            Proposed = asked.By,
            By = Checks.By(context.Actor),
            At = context.Now,
            Revision = commitment.Revision + 1,
        });
    }

    /// <summary>Drops or refuses a proposal; gives up what is agreed once both sides have asked for it.</summary>
    public static Decision Cancel(CommitmentLedgers state, CancelCommitment cancel, Context context, CommitmentHost host)
    {
        if ((Bound(state, cancel.Commitment, context.Actor, out var ledger) ?? Checks.Text(cancel.Reason, "/reason")) is { } refusal)
            return refusal;
        var commitment = ledger.Commitment;
        // A proposal can be dropped whatever became of the book: else it would wait for the other side for ever.
        if (commitment.State == CommitmentState.Proposed)
            return Decision.Accept(Cancelled(null));
        if (host.RefusesChange is { } over)
            return over;
        if (commitment.State == CommitmentState.Drafted)
            return Decision.Accept(Cancelled(null));
        if (commitment.State != CommitmentState.Active)
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        if (Asked(commitment, CommitmentAskKind.Cancellation) is not { } asked)
            return Decision.Accept(Asks(commitment, new()
            {
                Kind = CommitmentAskKind.Cancellation,
                By = Checks.By(context.Actor),
                At = context.Now,
                Reason = cancel.Reason,
            }));
        return Checks.OtherSide(asked.By, context.Actor) ?? Decision.Accept(Cancelled(asked));

        CommitmentCancelled Cancelled(CommitmentAsk? asked) => new()
        {
            Commitment = commitment.Id,
            From = commitment.State,
            Asked = asked,
            By = Checks.By(context.Actor),
            Reason = cancel.Reason,
            At = context.Now,
            Revision = commitment.Revision + 1,
        };
    }

    /// <summary>What is asked for of that kind, and about that period; null when nothing is.</summary>
    public static CommitmentAsk? Asked(Commitment commitment, CommitmentAskKind kind, Window? period = null) =>
        commitment.Asked.FirstOrDefault(ask => ask.Kind == kind && ask.Target?.Period == period);

    /// <summary>One side asks.</summary>
    public static CommitmentAsked Asks(Commitment commitment, CommitmentAsk ask) =>
        new() { Commitment = commitment.Id, Ask = ask, Revision = commitment.Revision + 1 };

    /// <summary>The commitments after an event; null when it is about something else.</summary>
    public static CommitmentLedgers? Evolve(CommitmentLedgers state, Event happened) => happened switch
    {
        CommitmentAsked asked => state.Change(asked.Commitment, commitment => commitment with
        {
            Asked = Without(commitment.Asked, asked.Ask.Kind, asked.Ask.Target?.Period).Add(asked.Ask),
            Revision = asked.Revision,
        }),
        TargetAskDropped dropped => state.Change(dropped.Commitment, commitment => commitment with
        {
            Asked = Without(commitment.Asked, CommitmentAskKind.Target, dropped.Asked.Period),
            Revision = dropped.Revision,
        }),
        CommitmentAgreed agreed => state.Change(agreed.Commitment, commitment => commitment with
        {
            State = CommitmentState.Active,
            Asked = Without(commitment.Asked, CommitmentAskKind.Agreement, null),
            Revision = agreed.Revision,
        }),
        CommitmentCancelled cancelled => state.Change(cancelled.Commitment, commitment => commitment with
        {
            State = CommitmentState.Cancelled,
            Asked = default,
            Revision = cancelled.Revision,
        }),
        _ => null,
    };

    /// <summary>Without what is asked for of a kind and about a period.</summary>
    public static ValueList<CommitmentAsk> Without(ValueList<CommitmentAsk> asked, CommitmentAskKind kind, Window? period) => asked.IsEmpty
        ? asked
        : asked.Where(ask => ask.Kind != kind || ask.Target?.Period != period).ToValueList();

    // Each of them was checked when it was asked for; what was locked since is refused by its period, and a term may be shorter now.
    private static Decision AgreeToTargets(Commitment commitment, Actor actor, CommitmentHost host)
    {
        var asked = commitment.Asked.Where(ask => ask.Kind == CommitmentAskKind.Target).ToList();
        var others = asked.Where(ask => ask.By.Side != actor.Side).ToList();
        if (others.Count == 0)
            return asked.Count == 0
                ? Decision.Refuse(RefusalCodes.NothingChanges)
                : Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", asked[0].By.Body));
        foreach (var ask in others)
            if (TargetRules.Beyond(host.Ends, ask.Target!.Period.To!.Value, null) is { } beyond)
                return beyond;
        return Decision.Accept([.. others.Select((ask, i) => TargetRules.Sets(commitment, ask.Target!, commitment.Revision + 1 + i))]);
    }
}
