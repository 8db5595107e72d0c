using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What one event did to a ledger. Costs the same however many entries there are.</summary>
/// <param name="Before">The ledger before; null when the event made it.</param>
/// <param name="After">The ledger after.</param>
/// <param name="Counts">How the numbers of entries by status changed.</param>
/// <param name="Entries">The entries that changed: the one named by the event and those it corrects, reverses or is a duplicate of.</param>
internal sealed record LedgerChange(Ledger? Before, Ledger After, StatusCounts Counts,
    IReadOnlyList<(EntryView? Before, EntryView After)> Entries)
{
    public static LedgerChange? Of(CommitmentLedgers before, CommitmentLedgers after, Event happened)
    {
        var entry = EntryOf(happened);
        if (LedgerOf(after, happened, entry) is not { } ledger)
            return null;
        var earlier = before.Find(ledger.Commitment.Id);
        var counts = default(StatusCounts);
        var entries = new List<(EntryView?, EntryView)>(1);
        for (var id = entry; id is not null;)
        {
            var now = Look(id);
            id = now.Corrects ?? now.Links?.Reverses;
        }
        if (happened is EntryMarkedDuplicate { Of: var counting })
            Look(counting);
        else if (happened is EntryFoundDistinct { From: var other })
            Look(other);
        // A new correction of what is disputed takes the place of one that was sent back.
        else if (happened is EntryReported { Corrects: { } corrects } && earlier?.Entries[corrects].CorrectedBy is { } given)
        {
            while (earlier.Entries[given].CorrectedBy is { } next)
                given = next;
            Look(given);
        }
        return new(earlier, ledger, counts, entries);

        EntryView Look(string id)
        {
            var now = ledger.Entries[id];
            var then = earlier?.Entries.GetValueOrDefault(id);
            counts = (then is null ? counts : counts.Change(then, -1)).Change(now, 1);
            entries.Add((then, now));
            return now;
        }
    }

    /// <summary>Which commitment and entry an event is about; null for what is about neither.</summary>
    public static (string? Commitment, string? Entry) About(CommitmentLedgers after, Event happened)
    {
        var entry = EntryOf(happened);
        return (LedgerOf(after, happened, entry)?.Commitment.Id, entry);
    }

    /// <summary>True for an event that is about no commitment and may change what is told of each of them.</summary>
    public static bool IsAboutAll(Event happened) => happened is AgreementEnteredIntoForce or DraftWithdrawn or AgreementTerminated
        or AgreementExpired or EndReverted or ReviewSigned { FrozenOn: not null } or ReviewReopened or ProgramClosed or ProgramResumed
        or AgreementNoted { Terms.State: AgreementState.Terminated or AgreementState.Expired or AgreementState.ExpiredAsStated }
        or AgreementNoted { Terms.FrozenOn: not null };

    private static Ledger? LedgerOf(CommitmentLedgers after, Event happened, string? entry) => happened switch
    {
        CommitmentAdded added => after.Find(added.Commitment.Id),
        TargetSet set => after.Find(set.Commitment),
        CommitmentAsked asked => after.Find(asked.Commitment),
        CommitmentAskJoined joined => after.Find(joined.Commitment),
        TargetAskDropped dropped => after.Find(dropped.Commitment),
        CommitmentAskDropped dropped => after.Find(dropped.Commitment),
        CommitmentAgreed agreed => after.Find(agreed.Commitment),
        CommitmentCancelled cancelled => after.Find(cancelled.Commitment),
        EntryReported reported => after.Find(reported.Commitment),
        CommitmentCarried carried => after.Find(carried.Commitment),
        CarryNamed named => after.Find(named.Commitment),
        CarryReverted reverted => after.Find(reverted.Commitment),
        PeriodLocked locked => after.Find(locked.Commitment),
        UnlockAsked asked => after.Find(asked.Commitment),
        UnlockAskDropped dropped => after.Find(dropped.Commitment),
        PeriodUnlocked unlocked => after.Find(unlocked.Commitment),
        _ when entry is not null => after.FindEntry(entry)?.Ledger,
        _ => null,
    };

    private static string? EntryOf(Event happened) => happened switch
    {
        EntryReported reported => reported.Entry,
        EntryConfirmed confirmed => confirmed.Entry,
        EntryDisputed disputed => disputed.Entry,
        EntrySentBack sentBack => sentBack.Entry,
        EntryWithdrawn withdrawn => withdrawn.Entry,
        EntryMarkedDuplicate duplicate => duplicate.Entry,
        EntryFoundDistinct distinct => distinct.Entry,
        EntryDuplicateAsked asked => asked.Entry,
        _ => null,
    };
}
