using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Locks of periods: set by either side, lifted by both for a time.</summary>
public static class LockRules
{
    private const int Most = 60;
    private const int MostDays = 366;

    /// <summary>Why what a command would do is refused: it reaches into a locked period. Null when it does not.</summary>
    /// <remarks>
    /// Asked about every accepted command in one place. A window that reaches into the period counts, also where it lies partly outside:
    /// what was settled for that time would no longer be all that is said of it.
    /// </remarks>
    internal static Decision? Refuses(CommitmentLedgers state, ValueList<Event> events, DateOnly today)
    {
        foreach (var happened in events.AsSpan())
            if (Touched(state, happened) is var (ledger, windows) && Refuses(ledger, windows, today) is { } refusal)
                return refusal;
        return null;
    }

    /// <summary>Why nothing is said any more of what a path such as "entries/e-1" names; null when nothing stands against it.</summary>
    internal static Decision? Refuses(CommitmentLedgers state, string path, DateOnly today) =>
        path.Split('/') is ["entries", var entry] && Touched(state, entry) is var (ledger, windows)
            ? Refuses(ledger, windows, today)
            : null;

    /// <summary>
    /// The civil date from which on a period is locked on every day of it, so that whatever is reported of it is refused; never
    /// (<see cref="DateOnly.MaxValue"/>) while a day of it stays open.
    /// </summary>
    public static DateOnly ShutFrom(Ledger ledger, Window period)
    {
        var (next, from) = (period.From.First, DateOnly.MinValue);
        // In order, and no two of them on one day.
        foreach (var locked in ledger.Locks.AsSpan())
        {
            if (!locked.Period.Overlaps(period))
                continue;
            if (locked.Period.From.First > next)
                return DateOnly.MaxValue;
            if (LockedFrom(locked) is var day && day > from)
                from = day;
            var last = locked.Period.To!.Value.Last;
            if (last >= period.To?.Last)
                return from;
            next = last.AddDays(1);
        }
        return DateOnly.MaxValue;
    }

    private static Decision? Refuses(Ledger ledger, IReadOnlyList<Window> windows, DateOnly today)
    {
        foreach (var locked in ledger.Locks.AsSpan())
            if (LockedFrom(locked) <= today && windows.Any(window => window.Overlaps(locked.Period)))
                return Decision.Refuse(RefusalCodes.PeriodLocked,
                    ("period", locked.Id), ("party", locked.By.Body), ("reason", locked.Reason), ("commitment", ledger.Commitment.Id));
        return null;
    }

    internal static Decision Lock(CommitmentLedgers state, LockPeriod command, Context context)
    {
        if (ConsentRules.Bound(state, command.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        if ((Checks.Window(command.Period, "/period") ?? Checks.Text(command.Reason, "/reason")) is { } invalid)
            return invalid;
        if (command.Period.To is null)
            return Decision.At("/period/to", RefusalCodes.WindowInvalid);
        var id = IdOf(command.Period);
        if (ledger.Locks.Find(id) is { } known)
        {
            if (known.On(context.Today).UnlockedUntil is null)
                return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", id));
        }
        else if (ledger.Locks.Any(other => other.Period.Overlaps(command.Period)))
            return Decision.At(
                "/period", RefusalCodes.LocksOverlap, ("id", ledger.Locks.First(other => other.Period.Overlaps(command.Period)).Id));
        else if (ledger.Locks.Count >= Most)
            return Decision.At("/period", RefusalCodes.TooManyItems, ("most", Most));
        return Decision.Accept(new PeriodLocked
        {
            Commitment = ledger.Commitment.Id,
            Lock = id,
            Period = command.Period,
            By = Checks.By(context.Actor),
            Reason = command.Reason,
            At = context.Now,
        });
    }

    internal static Decision Unlock(CommitmentLedgers state, UnlockPeriod command, Context context)
    {
        if (ConsentRules.Bound(state, command.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        if (ledger.Locks.Find(command.Lock) is not { } known)
            return Checks.ItemUnknown(command.Lock);
        if ((Checks.Text(command.Reason, "/reason")
            ?? Checks.Until(command.Until, context.Today, MostDays, RefusalCodes.UnlockEndInvalid)) is { } invalid)
            return invalid;
        var locked = known.On(context.Today);
        if (locked.UnlockedUntil is { } until)
            return Unlocked(until);
        var asked = new UnlockAsked
        {
            Commitment = ledger.Commitment.Id,
            Lock = locked.Id,
            Consent = new() { By = Checks.By(context.Actor), Reason = command.Reason, Until = command.Until, At = context.Now },
        };
        // The other side asked before: with this consent both have.
        return locked.Unlocking.FirstOrDefault(consent => consent.By.Side != context.Actor.Side) is { } first
            ? Decision.Accept(asked, new PeriodUnlocked
            {
                Commitment = ledger.Commitment.Id,
                Lock = locked.Id,
                Until = first.Until.Last < command.Until.Last ? first.Until : command.Until,
            })
            : Decision.Accept(asked);
    }

    /// <summary>Whoever asked to unlock a period asks no more.</summary>
    internal static Decision TakeBack(CommitmentLedgers state, WithdrawUnlock command, Context context)
    {
        if (ConsentRules.Bound(state, command.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        if (ledger.Locks.Find(command.Lock) is not { } known)
            return Checks.ItemUnknown(command.Lock);
        if (Checks.Text(command.Reason, "/reason") is { } noReason)
            return noReason;
        var locked = known.On(context.Today);
        if (locked.UnlockedUntil is { } until)
            return Unlocked(until);
        var asked = locked.Unlocking.FirstOrDefault(consent => consent.By.Side == context.Actor.Side) ?? locked.Unlocking.FirstOrDefault();
        return Checks.TakesBack(asked?.By.Body, context.Actor) ?? Decision.Accept(new UnlockAskDropped
        {
            Commitment = ledger.Commitment.Id,
            Lock = locked.Id,
            Consent = asked!,
            By = Checks.By(context.Actor),
            Reason = command.Reason,
            At = context.Now,
        });
    }

    /// <summary>The commitments after an event; null when it is about something else.</summary>
    internal static CommitmentLedgers? Evolve(CommitmentLedgers state, Event happened) => happened switch
    {
        PeriodLocked locked => With(state, locked.Commitment, locks => locks.Without(locked.Lock).Append(new PeriodLock
        {
            Id = locked.Lock,
            Period = locked.Period,
            By = locked.By,
            Reason = locked.Reason,
            At = locked.At,
        }).OrderBy(one => one.Period.From).ThenBy(one => one.Id, StringComparer.Ordinal).ToValueList()),
        // Asked for while it is locked: consents to an unlock that is over are void.
        UnlockAsked asked => With(state, asked.Commitment, locks => locks.Change(asked.Lock, locked => locked with
        {
            UnlockedUntil = null,
            Unlocking = (locked.UnlockedUntil is null ? locked.Unlocking : default)
                .Where(consent => consent.By.Side != asked.Consent.By.Side).Append(asked.Consent).ToValueList(),
        })),
        UnlockAskDropped dropped => With(state, dropped.Commitment, locks => locks.Change(dropped.Lock, locked => locked with
        {
            Unlocking = locked.Unlocking.Where(consent => consent != dropped.Consent).ToValueList(),
        })),
        PeriodUnlocked unlocked => With(state, unlocked.Commitment, locks => locks.Change(unlocked.Lock, locked => locked with
        {
            UnlockedUntil = unlocked.Until,
        })),
        _ => null,
    };

    /// <summary>The period as a path names it.</summary>
    internal static string IdOf(Window period) => period.From == period.To ? period.From.ToString() : $"{period.From}..{period.To}";

    private static Decision Unlocked(PartialDate until) =>
        Decision.Refuse(RefusalCodes.WrongState, ("state", $"unlocked {until}"), ("needed", "locked"));

    // From the day behind its unlock, which ends by the clock.
    private static DateOnly LockedFrom(PeriodLock locked) => locked.UnlockedUntil?.Last.AddDays(1) ?? DateOnly.MinValue;

    private static CommitmentLedgers With(
        CommitmentLedgers state, string commitment, Func<ValueList<PeriodLock>, ValueList<PeriodLock>> change)
    {
        var ledger = state.Ledgers[commitment];
        return state.With(ledger with { Locks = change(ledger.Locks) });
    }

    // Total on purpose: what a new event does to figures has to be said here before it can happen at all.
    private static (Ledger Ledger, IReadOnlyList<Window> Windows)? Touched(CommitmentLedgers state, Event happened) => happened switch
    {
        EntryReported reported => Touched(state.Find(reported.Commitment)!, reported),
        EntryConfirmed confirmed => Touched(state, confirmed.Entry),
        EntryDisputed disputed => Touched(state, disputed.Entry),
        EntrySentBack sentBack => Touched(state, sentBack.Entry),
        EntryWithdrawn withdrawn => Touched(state, withdrawn.Entry),
        EntryMarkedDuplicate duplicate => Touched(state, duplicate.Entry),
        EntryFoundDistinct distinct => Touched(state, distinct.Entry),
        EntryDuplicateAsked asked => Touched(state, asked.Entry),
        TargetSet set => (state.Find(set.Commitment)!, [set.Target.Period]),
        CommitmentAsked { Ask.Target: { } target } asked => (state.Find(asked.Commitment)!, [target.Period]),
        TargetAskDropped dropped => (state.Find(dropped.Commitment)!, [dropped.Asked.Period]),
        CommitmentAsked { Ask.Kind: CommitmentAskKind.Cancellation } asked => All(state, asked.Commitment),
        CommitmentAskDropped dropped => All(state, dropped.Commitment),
        CommitmentAskJoined { Period: { } period } joined => (state.Find(joined.Commitment)!, [period]),
        CommitmentAskJoined { Kind: CommitmentAskKind.Cancellation } joined => All(state, joined.Commitment),
        CommitmentAgreed agreed => All(state, agreed.Commitment),
        CommitmentCancelled cancelled => All(state, cancelled.Commitment),
        CommitmentAdded or CommitmentCarried or CarryNamed or CommitmentAsked or CommitmentAskJoined
            or PeriodLocked or UnlockAsked or UnlockAskDropped or PeriodUnlocked => null,
        _ => throw new InvalidOperationException($"Whether {happened.GetType().Name} reaches into a period is not said."),
    };

    private static (Ledger, IReadOnlyList<Window>)? Touched(Ledger ledger, EntryReported reported) =>
        Touched(reported.Corrects ?? reported.Reverses, ledger,
            [OpenWindows.EndOf(ledger, reported) is { } end ? reported.Occurred with { To = end } : reported.Occurred]);

    private static (Ledger, IReadOnlyList<Window>)? Touched(CommitmentLedgers state, string entry) =>
        state.FindEntry(entry) is var (ledger, _) ? Touched(entry, ledger, []) : null;

    // The whole commitment enters progress, or leaves it.
    private static (Ledger, IReadOnlyList<Window>) All(CommitmentLedgers state, string commitment)
    {
        var ledger = state.Find(commitment)!;
        return (ledger, [.. ledger.Locks.Select(locked => locked.Period)]);
    }

    // With what it corrects or reverses: those leave the figures when it enters them.
    private static (Ledger, IReadOnlyList<Window>) Touched(string? entry, Ledger ledger, List<Window> windows)
    {
        if (ledger.Locks.IsEmpty)
            return (ledger, windows);
        for (var next = entry; next is not null && ledger.Entries.TryGetValue(next, out var found);)
        {
            windows.Add(found.Counted);
            next = found.Corrects ?? found.Links?.Reverses;
        }
        return (ledger, windows);
    }
}
