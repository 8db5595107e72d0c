using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The closing review: once both sides have signed it off, nothing of the term changes until both reopen it.</summary>
/// <remarks>What was reported before may still be confirmed, disputed and settled: that is no report of its own.</remarks>
internal static class ReviewRules
{
    /// <summary>Decides a command of a coordinator of a party; null when it is about something else.</summary>
    public static Decision? Decide(AgreementBook state, Command command, Context context) => command switch
    {
        SignOffReview sign => Sign(state, sign, context),
        WithdrawSignOff withdraw => TakeBack(state, withdraw, context),
        ReopenReview reopen => Reopen(state, reopen, context),
        WithdrawReopening withdraw => TakeBack(state, withdraw, context),
        _ => null,
    };

    /// <summary>The state after an event; null when it is about something else.</summary>
    public static AgreementBook? Evolve(AgreementBook state, Event happened) => happened switch
    {
        ReviewSigned { FrozenOn: null, By: var by } => state with { Review = new() { First = by } },
        ReviewSigned signed => state with { Review = state.Review! with { Second = signed.By, On = signed.FrozenOn } },
        ReopeningAsked asked => state with { Review = state.Review! with { Reopening = asked.Ask } },
        ReopeningAskDropped => state with { Review = state.Review! with { Reopening = null } },
        SignOffDropped or ReviewReopened => state with { Review = null },
        _ => null,
    };

    /// <summary>Why nothing of a reviewed term is changed or reported any more; null while it is.</summary>
    public static Decision? Frozen(PartialDate? since, ValueList<BookKey> successors) => since is { } on
        ? Decision.Refuse(RefusalCodes.TermFrozen, ("on", on), ("successor", string.Join(", ", successors)))
        : null;

    private static Decision Sign(AgreementBook state, SignOffReview sign, Context context)
    {
        if (Checks.Text(sign.Findings, "/findings") is { } noText)
            return noText;
        if ((Frozen(state.Review?.On, state.RenewedBy) ?? Reviewable(state, context)) is { } refusal)
            return refusal;
        var by = new TwoSidedAsk { By = context.Actor.Body, Reason = sign.Findings, At = context.Now };
        if (state.Review is not { First: var first })
            return Decision.Accept(new ReviewSigned { By = by });
        return Checks.OtherSide(first, context.Actor)
            ?? Decision.Accept(new ReviewSigned { By = by, FrozenOn = PartialDate.Of(context.Today) });
    }

    private static Decision Reopen(AgreementBook state, ReopenReview reopen, Context context)
    {
        if (Checks.Text(reopen.Reason, "/reason") is { } noReason)
            return noReason;
        if (state.Review is not { On: not null } review)
            return Decision.Refuse(RefusalCodes.WrongState, ("state", "open"), ("needed", "frozen"));
        var own = new TwoSidedAsk { By = context.Actor.Body, Reason = reopen.Reason, At = context.Now };
        if (review.Reopening is not { } asked)
            return Decision.Accept(new ReopeningAsked { Ask = own });
        return Checks.OtherSide(asked, context.Actor) ?? Decision.Accept(
            [new ReviewReopened { Ask = asked, Agreed = own }, .. CarryRules.Reverted(state.Commitments)]);
    }

    private static Decision TakeBack(AgreementBook state, WithdrawSignOff withdraw, Context context) =>
        Checks.Text(withdraw.Reason, "/reason")
        ?? Frozen(state.Review?.On, state.RenewedBy)
        ?? Checks.TakesBack(state.Review?.First.By, context.Actor)
        ?? Decision.Accept(new SignOffDropped
        {
            Ask = state.Review!.First,
            Dropped = new() { By = context.Actor.Body, Reason = withdraw.Reason, At = context.Now },
        });

    private static Decision TakeBack(AgreementBook state, WithdrawReopening withdraw, Context context) =>
        Checks.Text(withdraw.Reason, "/reason")
        ?? Checks.TakesBack(state.Review?.Reopening?.By, context.Actor)
        ?? Decision.Accept(new ReopeningAskDropped
        {
            Ask = state.Review!.Reopening!,
            Dropped = new() { By = context.Actor.Body, Reason = withdraw.Reason, At = context.Now },
        });

    // A term that never ran has nothing to review.
    private static Decision? Reviewable(AgreementBook state, Context context) => AgreementBook.StateOn(state, context.Today) switch
    {
        AgreementState.Draft or AgreementState.TextAgreed or AgreementState.PartlySigned or AgreementState.Withdrawn =>
            Decision.Refuse(RefusalCodes.WrongState, ("state", state.State), ("needed", AgreementState.InForce)),
        _ => null,
    };
}
