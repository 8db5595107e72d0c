using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions of a program's book.</summary>
internal static class ProgramRules
{
    public static Decision Decide(ProgramBook state, Command command, Context context)
    {
        if (command is OpenProgram open)
            return Open(state, open, context);
        if (Visibility.Refuses(state, context) is { } notHere)
            return notHere;
        return command switch
        {
            SuspendProgram suspend => Move(state, context, ProgramState.Open, suspend.Reason, new ProgramSuspended { Reason = suspend.Reason }),
            ResumeProgram resume => Resume(state, resume, context),
            CloseProgram close => Close(state, close, context),
            NoteAgreement note => Note(state, note, context),
            _ => CommitmentRules.Decide(state.Commitments, command, context, Host(state, context))
                ?? AccessRules.Decide(state, command, context)
                ?? CaseRules.Decide(state.Cases, command, context, CaseHost(state))
                ?? AttachmentRules.Decide(state.Attachments, state.Commitments, command, context, state.Parties,
                    (list, id) => list switch
                    {
                        "twinnings" => state.Twinnings.Has(id),
                        "cases" => state.Cases?.Find(id) is not null,
                        _ => false,
                    })
                ?? TwinningRules.Decide(state, command, context, state.State == ProgramState.Closed ? NotOpen(state) : null)
                ?? ConflictRules.Decide(state.Conflicts, command, context, state.Parties, state.Commitments, state.Commitments.Has)
                ?? throw new InvalidOperationException($"A program's book takes no {command.GetType().Name}."),
        };
    }

    private static Decision Open(ProgramBook state, OpenProgram open, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if (open.Restricted && !context.Actor.Cleared)
            return Decision.Refuse(RefusalCodes.ClearanceMissing);
        if ((Checks.Title(open.Title, "/title") ?? Checks.Parties(open.Parties, "/parties") ?? Checks.Areas(open.Areas, "/areas")) is { } invalid)
            return invalid;
        if (open.Restricted ? open.Id is not null : DerivedIds.IsRestricted(context.Book))
            return Decision.At("/id", RefusalCodes.RestrictedIdNotTaken);
        if (Checks.Coordinator(context.Actor, open.Parties) is { } notOfTheParties)
            return notOfTheParties;
        if (open.Agreement is { } named && Under(open, named, context) is { } refusal)
            return refusal;
        return state.Exists
            ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", context.Book.Id))
            : Decision.Accept(new ProgramOpened
            {
                Book = context.Book,
                Title = open.Title,
                Agreement = open.Agreement is null ? null : context.Agreement,
                Parties = open.Parties,
                Areas = open.Areas,
                Restricted = open.Restricted,
                Sources = open.Sources,
            });
    }

    private static Decision? Under(OpenProgram open, BookKey named, Context context)
    {
        if (context.Agreement is not { } terms || terms.Agreement != named || !Visibility.CanTakePart(terms.Restricted, terms.Parties, context.Actor))
            return Decision.At("/agreement", RefusalCodes.AgreementUnknown, ("agreement", named));
        if (terms.Restricted && !open.Restricted)
            return Decision.At("/restricted", RefusalCodes.MustBeRestricted);
        if (open.Parties.FirstOrDefault(party => !terms.Parties.Contains(party)) is { } stranger)
            return Decision.At("/parties", RefusalCodes.NotAParty, ("party", stranger));
        return DraftFold.IsDraft(terms.State) || terms.State is AgreementState.Withdrawn or AgreementState.Terminated
            ? Decision.Refuse(RefusalCodes.WrongState, ("state", terms.State), ("needed", AgreementState.InForce))
            : null;
    }

    private static Decision Move(ProgramBook state, Context context, ProgramState from, string reason, Event happened)
    {
        if ((Checks.Coordinator(context.Actor, state.Parties) ?? Checks.Text(reason, "/reason")) is { } refusal)
            return refusal;
        return state.State == from ? Decision.Accept(happened) : Decision.Refuse(RefusalCodes.WrongState, ("state", state.State), ("needed", from));
    }

    private static Decision Resume(ProgramBook state, ResumeProgram resume, Context context)
    {
        if ((Checks.Coordinator(context.Actor, state.Parties) ?? Checks.Text(resume.Reason, "/reason")) is { } refusal)
            return refusal;
        if (state.State == ProgramState.Open)
            return Checks.WrongState(state.State, ProgramState.Suspended, ProgramState.Closed);
        if (state.State == ProgramState.Closed && (Over(state, context.Today) ?? CarriedOn(state, resume)) is { } over)
            return over;
        return Decision.Accept(new ProgramResumed { Reason = resume.Reason });
    }

    // Nothing would be taken in it any more.
    private static Decision? Over(ProgramBook program, DateOnly today)
    {
        if (program.Agreement is not { } terms)
            return null;
        if (ReviewRules.Frozen(terms.FrozenOn, terms.RenewedBy) is { } frozen)
            return frozen;
        // Its book says so from the calendar's next look on.
        var state = (terms.EndedOn ?? terms.Term?.To)?.Last < today && !EndRules.IsEnd(terms.State) ? AgreementState.Expired : terms.State;
        return EndRules.IsEnd(state)
            ? Decision.Refuse(RefusalCodes.AgreementNotInForce, ("state", state), ("successor", string.Join(", ", terms.RenewedBy)))
            : null;
    }

    private static Decision? CarriedOn(ProgramBook state, ResumeProgram resume) => resume.CarriedOnBy is { } by && by == state.Successor
        ? Decision.Refuse(RefusalCodes.ProgramCarriedOn, ("successor", by))
        : null;

    private static Decision Close(ProgramBook state, CloseProgram close, Context context)
    {
        if ((Checks.Coordinator(context.Actor, state.Parties) ?? Checks.Text(close.Reason, "/reason")) is { } refusal)
            return refusal;
        if (close.Successor is { } next && Follows(state, next, close, context) is { } wrong)
            return wrong;
        return state.State != ProgramState.Closed
            ? Decision.Accept(new ProgramClosed { Reason = close.Reason, Successor = close.Successor, On = PartialDate.Of(context.Today) })
            : Checks.WrongState(state.State, ProgramState.Open, ProgramState.Suspended);
    }

    private static Decision? Follows(ProgramBook state, BookKey next, CloseProgram close, Context context)
    {
        if (next.Kind != BookKind.Program || next == context.Book)
            return Decision.At("/successor", RefusalCodes.IdInvalid, ("id", next));
        if (!close.SuccessorIsSeen)
            return Decision.At("/successor", RefusalCodes.SuccessorUnknown, ("successor", next));
        // An open book does not name a restricted one.
        if (DerivedIds.IsRestricted(next) && !state.Restricted)
            return Decision.At("/successor", RefusalCodes.MustBeRestricted);
        return Checks.BothSides(state.Parties.Where(close.SuccessorParties.Contains))
            ? null
            : Decision.At("/successor", RefusalCodes.SuccessorOfOthers, ("successor", next));
    }

    private static Decision Note(ProgramBook state, NoteAgreement note, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        if (state.Agreement is not { } known || known.Agreement != note.Terms.Agreement)
            return Decision.Refuse(RefusalCodes.AgreementUnknown, ("agreement", note.Terms.Agreement));
        if (note.Terms.Version <= known.Version)
            return Decision.Refuse(RefusalCodes.AlreadyNoted);
        var noted = new AgreementNoted { Terms = note.Terms };
        return known.FrozenOn is not null && note.Terms.FrozenOn is null
            ? Decision.Accept([noted, .. CarryRules.Reverted(state.Commitments)])
            : Decision.Accept(noted);
    }

    private static CommitmentHost Host(ProgramBook state, Context context) => new()
    {
        Binds = state.Parties.Contains,
        Keepers = state.Parties,
        Clauses = state.Agreement?.Clauses ?? default,
        Ends = state.Agreement?.EndedOn ?? state.Agreement?.Term?.To,
        RefusesChange = state.State == ProgramState.Closed
            ? NotOpen(state)
            : ReviewRules.Frozen(state.Agreement?.FrozenOn, state.Agreement?.RenewedBy ?? default),
        RefusesEntry = window => RefusesEntry(state, window, context.Today),
    };

    private static CaseHost CaseHost(ProgramBook state) => new()
    {
        Parties = state.Parties,
        Restricted = state.Restricted,
        Has = about => about switch
        {
            { Commitment: { } commitment } => state.Commitments.Find(commitment) is not null,
            { Entry: { } entry } => state.Commitments.FindEntry(entry) is not null,
            { Case: { } other } => state.Cases?.Find(other) is not null,
            { Talks: not null } => false,
            _ => true,
        },
    };

    private static Decision? RefusesEntry(ProgramBook state, Window window, DateOnly today)
    {
        if (state.State != ProgramState.Open)
            return NotOpen(state);
        return state.Agreement is { } terms ? AgreementRules.RefusesEntry(terms, window, today) : null;
    }

    private static Decision NotOpen(ProgramBook state) =>
        Decision.Refuse(RefusalCodes.ProgramNotOpen, ("state", state.State), ("successor", state.Successor));
}
