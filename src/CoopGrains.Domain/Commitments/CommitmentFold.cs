using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What events do to commitments and entries.</summary>
public static class CommitmentFold
{
    private static readonly EntryLinks Nothing = new();

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
        EntrySentBack sentBack => Change(Free(state, sentBack.Entry), sentBack.Entry, entry =>
            entry with { Status = EntryStatus.SentBack, Since = sentBack.At }),
        EntryWithdrawn withdrawn => Withdraw(state, withdrawn),
        EntryMarkedDuplicate duplicate => MarkDuplicate(state, duplicate),
        EntryFoundDistinct distinct => FindDistinct(state, distinct),
        EntryDuplicateAsked asked => Change(state, asked.Entry, entry => Linked(entry, links => links with
        {
            Asked = new() { Of = asked.Of, By = asked.By, At = asked.At },
        })),
        _ => ConsentRules.Evolve(state, happened) ?? CarryRules.Evolve(state, happened) ?? LockRules.Evolve(state, happened),
    };

    private static CommitmentLedgers Retarget(CommitmentLedgers state, TargetSet set)
    {
        var ledger = state.Ledgers[set.Commitment];
        var targets = ledger.Commitment.Targets.Where(target => target.Period != set.Target.Period).Append(set.Target)
            .OrderBy(target => target.Period.From).ToValueList();
        return state.With(ledger.With(ledger.Commitment with
        {
            Targets = targets,
            Revision = set.Revision,
            Retargeted = true,
            Asked = ConsentRules.Without(ledger.Commitment.Asked, CommitmentAskKind.Target, set.Target.Period),
        }));
    }

    private static CommitmentLedgers Report(CommitmentLedgers state, EntryReported reported)
    {
        var ledger = state.Ledgers[reported.Commitment];
        var corrected = reported.Corrects is { } id ? ledger.Entries[id] : null;
        if (corrected is not null && EntryRules.SentBack(ledger, corrected) is { } given)
            ledger = ledger.With(given with { Status = EntryStatus.Corrected, CorrectedBy = reported.Entry });
        if (corrected is not null)
            ledger = ledger.With(corrected with
            {
                CorrectedBy = reported.Entry,
                Status = corrected.Status == EntryStatus.SentBack ? EntryStatus.Corrected : corrected.Status,
            });
        if (reported.Reverses is { } reversed)
            ledger = ledger.With(Linked(ledger.Entries[reversed], links => links with { ReversedBy = reported.Entry }));
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
            Links = reported is { Reverses: null, Resembles: null }
                ? null
                : new() { Reverses = reported.Reverses, Resembles = reported.Resembles },
            Cited = !reported.Sources.IsEmpty,
            CountsTo = OpenWindows.EndOf(ledger, reported),
            OriginalAgency = reported.OriginalAgency,
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
        return confirmed.Complete && changed.FindEntry(confirmed.Entry)!.Value.Entry.Links?.Reverses is { } reversed
            ? Change(changed, reversed, entry => entry with { Status = EntryStatus.Reversed, Since = confirmed.At })
            : changed;
    }

    private static CommitmentLedgers Withdraw(CommitmentLedgers state, EntryWithdrawn withdrawn)
    {
        var corrects = state.FindEntry(withdrawn.Entry)!.Value.Entry.Corrects;
        var changed = Change(Free(state, withdrawn.Entry), withdrawn.Entry, entry => entry with { Status = EntryStatus.Withdrawn });
        // What was sent back is its author's again: else a dispute that it is to settle would wait for ever.
        return corrects is null ? changed : Change(changed, corrects, entry => entry with
        {
            CorrectedBy = null,
            Status = entry.Status == EntryStatus.Corrected ? EntryStatus.SentBack : entry.Status,
        });
    }

    private static CommitmentLedgers MarkDuplicate(CommitmentLedgers state, EntryMarkedDuplicate duplicate)
    {
        var changed = Change(state, duplicate.Entry, entry => Linked(
            entry with { Status = EntryStatus.Duplicate, Since = duplicate.At },
            links => links with { DuplicateOf = duplicate.Of, Resembles = null, Asked = null }));
        return Change(changed, duplicate.Of, entry => Linked(entry, links => links with
        {
            Duplicates = links.Duplicates.Add(duplicate.Entry),
            // Which of the two was reported first makes no difference: the question is settled.
            Resembles = links.Resembles == duplicate.Entry ? null : links.Resembles,
        }));
    }

    private static CommitmentLedgers FindDistinct(CommitmentLedgers state, EntryFoundDistinct distinct)
    {
        if (state.FindEntry(distinct.Entry)!.Value.Entry.Status != EntryStatus.Duplicate)
            return Change(state, distinct.Entry, entry => Linked(entry, links => links with { Resembles = null, Asked = null }));
        var changed = Change(state, distinct.From, entry => Linked(entry, links => links with
        {
            Duplicates = links.Duplicates.Where(other => other != distinct.Entry).ToValueList(),
        }));
        return Change(changed, distinct.Entry, entry => Linked(
            entry with { Status = EntryStatus.Reported, Since = distinct.At },
            links => links with { DuplicateOf = null, Resembles = null }));
    }

    // A reversal that comes to nothing leaves what it was to reverse as it was.
    private static CommitmentLedgers Free(CommitmentLedgers state, string entry) =>
        state.FindEntry(entry)!.Value.Entry.Links?.Reverses is { } reversed
        && state.FindEntry(reversed)!.Value.Entry.Links?.ReversedBy == entry
            ? Change(state, reversed, one => Linked(one, links => links with { ReversedBy = null }))
            : state;

    // Most entries have no links, and keep none that say nothing.
    private static EntryView Linked(EntryView entry, Func<EntryLinks, EntryLinks> change)
    {
        var links = change(entry.Links ?? Nothing);
        return entry with { Links = links == Nothing ? null : links };
    }

    private static CommitmentLedgers Change(CommitmentLedgers state, string entry, Func<EntryView, EntryView> change)
    {
        var (ledger, before) = state.FindEntry(entry)!.Value;
        var after = change(before);
        // Only what waits to be answered can be marked: with the answer, a request to do so is void.
        if (after is { Status: not EntryStatus.Reported, Links.Asked: not null })
            after = Linked(after, links => links with { Asked = null });
        return state.With(ledger.With(after));
    }
}
