using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Documents that belong to a book, the same in all three books.</summary>
internal static class AttachmentRules
{
    private const int Most = 5_000;

    /// <summary>Decides an attachment by a coordinator or recorder of a party; null when the command is about something else.</summary>
    /// <param name="state">What is attached.</param>
    /// <param name="commitments">The book's commitments, whose entries may have documents.</param>
    /// <param name="command">The command.</param>
    /// <param name="context">What it rests on.</param>
    /// <param name="parties">Who may attach.</param>
    /// <param name="has">What else in the book may have documents: a list and an id in it.</param>
    public static Decision? Decide(
        ValueList<Attachment> state, CommitmentLedgers commitments, Command command, Context context, ValueList<string> parties,
        Func<string, string, bool> has)
    {
        if (command is not AttachDocument attach)
            return null;
        var actor = context.Actor;
        if (!actor.Has(Roles.Recorder) && Checks.Role(actor, Roles.Coordinator) is { } notAllowed)
            return notAllowed;
        if (Checks.Party(actor, parties) is { } stranger)
            return stranger;
        if (attach.Found is not { } document || document.Hash != attach.Hash)
            return Decision.At("/hash", RefusalCodes.ReferenceUnknown, ("id", attach.Hash));
        if (attach.To is { } to && !IsIn(commitments, to, has))
            return Decision.At("/to", RefusalCodes.ReferenceUnknown, ("id", to));
        if (state.Any(one => one.Document.Hash == attach.Hash && one.To == attach.To))
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", attach.Hash));
        if (attach.To is { } place && LockRules.Refuses(commitments, place, context.Today) is { } locked)
            return locked;
        return state.Count >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new DocumentAttached
            {
                Attachment = new() { Document = document, To = attach.To, By = actor.Body, Number = state.Count + 1 },
            });
    }

    private static bool IsIn(CommitmentLedgers commitments, string to, Func<string, string, bool> has) =>
        commitments.Has(to) || (to.Split('/') is [var list, var id] && has(list, id));
}
