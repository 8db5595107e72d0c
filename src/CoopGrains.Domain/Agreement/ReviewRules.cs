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
        ReopenReview reopen => Reopen(state, reopen, context),
        _ => null,
    };

    /// <summary>The review after an event, and whether the event is about it.</summary>
    public static (ClosingReview? Review, bool Matters) Evolve(ClosingReview? review, Event happened) => happened switch
    {
        ReviewSigned { FrozenOn: null, By: var by } => (new() { First = by }, true),
        ReviewSigned signed => (review! with { Second = signed.By, On = signed.FrozenOn }, true),
        ReopeningAsked asked => (review! with { Reopening = asked.Ask }, true),
        ReviewReopened => (null, true),
        _ => (review, false),
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
        var by = new TwoSidedAsk { By = context.Actor.Body, Reason = sign.Findings };
        if (state.Review is not { First: var first })
            return Decision.Accept(new ReviewSigned { By = by });
        return Parties.SideOf(first.By) == context.Actor.Side
            ? Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", first.By))
            : Decision.Accept(new ReviewSigned { By = by, FrozenOn = PartialDate.Of(context.Today) });
    }

    private static Decision Reopen(AgreementBook state, ReopenReview reopen, Context context)
    {
        if (Checks.Text(reopen.Reason, "/reason") is { } noReason)
            return noReason;
        if (state.Review is not { On: not null } review)
            return Decision.Refuse(RefusalCodes.WrongState, ("state", "open"), ("needed", "frozen"));
        var own = new TwoSidedAsk { By = context.Actor.Body, Reason = reopen.Reason };
        if (review.Reopening is not { } asked)
            return Decision.Accept(new ReopeningAsked { Ask = own });
        return Parties.SideOf(asked.By) == context.Actor.Side
            ? Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", asked.By))
            : Decision.Accept(new ReviewReopened { Ask = asked, Agreed = own });
    }

    // A term that never ran has nothing to review.
    private static Decision? Reviewable(AgreementBook state, Context context) => AgreementBook.StateOn(state, context.Today) switch
    {
        AgreementState.Draft or AgreementState.TextAgreed or AgreementState.PartlySigned or AgreementState.Withdrawn =>
            Decision.Refuse(RefusalCodes.WrongState, ("state", state.State), ("needed", AgreementState.InForce)),
        _ => null,
    };
}
