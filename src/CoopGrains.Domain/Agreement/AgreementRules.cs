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
                return Draft(state, draft, context);
            case RenewAgreement renew:
                return RenewalRules.Renew(state, renew, context);
            case RegisterInstrument register:
                return Register(state, register, context);
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
        if (ConflictRules.Decide(
            state.Conflicts, command, context, state.Parties, about => ConflictRules.Has(state.Commitments, about)) is { } aboutConflicts)
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
            EditText edit => Edit(state, edit, context),
            AcceptText accept => Accept(state, accept, context),
            UnlockText unlock => Unlock(state, unlock, context),
            SignAgreement sign => Sign(state, sign, context),
            WithdrawDraft withdraw => Move(state, context, withdraw.Reason, new DraftWithdrawn { Reason = withdraw.Reason },
                AgreementState.Draft, AgreementState.TextAgreed),
            SuspendAgreement suspend => Move(state, context, suspend.Reason, new AgreementSuspended { Reason = suspend.Reason },
                AgreementState.InForce, AgreementState.InForceAsStated, AgreementState.TermNotStated),
            ResumeAgreement resume => Move(state, context, resume.Reason, new AgreementResumed { Reason = resume.Reason }, AgreementState.Suspended),
            TerminateAgreement terminate => Move(state, context, terminate.Reason,
                new AgreementTerminated { Reason = terminate.Reason, On = PartialDate.Of(context.Today) },
                AgreementState.InForce, AgreementState.Suspended, AgreementState.InForceAsStated, AgreementState.TermNotStated),
            RevertEnd revert => EndRules.Revert(state, revert, context),
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
            AgreementState.InForce or AgreementState.InForceAsStated or AgreementState.TermNotStated => null,
            AgreementState.Terminated or AgreementState.Expired or AgreementState.ExpiredAsStated when ended is not null => null,
            _ => Decision.Refuse(RefusalCodes.AgreementNotInForce, ("state", terms.State), ("successor", successor)),
        };
    }

    /// <summary>Begins a draft.</summary>
    internal static Decision Draft(AgreementBook state, DraftAgreement draft, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if (draft.Restricted && !context.Actor.Cleared)
            return Decision.Refuse(RefusalCodes.ClearanceMissing);
        if (draft.Restricted ? draft.Id is not null : DerivedIds.IsRestricted(context.Book))
            return Decision.At("/id", RefusalCodes.RestrictedIdNotTaken);
        var open = draft.Restricted ? null : "/restricted";
        if ((Begun(draft.Parties, draft.Text, context) ?? Follows(draft.Predecessor, draft.Text, open, context)
            ?? Under(draft.Parent, open, context)) is { } refusal)
            return refusal;
        return state.Exists
            ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", context.Book.Id))
            : Decision.Accept(new AgreementDrafted
            {
                Book = context.Book,
                Type = draft.Type,
                TypeStated = draft.TypeStated,
                Parties = draft.Parties,
                Text = draft.Text,
                Predecessor = draft.Predecessor,
                Parent = draft.Parent,
                Restricted = draft.Restricted,
                PredecessorBegan = draft.Predecessor is null ? null : context.Predecessor?.Term?.From,
            });
    }

    private static Decision Register(AgreementBook state, RegisterInstrument register, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if ((Begun(register.Parties, register.Text, context) ?? Follows(register.Predecessor, register.Text, "/predecessor", context)
            ?? Under(register.Parent, "/parent", context)) is { } refusal)
            return refusal;
        if (DerivedIds.IsRestricted(context.Book))
            return Decision.At("/id", RefusalCodes.RestrictedIdNotTaken);
        if (register.Sources.IsEmpty)
            return Decision.At("/sources", RefusalCodes.SourcesMissing);
        if (register.SignedOn is { } signed && signed.First > context.Today)
            return Decision.At("/signedOn", RefusalCodes.DateInFuture);
        return state.Exists
            ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", context.Book.Id))
            : Decision.Accept(new InstrumentRegistered
            {
                Book = context.Book,
                Type = register.Type,
                TypeStated = register.TypeStated,
                Parties = register.Parties,
                Text = register.Text,
                SignedOn = register.SignedOn,
                Predecessor = register.Predecessor,
                Parent = register.Parent,
                Sources = register.Sources,
            });
    }

    private static Decision? Begun(ValueList<string> parties, AgreementText text, Context context) =>
        Checks.Parties(parties, "/parties") ?? Checks.Coordinator(context.Actor, parties) ?? CheckText(text);

    private static Decision? CheckText(AgreementText text)
    {
        if (Checks.Title(text.Title, "/text/title") is { } noTitle)
            return noTitle;
        if (text.Term is { } term && Checks.Window(term, "/text/term") is not null)
            return Decision.At("/text/term", RefusalCodes.TermInvalid);
        for (var i = 0; i < text.Clauses.Count; i++)
            if ((Checks.Id(text.Clauses[i].Id, $"/text/clauses/{i}/id") ?? Checks.Title(text.Clauses[i].Text, $"/text/clauses/{i}/text")) is { } refusal)
                return refusal;
        return text.Clauses.Select(clause => clause.Id).Distinct().Count() == text.Clauses.Count
            ? null
            : Decision.At("/text/clauses", RefusalCodes.IdInvalid);
    }

    private static Decision? Follows(BookKey? predecessor, AgreementText text, string? open, Context context)
    {
        if (predecessor is not { } named)
            return null;
        if (Seen(named, context.Predecessor, context) is not { } before)
            return Decision.At("/predecessor", RefusalCodes.PredecessorUnknown, ("predecessor", named));
        // An open instrument would tell everyone of the restricted one that it follows.
        if (before.Restricted && open is not null)
            return Decision.At(open, RefusalCodes.MustBeRestricted);
        return text.Term is { } term && before.Term is { } earlier && term.From.First <= earlier.From.First
            ? Decision.At("/text/term/from", RefusalCodes.TermBeforePredecessor, ("predecessor", named), ("began", earlier.From))
            : null;
    }

    private static Decision? Under(BookKey? parent, string? open, Context context)
    {
        if (parent is not { } named)
            return null;
        if (Seen(named, context.Agreement, context) is not { } above)
            return Decision.At("/parent", RefusalCodes.ParentUnknown, ("parent", named));
        return above.Restricted && open is not null ? Decision.At(open, RefusalCodes.MustBeRestricted) : null;
    }

    // An instrument that the caller may not see is as unknown as one that does not exist.
    private static AgreementTerms? Seen(BookKey named, AgreementTerms? read, Context context) =>
        named != context.Book && read?.Agreement == named && Visibility.CanTakePart(read.Restricted, read.Parties, context.Actor) ? read : null;

    private static Decision Edit(AgreementBook state, EditText edit, Context context)
    {
        if (state.State != AgreementState.Draft)
            return state.State == AgreementState.TextAgreed
                ? Decision.Refuse(RefusalCodes.TextIsAccepted, ("by", string.Join(", ", state.AcceptedBy)))
                : WrongState(state, context, AgreementState.Draft);
        if (!state.AcceptedBy.IsEmpty)
            return Decision.Refuse(RefusalCodes.TextIsAccepted, ("by", string.Join(", ", state.AcceptedBy)));
        if ((CheckText(edit.Text) ?? Begins(state, edit.Text)) is { } invalid)
            return invalid;
        if (Stale(state, edit.Revision, edit.Text) is { } stale)
            return stale;
        return edit.Text == state.Text
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new TextEdited { Text = edit.Text, Revision = state.Revision + 1 });
    }

    // Drafted after its predecessor began, it is not edited to begin before.
    private static Decision? Begins(AgreementBook state, AgreementText text) =>
        state.Drafted is { Predecessor: { } named, PredecessorBegan: { } began } && text.Term is { } term && term.From.First <= began.First
            ? Decision.At("/text/term/from", RefusalCodes.TermBeforePredecessor, ("predecessor", named), ("began", began))
            : null;

    private static Decision Accept(AgreementBook state, AcceptText accept, Context context)
    {
        if (state.AcceptedBy.Contains(context.Actor.Body))
            return Decision.Refuse(RefusalCodes.AlreadyAccepted, ("party", context.Actor.Body));
        if (state.State != AgreementState.Draft)
            return WrongState(state, context, AgreementState.Draft);
        return Stale(state, accept.Revision, null) ?? Decision.Accept(new TextAccepted
        {
            Party = context.Actor.Body,
            Revision = state.Revision,
            Complete = state.Parties.All(party => party == context.Actor.Body || state.AcceptedBy.Contains(party)),
        });
    }

    private static Decision Unlock(AgreementBook state, UnlockText unlock, Context context)
    {
        if (Checks.Text(unlock.Reason, "/reason") is { } noReason)
            return noReason;
        var accepted = state.State == AgreementState.TextAgreed || (state.State == AgreementState.Draft && !state.AcceptedBy.IsEmpty);
        return accepted
            ? Decision.Accept(new TextUnlocked { Party = context.Actor.Body, Reason = unlock.Reason })
            : WrongState(state, context, AgreementState.TextAgreed);
    }

    private static Decision Sign(AgreementBook state, SignAgreement sign, Context context)
    {
        var (signature, refusal) = SignatureRules.Of(sign, state.Signatures, context);
        if (refusal is { } invalid)
            return invalid;
        if (state.State is not (AgreementState.TextAgreed or AgreementState.PartlySigned))
            return WrongState(state, context, AgreementState.TextAgreed);
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
        return from.Contains(now) ? Decision.Accept(happened) : WrongState(state, context, from[0]);
    }

    private static Decision Note(AgreementBook state, NoteSuccessor note, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        return state.RenewedBy.Contains(note.Successor)
            ? Decision.Refuse(RefusalCodes.AlreadyNoted)
            : Decision.Accept(new SuccessorNoted { Successor = note.Successor });
    }

    private static Decision? Stale(AgreementBook state, int revision, AgreementText? given)
    {
        if (revision == state.Revision)
            return null;
        var fields = new List<string>();
        if (given is not null && given.Title != state.Text!.Title)
            fields.Add("text.title");
        if (given is not null && given.Term != state.Text!.Term)
            fields.Add("text.term");
        if (given is not null && given.Clauses != state.Text!.Clauses)
            fields.Add("text.clauses");
        return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", state.Revision), ("given", revision),
            ("fields", given is null ? "text" : string.Join(", ", fields)), ("current", state.Text!.Title.Resolve("vi").Text));
    }

    private static CommitmentHost Host(AgreementBook state, Context context) => new()
    {
        Binds = state.Parties.Contains,
        Keepers = state.Parties,
        RefusesChange = state.State == AgreementState.Withdrawn
            ? WrongState(state, context, AgreementState.Draft)
            : ReviewRules.Frozen(state.Review?.On, state.RenewedBy),
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

    private static Decision WrongState(AgreementBook state, Context context, AgreementState needed) =>
        Decision.Refuse(RefusalCodes.WrongState, ("state", AgreementBook.StateOn(state, context.Today)), ("needed", needed));
}
