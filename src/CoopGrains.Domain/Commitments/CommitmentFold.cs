using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What events do to commitments and entries.</summary>
public static class CommitmentFold
{
    /// <summary>The state after an event; null when the event is about something else.</summary>
    public static CommitmentLedgers? Evolve(CommitmentLedgers state, Event happened) => happened switch
    {
        CommitmentAdded added => state.With(new Ledger
        {
            Commitment = added.Commitment,
            Number = state.Ledgers.Count + 1,
            Entries = System.Collections.Immutable.ImmutableDictionary<string, EntryView>.Empty,
        }),
        TargetSet set => Retarget(state, set),
        EntryReported reported => Report(state, reported),
        EntryConfirmed confirmed => Confirm(state, confirmed),
        EntryDisputed disputed => Change(state, disputed.Entry, entry => entry with
        {
            Status = EntryStatus.Disputed,
            OwnFigure = disputed.OwnFigure,
            DisputedBy = disputed.For,
            Since = disputed.At,
        }),
        EntrySentBack sentBack => Change(state, sentBack.Entry, entry => entry with { Status = EntryStatus.SentBack, Since = sentBack.At }),
        EntryWithdrawn withdrawn => Withdraw(state, withdrawn),
        _ => null,
    };

    private static CommitmentLedgers Retarget(CommitmentLedgers state, TargetSet set)
    {
        var ledger = state.Ledgers[set.Commitment];
        var targets = ledger.Commitment.Targets.Where(target => target.Period != set.Target.Period).Append(set.Target)
            .OrderBy(target => target.Period.From).ToValueList();
        return state.With(ledger.With(ledger.Commitment with { Targets = targets, Revision = set.Revision }));
    }

    private static CommitmentLedgers Report(CommitmentLedgers state, EntryReported reported)
    {
        var ledger = state.Ledgers[reported.Commitment];
        var corrected = reported.Corrects is { } id ? ledger.Entries[id] : null;
        if (corrected is not null)
            ledger = ledger.With(corrected with
            {
                CorrectedBy = reported.Entry,
                Status = corrected.Status == EntryStatus.SentBack ? EntryStatus.Corrected : corrected.Status,
            });
        ledger = ledger.With(new EntryView
        {
            Id = reported.Entry,
            Commitment = reported.Commitment,
            Amount = reported.Amount,
            Occurred = reported.Occurred,
            Beneficiaries = reported.Beneficiaries,
            Parts = reported.Parts,
            Status = EntryStatus.Reported,
            By = reported.By,
            ToConfirm = reported.ToConfirm,
            BreakdownOf = reported.BreakdownOf,
            Corrects = reported.Corrects,
            StandsBy = corrected is not null && (corrected.Status == EntryStatus.Disputed || corrected.StandsBy),
            Since = reported.At,
            Number = state.EntriesTaken + 1,
        });
        return state.With(ledger) with { EntriesTaken = state.EntriesTaken + 1 };
    }

    private static CommitmentLedgers Confirm(CommitmentLedgers state, EntryConfirmed confirmed)
    {
        var changed = Change(state, confirmed.Entry, entry => entry with
        {
            ConfirmedBy = entry.ConfirmedBy.Add(confirmed.For),
            Status = confirmed.Complete ? EntryStatus.Confirmed : entry.Status,
            Since = confirmed.Complete ? confirmed.At : entry.Since,
        });
        // What it corrects, and what that corrected in turn, is replaced by it.
        for (var next = confirmed.Complete ? changed.FindEntry(confirmed.Entry)!.Value.Entry.Corrects : null; next is not null;)
        {
            changed = Change(changed, next, entry => entry with { Status = EntryStatus.Corrected, Since = confirmed.At });
            next = changed.FindEntry(next)!.Value.Entry.Corrects;
        }
        return changed;
    }

    private static CommitmentLedgers Withdraw(CommitmentLedgers state, EntryWithdrawn withdrawn)
    {
        var corrects = state.FindEntry(withdrawn.Entry)!.Value.Entry.Corrects;
        var changed = Change(state, withdrawn.Entry, entry => entry with { Status = EntryStatus.Withdrawn });
        // What was sent back is its author's again: else a dispute that it is to settle would wait for ever.
        return corrects is null ? changed : Change(changed, corrects, entry => entry with
        {
            CorrectedBy = null,
            Status = entry.Status == EntryStatus.Corrected ? EntryStatus.SentBack : entry.Status,
        });
    }

    private static CommitmentLedgers Change(CommitmentLedgers state, string entry, Func<EntryView, EntryView> change)
    {
        var (ledger, before) = state.FindEntry(entry)!.Value;
        return state.With(ledger.With(change(before)));
    }
}
