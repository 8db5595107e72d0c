using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions of an agreement's book.</summary>
internal static class AgreementRules
{
    public static Decision Decide(AgreementBook state, Command command, Context context)
    {
        switch (command)
        {
            case DraftAgreement draft:
                return DraftRules.Draft(state, draft, context);
            case RenewAgreement renew:
                return RenewalRules.Renew(state, renew, context);
            case RegisterInstrument register:
                return DraftRules.Register(state, register, context);
        }
        if (Visibility.Refuses(state, context) is { } notHere)
            return notHere;
        if (command is NoteSuccessor note)
            return Note(state, note, context);
        if (command is ExpireAgreement expire)
            return EndRules.Expire(state, expire, context);
        if (command is NoteOutcome outcome)
            return TalksRules.Note(state, outcome, context);
        if (CommitmentRules.Decide(state.Commitments, command, context, Host(state, context)) is { } aboutCommitments)
            return aboutCommitments;
        if (ConflictRules.Decide(state.Conflicts, command, context, state.Parties, state.Commitments, state.Commitments.Has) is { } aboutConflicts)
            return aboutConflicts;
        if (CaseRules.Decide(state.Cases, command, context, CaseHost(state, context)) is { } aboutCases)
            return aboutCases;
        if (AttachmentRules.Decide(state.Attachments, state.Commitments, command, context, state.Parties, (list, id) => list switch
        {
            "signatures" => state.Signatures.Any(signature => signature.Party == id),
            "amendments" => NumberOf(id) is { } number && number <= state.AmendmentsTaken,
            "cases" => state.Cases?.Find(id) is not null,
            "talks" => NumberOf(id) is { } number && number <= state.Talks.Count,
            _ => false,
        }) is { } attached)
            return attached;
        if (Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed)
            return notAllowed;
        return command switch
        {
            EditText edit => TextRules.Edit(state, edit, context),
            AcceptText accept => TextRules.Accept(state, accept, context),
            UnlockText unlock => TextRules.Unlock(state, unlock, context),
            SignAgreement sign => Sign(state, sign, context),
            WithdrawDraft withdraw => Move(state, context, withdraw.Reason, new DraftWithdrawn { Reason = withdraw.Reason },
                AgreementState.Draft, AgreementState.TextAgreed, AgreementState.PartlySigned),
            SuspendAgreement suspend => Move(state, context, suspend.Reason, new AgreementSuspended { Reason = suspend.Reason },
                AgreementState.InForce, AgreementState.InForceAsStated, AgreementState.TermNotStated),
            ResumeAgreement resume => Move(state, context, resume.Reason, new AgreementResumed { Reason = resume.Reason }, AgreementState.Suspended),
            TerminateAgreement terminate => Move(state, context, terminate.Reason,
                new AgreementTerminated { Reason = terminate.Reason, On = PartialDate.Of(context.Today) },
                AgreementState.InForce, AgreementState.Suspended, AgreementState.InForceAsStated, AgreementState.TermNotStated),
            RevertEnd revert => EndRules.Revert(state, revert, context),
            WithdrawReversion withdraw => EndRules.TakeBack(state, withdraw, context),
            _ => AccessRules.Decide(state, command, context)
                ?? ReviewRules.Decide(state, command, context)
                ?? AmendmentRules.Decide(state, command, context)
                ?? TalksRules.Decide(state, command, context)
                ?? throw new InvalidOperationException($"An agreement's book takes no {command.GetType().Name}."),
        };
    }

    /// <summary>Why an agreement takes no entry for a window; null when it does. Late entries for earlier windows are taken.</summary>
    /// <remarks>A window that is still open reaches to today, the day of the report.</remarks>
    public static Decision? RefusesEntry(AgreementTerms terms, Window window, DateOnly today)
    {
        if (ReviewRules.Frozen(terms.FrozenOn, terms.RenewedBy) is { } frozen)
            return frozen;
        var successor = terms.RenewedBy.IsEmpty ? "" : string.Join(", ", terms.RenewedBy);
        var ended = terms.EndedOn ?? terms.Term?.To;
        if (ended is { } end && (window.To?.Last ?? today) > end.Last)
            return Decision.Refuse(RefusalCodes.AgreementEnded, ("ended", end), ("successor", successor));
        return terms.State switch
        {
            var state when EndRules.IsInForce(state) => null,
            AgreementState.Terminated or AgreementState.Expired or AgreementState.ExpiredAsStated when ended is not null => null,
            _ => Decision.Refuse(RefusalCodes.AgreementNotInForce, ("state", terms.State), ("successor", successor)),
        };
    }

    private static Decision Sign(AgreementBook state, SignAgreement sign, Context context)
    {
        var (signature, refusal) = SignatureRules.Of(sign, state.Signatures, context);
        if (refusal is { } invalid)
            return invalid;
        if (state.State is not (AgreementState.TextAgreed or AgreementState.PartlySigned))
            return WrongState(state, context, AgreementState.TextAgreed, AgreementState.PartlySigned);
        var signed = new AgreementSigned { Signature = signature };
        return SignatureRules.Completes(state.Parties, state.Signatures, signature.Party)
            ? Decision.Accept(signed, new AgreementEnteredIntoForce { On = PartialDate.Of(context.Today) })
            : Decision.Accept(signed);
    }

    private static Decision Move(AgreementBook state, Context context, string reason, Event happened, params ReadOnlySpan<AgreementState> from)
    {
        if (Checks.Text(reason, "/reason") is { } noReason)
            return noReason;
        var now = AgreementBook.StateOn(state, context.Today);
        return from.Contains(now) ? Decision.Accept(happened) : WrongState(state, context, from);
    }

    private static Decision Note(AgreementBook state, NoteSuccessor note, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        return state.RenewedBy.Contains(note.Successor)
            ? Decision.Refuse(RefusalCodes.AlreadyNoted)
            : Decision.Accept(new SuccessorNoted { Successor = note.Successor });
    }

    private static CommitmentHost Host(AgreementBook state, Context context) => new()
    {
        Binds = state.Parties.Contains,
        Keepers = state.Parties,
        Clauses = state.Text!.Clauses.Select(clause => clause.Id),
        Drafting = DraftFold.IsDraft(state.State),
        Ends = state.TerminatedOn ?? EndRules.EndOf(state),
        RefusesChange = state.State == AgreementState.Withdrawn
            ? WrongState(state, context, AgreementState.Draft)
            : TextRules.Accepted(state) ?? ReviewRules.Frozen(state.Review?.On, state.RenewedBy),
        RefusesEntry = window => RefusesEntry(AgreementBook.Terms(state, context.Book, 0), window, context.Today),
    };

    private static CaseHost CaseHost(AgreementBook state, Context context) => new()
    {
        Parties = state.Parties,
        Restricted = state.Restricted,
        RefusesCase = state.State == AgreementState.Withdrawn ? WrongState(state, context, AgreementState.Draft) : null,
        Has = about => about switch
        {
            { Commitment: { } commitment } => state.Commitments.Find(commitment) is not null,
            { Entry: { } entry } => state.Commitments.FindEntry(entry) is not null,
            { Talks: { } talks } => TalksFold.Find(state.Talks, talks) is not null,
            { Case: { } other } => state.Cases?.Find(other) is not null,
            _ => true,
        },
    };

    private static int? NumberOf(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>It stands elsewhere.</summary>
    internal static Decision WrongState(AgreementBook state, Context context, params ReadOnlySpan<AgreementState> needed) =>
        Checks.WrongState(AgreementBook.StateOn(state, context.Today), needed);
}
