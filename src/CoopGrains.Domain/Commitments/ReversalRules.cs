using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about reversals: what is confirmed is never edited, only taken out of the totals by both sides again.</summary>
internal static class ReversalRules
{
    public static Decision Reverse(CommitmentLedgers state, ReverseEntry reverse, Context context)
    {
        var actor = context.Actor;
        if (state.FindEntry(reverse.Entry) is not { Ledger: var ledger, Entry: var entry })
            return Decision.Refuse(RefusalCodes.EntryUnknown, ("entry", reverse.Entry));
        if ((Checks.Role(actor, Roles.Recorder) ?? EntryRules.Part(ledger.Commitment, actor)
            ?? EntryRules.Party(ledger.Commitment, entry.Beneficiaries, actor) ?? Checks.Text(reverse.Reason, "/reason") ?? Checks.Evidence(reverse.Evidence, reverse.Missing)) is { } refusal)
            return refusal;
        if (entry.Links?.Reverses is not null)
            return Decision.Refuse(RefusalCodes.NotForReversals, ("entry", entry.Id));
        if (entry.Status != EntryStatus.Confirmed)
            return EntryRules.WrongState(entry, EntryStatus.Confirmed);
        if (entry.Links?.ReversedBy is { } pending)
            return Decision.Refuse(RefusalCodes.ReversalPending, ("entry", pending));
        if (EntryRules.HasDuplicates(entry) is { } settleFirst)
            return settleFirst;
        var toConfirm = ConfirmationRules.ToConfirm(ledger.Commitment, entry.Beneficiaries, actor);
        // Whatever became of the book: the window is one that it took before.
        return Decision.Accept(new EntryReported
        {
            Entry = DerivedIds.Within("e-", context.Book.ToString(), context.OperationId),
            Commitment = ledger.Commitment.Id,
            Amount = entry.Amount,
            Occurred = entry.Occurred,
            Beneficiaries = entry.Beneficiaries,
            Meaning = reverse.Reason,
            Evidence = reverse.Evidence,
            By = Checks.By(actor),
            ToConfirm = toConfirm.Any(OfTheOtherSide)
                ? toConfirm
                : toConfirm.Concat(ledger.Commitment.Beneficiaries.Where(OfTheOtherSide)).ToValueList(),
            At = context.Now,
            Sources = reverse.Sources,
            Reverses = entry.Id,
        });

        bool OfTheOtherSide(string party) => Parties.SideOf(party) != actor.Side;
    }
}
