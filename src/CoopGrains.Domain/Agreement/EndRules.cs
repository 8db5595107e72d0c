using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>How agreements end by time, and how a wrong end is reverted.</summary>
public static class EndRules
{
    /// <summary>The end of the term that counts: one that both sides have reverted ends nothing any more.</summary>
    public static PartialDate? EndOf(AgreementBook state) =>
        state.Text?.Term?.To is { } end && !state.RevertedEnds.Contains(PartialDate.Of(end.Last)) ? end : null;

    /// <summary>The civil date from which on the agreement is over and its book does not say so yet; null when none will come.</summary>
    public static DateOnly? DueOn(AgreementBook state) =>
        Runs(state.State) && EndOf(state) is { } end && end.Last < DateOnly.MaxValue ? end.Last.AddDays(1) : null;

    /// <summary>True while it is in force by whatever title; not while it is suspended.</summary>
    public static bool IsInForce(AgreementState state) =>
        state is AgreementState.InForce or AgreementState.InForceAsStated or AgreementState.TermNotStated;

    /// <summary>The last day that an entry may tell of under these terms; null when they take none.</summary>
    public static DateOnly? LastTold(AgreementTerms terms)
    {
        var end = (terms.EndedOn ?? terms.Term?.To)?.Last;
        var day = PartialDate.Of(end ?? DateOnly.MinValue);
        return AgreementRules.RefusesEntry(terms, new() { From = day, To = day }, day.Last) is null ? end ?? DateOnly.MaxValue : null;
    }

    /// <summary>The last day on which anything could be done under an agreement: of one that has ended, or was reviewed; null while there is more.</summary>
    internal static DateOnly? EndedOn(AgreementState state, PartialDate? terminated, PartialDate? end, PartialDate? frozen)
    {
        var ended = state is AgreementState.Terminated or AgreementState.Expired or AgreementState.ExpiredAsStated ? (terminated ?? end)?.Last : null;
        return frozen?.Last < ended ? frozen?.Last : ended ?? frozen?.Last;
    }

    /// <summary>True while a term's end would end it.</summary>
    internal static bool Runs(AgreementState state) =>
        state is AgreementState.InForce or AgreementState.InForceAsStated or AgreementState.Suspended;

    /// <summary>What its term's end makes of it.</summary>
    internal static AgreementState Over(AgreementBook state) =>
        state.Registered is null ? AgreementState.Expired : AgreementState.ExpiredAsStated;

    /// <summary>The calendar's word.</summary>
    internal static Decision Expire(AgreementBook state, ExpireAgreement expire, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        return DueOn(state) is { } due && due <= context.Today && PartialDate.Of(due.AddDays(-1)) == expire.EndedOn
            ? Decision.Accept(new AgreementExpired { EndedOn = expire.EndedOn })
            : Decision.Refuse(RefusalCodes.AlreadyNoted);
    }

    /// <summary>A coordinator's word of one side: asks, or agrees with the other.</summary>
    internal static Decision Revert(AgreementBook state, RevertEnd revert, Context context)
    {
        if (Checks.Text(revert.Reason, "/reason") is { } noReason)
            return noReason;
        var now = AgreementBook.StateOn(state, context.Today);
        if (!IsEnd(now))
            return Checks.WrongState(now, AgreementState.Withdrawn, AgreementState.Terminated, AgreementState.Expired, AgreementState.ExpiredAsStated);
        var own = new TwoSidedAsk { By = context.Actor.Body, Reason = revert.Reason, At = context.Now };
        if (state.Reversion is not { } asked)
            return Decision.Accept(new ReversionAsked { Ask = own, From = now });
        return Checks.OtherSide(asked, context.Actor) ?? Decision.Accept(new EndReverted
        {
            From = now,
            // Over by the calendar, and its word not in the book yet: it stands where it stood.
            To = IsEnd(state.State) ? state.BeforeEnd : state.State,
            Ask = asked,
            AgreedBy = own.By,
            Reason = own.Reason,
            EndedOn = now is AgreementState.Expired or AgreementState.ExpiredAsStated ? PartialDate.Of(EndOf(state)!.Value.Last) : null,
            At = own.At,
        });
    }

    /// <summary>Whoever asked to revert the end asks no more.</summary>
    internal static Decision TakeBack(AgreementBook state, WithdrawReversion withdraw, Context context) =>
        Checks.Text(withdraw.Reason, "/reason")
        ?? Checks.TakesBack(state.Reversion?.By, context.Actor)
        ?? Decision.Accept(new ReversionAskDropped
        {
            Ask = state.Reversion!,
            Dropped = new() { By = context.Actor.Body, Reason = withdraw.Reason, At = context.Now },
        });

    /// <summary>The state after an event; null when it is about something else.</summary>
    internal static AgreementBook? Evolve(AgreementBook state, Event happened) => happened switch
    {
        DraftWithdrawn => End(state, AgreementState.Withdrawn),
        AgreementTerminated terminated => End(state, AgreementState.Terminated) with { TerminatedOn = terminated.On },
        AgreementExpired => End(state, Over(state)),
        ReversionAsked asked => state with { Reversion = asked.Ask },
        ReversionAskDropped => state with { Reversion = null },
        EndReverted reverted => state with
        {
            State = reverted.To,
            TextSince = reverted.At,
            BeforeEnd = default,
            TerminatedOn = null,
            Reversion = null,
            RevertedEnds = reverted.EndedOn is { } end ? state.RevertedEnds.Add(end) : state.RevertedEnds,
        },
        _ => null,
    };

    private static AgreementBook End(AgreementBook state, AgreementState end) => state with { State = end, BeforeEnd = state.State };

    /// <summary>True for what has ended, by whatever way.</summary>
    internal static bool IsEnd(AgreementState state) => state
        is AgreementState.Withdrawn or AgreementState.Terminated or AgreementState.Expired or AgreementState.ExpiredAsStated;
}
