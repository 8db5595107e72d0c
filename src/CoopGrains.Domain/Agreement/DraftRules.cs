using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>How agreements begin: as drafts, or as instruments signed elsewhere.</summary>
internal static class DraftRules
{
    /// <summary>Begins a draft.</summary>
    public static Decision Draft(AgreementBook state, DraftAgreement draft, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if (draft.Restricted && !context.Actor.Cleared)
            return Decision.Refuse(RefusalCodes.ClearanceMissing);
        if (draft.Restricted ? draft.Id is not null : DerivedIds.IsRestricted(context.Book))
            return Decision.At("/id", RefusalCodes.RestrictedIdNotTaken);
        var open = draft.Restricted ? null : "/restricted";
        if ((Begun(draft.Parties, draft.Text, context) ?? Follows(draft.Predecessor, draft.Parties, draft.Text, open, context)
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
                At = context.Now,
            });
    }

    /// <summary>Enters an instrument that was signed elsewhere.</summary>
    public static Decision Register(AgreementBook state, RegisterInstrument register, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if ((Begun(register.Parties, register.Text, context)
            ?? Follows(register.Predecessor, register.Parties, register.Text, "/predecessor", context)
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
                PredecessorBegan = register.Predecessor is null ? null : context.Predecessor?.Term?.From,
            });
    }

    private static Decision? Begun(ValueList<string> parties, AgreementText text, Context context) =>
        Checks.Parties(parties, "/parties") ?? Checks.Coordinator(context.Actor, parties) ?? TextRules.Check(text);

    private static Decision? Follows(BookKey? predecessor, ValueList<string> parties, AgreementText text, string? open, Context context)
    {
        if (predecessor is not { } named)
            return null;
        if (Seen(named, context.Predecessor, context) is not { } before)
            return Decision.At("/predecessor", RefusalCodes.PredecessorUnknown, ("predecessor", named));
        // An open instrument would tell everyone of the restricted one that it follows.
        if (before.Restricted && open is not null)
            return Decision.At(open, RefusalCodes.MustBeRestricted);
        // What it goes on with is theirs who made it: at least one of each side goes on with it.
        if (!Checks.BothSides(before.Parties.Where(parties.Contains)))
            return Decision.At(
                "/predecessor", RefusalCodes.PredecessorOfOthers, ("predecessor", named), ("parties", string.Join(", ", before.Parties)));
        if (DraftFold.IsDraft(before.State) || before.State == AgreementState.Withdrawn)
            return Decision.At("/predecessor", RefusalCodes.PredecessorNeverInForce, ("predecessor", named), ("state", before.State));
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
}
