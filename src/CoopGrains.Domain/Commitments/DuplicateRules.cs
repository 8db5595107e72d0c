using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about entries that may say the same thing twice.</summary>
internal static class DuplicateRules
{
    private const int Most = 100;

    public static Decision Mark(CommitmentLedgers state, MarkDuplicate mark, Context context)
    {
        if (Allowed(state, mark.Entry, context.Actor, out var ledger, out var entry) is { } notAllowed)
            return notAllowed;
        if (Checks.Text(mark.Reason, "/reason") is { } noReason)
            return noReason;
        if (mark.Of == entry.Id)
            return Decision.At("/of", RefusalCodes.DuplicateOfItself);
        if (!ledger.Entries.TryGetValue(mark.Of, out var counts) || !Tally.Counts(counts))
            return Decision.At("/of", RefusalCodes.DuplicateOfUncounted, ("entry", mark.Of));
        if (entry.Links?.Reverses is not null)
            return Decision.Refuse(RefusalCodes.NotForReversals, ("entry", entry.Id));
        // Reversed meanwhile, it would leave nothing that its duplicates repeat.
        if (counts.Links?.ReversedBy is { } pending)
            return Decision.At("/of", RefusalCodes.ReversalPending, ("entry", pending));
        // What is confirmed leaves the totals by reversal only, and a dispute is settled first.
        if (entry.Status != EntryStatus.Reported || entry.StandsBy || entry.BreakdownOf is not null)
            return EntryRules.WrongState(entry, EntryStatus.Reported);
        if (EntryRules.HasDuplicates(entry) is { } settleFirst)
            return settleFirst;
        if (!Resemblances.Alike(entry, counts))
            return Decision.At("/of", RefusalCodes.EntriesNotAlike, ("entry", entry.Id), ("other", counts.Id));
        if (counts.Links is { Duplicates.Count: >= Most })
            return Decision.At("/of", RefusalCodes.TooManyItems, ("most", Most));
        if (context.Actor.Side == entry.By.Side)
            return Decision.Accept(new EntryMarkedDuplicate { Entry = entry.Id, Of = counts.Id, Reason = mark.Reason, At = context.Now });
        // What one side reported leaves the totals by the word of that side: else the other could take any figure out.
        return entry.Links?.Asked is { } asked
            ? Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", asked.By))
            : Decision.Accept(new EntryDuplicateAsked
            {
                Entry = entry.Id,
                Of = counts.Id,
                Reason = mark.Reason,
                By = context.Actor.Body,
                At = context.Now,
            });
    }

    public static Decision Settle(CommitmentLedgers state, MarkDistinct settle, Context context)
    {
        if ((Allowed(state, settle.Entry, context.Actor, out _, out var entry) ?? Checks.Text(settle.Reason, "/reason")) is { } refusal)
            return refusal;
        // What one side took back as said twice is not made to count again, and then confirmed, by the other alone.
        if (entry.Status == EntryStatus.Duplicate && context.Actor.Side != entry.By.Side)
            return Decision.Refuse(RefusalCodes.NotOfTheReportingSide, ("by", entry.By.Body));
        return (entry.Links?.DuplicateOf ?? entry.Links?.Asked?.Of ?? entry.Links?.Resembles) is { } other
            ? Decision.Accept(new EntryFoundDistinct { Entry = entry.Id, From = other, Reason = settle.Reason, At = context.Now })
            : Decision.Refuse(RefusalCodes.NothingChanges);
    }

    // Whoever reports, answers or coordinates for a party: nothing is confirmed by it, and it can be taken back.
    private static Decision? Allowed(CommitmentLedgers state, string id, Actor actor, out Ledger ledger, out EntryView entry)
    {
        (ledger, entry) = (null!, null!);
        if (state.FindEntry(id) is not { } found)
            return Decision.Refuse(RefusalCodes.EntryUnknown, ("entry", id));
        (ledger, entry) = found;
        if ((actor.Roles & (Roles.Recorder | Roles.Confirmer | Roles.Coordinator)) == Roles.None)
            return Decision.Refuse(RefusalCodes.RoleMissing, ("role", Roles.Recorder));
        return EntryRules.Part(ledger.Commitment, actor) ?? EntryRules.Party(ledger.Commitment, entry.Beneficiaries, actor);
    }
}
