using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about the text of a draft: edited until a party accepts it, and again once somebody unlocks it.</summary>
internal static class TextRules
{
    /// <summary>Why a text is not taken; null when it is.</summary>
    public static Decision? Check(AgreementText text)
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
            : Decision.At("/text/clauses", RefusalCodes.ReferencesTwice);
    }

    public static Decision Edit(AgreementBook state, EditText edit, Context context)
    {
        if (Accepted(state) is { } accepted)
            return accepted;
        if (state.State != AgreementState.Draft)
            return AgreementRules.WrongState(state, context, AgreementState.Draft);
        if ((Check(edit.Text) ?? Begins(state, edit.Text.Term, "/text/term/from")) is { } invalid)
            return invalid;
        if ((Stale(state, edit.Revision, edit.Text) ?? TextNeeds.Refuses(state, edit.Text, PointerOf)) is { } refusal)
            return refusal;
        return edit.Text == state.Text
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new TextEdited { Text = edit.Text, Revision = state.Revision + 1, At = context.Now });
    }

    /// <summary>Why a draft and its commitments stay as they are until it is unlocked: somebody has accepted it; null otherwise.</summary>
    public static Decision? Accepted(AgreementBook state) => DraftFold.IsDraft(state.State) && !state.AcceptedBy.IsEmpty
        ? Decision.Refuse(RefusalCodes.TextIsAccepted, ("by", string.Join(", ", state.AcceptedBy)))
        : null;

    /// <summary>Why a term is not taken: begun after its predecessor, it is not changed to begin before.</summary>
    public static Decision? Begins(AgreementBook state, Window? changed, string pointer) =>
        state is { Predecessor: { } named, PredecessorBegan: { } began } && changed is { } term && term.From.First <= began.First
            ? Decision.At(pointer, RefusalCodes.TermBeforePredecessor, ("predecessor", named), ("began", began))
            : null;

    public static Decision Accept(AgreementBook state, AcceptText accept, Context context)
    {
        if (state.AcceptedBy.Contains(context.Actor.Body))
            return Decision.Refuse(RefusalCodes.AlreadyAccepted, ("party", context.Actor.Body));
        if (state.State != AgreementState.Draft)
            return AgreementRules.WrongState(state, context, AgreementState.Draft);
        return Stale(state, accept.Revision, null) ?? Decision.Accept(new TextAccepted
        {
            Party = context.Actor.Body,
            Revision = state.Revision,
            Complete = state.Parties.All(party => party == context.Actor.Body || state.AcceptedBy.Contains(party)),
            At = context.Now,
        });
    }

    public static Decision Unlock(AgreementBook state, UnlockText unlock, Context context)
    {
        if (Checks.Text(unlock.Reason, "/reason") is { } noReason)
            return noReason;
        if (state.State == AgreementState.Draft && state.AcceptedBy.IsEmpty)
            return Decision.Refuse(RefusalCodes.TextNotAccepted);
        // Signed by some, it binds nobody yet: what they put their names to is void with the text.
        return DraftFold.IsDraft(state.State)
            ? Decision.Accept(new TextUnlocked { Party = context.Actor.Body, Reason = unlock.Reason, At = context.Now })
            : AgreementRules.WrongState(state, context, AgreementState.Draft, AgreementState.TextAgreed, AgreementState.PartlySigned);
    }

    private static string PointerOf(string field) => field == TextFields.Term ? "/text/term/to" : "/text/clauses";

    private static Decision? Stale(AgreementBook state, int revision, AgreementText? given)
    {
        if (revision == state.Revision)
            return null;
        var fields = new List<string>();
        // What nobody has edited since is no difference, whatever the caller wants to make of it.
        var edited = state.TextRevision > revision || revision > state.Revision;
        if (edited && given is null)
            fields.Add("text");
        if (edited && given is not null && given.Title != state.Text!.Title)
            fields.Add("text.title");
        if (edited && given is not null && given.Term != state.Text!.Term)
            fields.Add("text.term");
        if (edited && given is not null && given.Clauses != state.Text!.Clauses)
            fields.Add("text.clauses");
        if (state.CommitmentsRevision > revision)
            fields.Add("commitments");
        return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", state.Revision), ("given", revision),
            ("fields", string.Join(", ", fields)), ("current", state.Text!.Title.Resolve("vi").Text));
    }
}
