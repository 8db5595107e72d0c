using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What binds others takes them: what one asks for waits until all have agreed whom the commitment names.</summary>
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

    /// <summary>Agrees to a proposal, or to the targets that others ask for.</summary>
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
            return AgreeToTargets(commitment, context, host);
        // Of a proposal whose author nobody noted, the first word asks, and the others still have to agree.
        if (Asked(commitment, CommitmentAskKind.Agreement) is not { } asked)
            return Decision.Accept(Asks(commitment, new() { Kind = CommitmentAskKind.Agreement, By = Checks.By(context.Actor), At = context.Now }));
        return AskRules.Agree(commitment, asked, context, () => new CommitmentAgreed
        {
            Commitment = commitment.Id,
            Proposed = asked.By,
            By = Checks.By(context.Actor),
            At = context.Now,
            Revision = commitment.Revision + 1,
        });
    }

    /// <summary>Drops or refuses a proposal; gives up what is agreed once all have asked for it.</summary>
    public static Decision Cancel(CommitmentLedgers state, CancelCommitment cancel, Context context, CommitmentHost host)
    {
        if ((Bound(state, cancel.Commitment, context.Actor, out var ledger) ?? Checks.Text(cancel.Reason, "/reason")) is { } refusal)
            return refusal;
        var commitment = ledger.Commitment;
        // A proposal can be dropped whatever became of the book: else it would wait for the others for ever.
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
        return AskRules.Agree(commitment, asked, context, () => Cancelled(asked), cancel.Reason);

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

    /// <summary>Whoever asked to give up what is agreed asks no more.</summary>
    public static Decision TakeBack(CommitmentLedgers state, WithdrawCancellation withdraw, Context context, CommitmentHost host)
    {
        if (Bound(state, withdraw.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        if ((Checks.Text(withdraw.Reason, "/reason") ?? host.RefusesChange) is { } refusal)
            return refusal;
        var commitment = ledger.Commitment;
        if (commitment.State == CommitmentState.Cancelled)
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        var asked = Asked(commitment, CommitmentAskKind.Cancellation);
        return Checks.TakesBack(asked?.By.Body, context.Actor) ?? Decision.Accept(new CommitmentAskDropped
        {
            Commitment = commitment.Id,
            Asked = asked!,
            By = Checks.By(context.Actor),
            Reason = withdraw.Reason,
            At = context.Now,
            Revision = commitment.Revision + 1,
        });
    }

    /// <summary>What is asked for of that kind, and about that period; null when nothing is.</summary>
    public static CommitmentAsk? Asked(Commitment commitment, CommitmentAskKind kind, Window? period = null) =>
        commitment.Asked.FirstOrDefault(ask => ask.Kind == kind && ask.Target?.Period == period);

    /// <summary>One of them asks.</summary>
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
        CommitmentAskJoined joined => state.Change(joined.Commitment, commitment => commitment with
        {
            Asked = AskRules.With(commitment.Asked, joined),
        }),
        TargetAskDropped dropped => state.Change(dropped.Commitment, commitment => commitment with
        {
            Asked = Without(commitment.Asked, CommitmentAskKind.Target, dropped.Asked.Period),
            Revision = dropped.Revision,
        }),
        CommitmentAskDropped dropped => state.Change(dropped.Commitment, commitment => commitment with
        {
            Asked = Without(commitment.Asked, dropped.Asked.Kind, dropped.Asked.Target?.Period),
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
    private static Decision AgreeToTargets(Commitment commitment, Context context, CommitmentHost host)
    {
        var asked = commitment.Asked.Where(ask => ask.Kind == CommitmentAskKind.Target).ToList();
        if (asked.Count == 0)
            return Decision.Refuse(RefusalCodes.NothingChanges);
        var revision = commitment.Revision;
        var own = asked.FindAll(ask => AskRules.Adds(commitment, ask, context.Actor));
        // One that reaches beyond the term by now holds up no other.
        var within = own.FindAll(ask => Beyond(ask) is null);
        if (within.Count == 0 && own.Count > 0)
            return Beyond(own[0])!.Value;
        var agreed = within.Select(ask => AskRules.Agrees(
            commitment, ask, context, () => TargetRules.Sets(commitment, ask.Target!, ++revision))).ToValueList();
        return agreed.IsEmpty ? AskRules.AddsNothing(commitment, asked[0], context.Actor) : Decision.Accept([.. agreed]);

        Decision? Beyond(CommitmentAsk ask) => TargetRules.Beyond(host.Ends, ask.Target!.Period.To!.Value, null);
    }
}
