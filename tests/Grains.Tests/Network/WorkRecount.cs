using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>What a reader has to do, by a look at everything.</summary>
internal static class WorkRecount
{
    /// <summary>All of it, in no order.</summary>
    public static IEnumerable<(DateTimeOffset Since, BookKey Book, string About, WorkKind Kind, string Period)> Of(
        NetworkJournal journal, Actor reader)
    {
        var today = CivilTime.DateOf(journal.Now);
        foreach (var key in journal.Books.Where(key => journal.IsSeen(key, reader)))
        {
            if (key.Kind == BookKind.Agreement && reader.Has(Roles.Coordinator)
                && journal.StateOf<AgreementBook>(key).Parties.Contains(reader.Body))
                foreach (var (kind, item, began) in Asked(journal.StateOf<AgreementBook>(key), reader))
                    yield return (journal.Happened(key).Last(one => began(one.Happened)).At, key, item, kind, "");
            if (key.Kind == BookKind.Agreement && reader.Has(Roles.Coordinator)
                && journal.StateOf<AgreementBook>(key) is var held && held.Parties.Contains(reader.Body))
                foreach (var conflict in held.Conflicts)
                    if (conflict.Resolution is null)
                        yield return (conflict.At, key, "conflicts/" + conflict.Id, WorkKind.SettleConflict, "");
            if (key.Kind == BookKind.Program)
                foreach (var one in journal.StateOf<ProgramBook>(key).Cases?.Open ?? default)
                    foreach (var (due, at) in Asked(one, journal.StateOf<ProgramBook>(key).Parties, reader, AskedSince(journal.Happened(key), one)))
                        yield return (at, key, one.Id, due, "");
            foreach (var ledger in journal.CommitmentsOf(key).Ledgers.Values)
            {
                foreach (var entry in ledger.Entries.Values)
                {
                    if (Asked(entry, reader) is { } asked)
                        yield return (entry.Since, key, entry.Id, asked, "");
                    if (entry.Links?.Resembles is not null && Tally.Counts(entry) && (reader.Roles & ~Roles.Overseer) != Roles.None
                        && entry.ToConfirm.Append(entry.By.Body).Contains(reader.Body))
                        yield return (entry.Since, key, entry.Id, WorkKind.PossibleDuplicate, "");
                    if (entry.Links?.Asked is not null && (reader.Roles & ~Roles.Overseer) != Roles.None && entry.By.Body == reader.Body)
                        yield return (entry.Since, key, entry.Id, WorkKind.AgreeToDuplicate, "");
                }
                foreach (var locked in ledger.Locks.Select(locked => locked.On(today)))
                    if (locked is { UnlockedUntil: null, Unlocking: [{ By: var by, At: var at }] } && by.Side != reader.Side
                        && reader.Has(Roles.Coordinator)
                        && (reader.IsNational || ledger.Commitment.Givers.Concat(ledger.Commitment.Beneficiaries).Contains(reader.Body)))
                        yield return (at, key, ledger.Commitment.Id, WorkKind.Unlock, locked.Id);
                var commitment = ledger.Commitment;
                var closed = key.Kind == BookKind.Program
                    && journal.StateOf<ProgramBook>(key) is ({ State: ProgramState.Closed } or { Agreement.FrozenOn: not null });
                foreach (var asked in commitment.Asked)
                    if ((!closed || asked.Kind == CommitmentAskKind.Agreement) && reader.Has(Roles.Coordinator) && IsAwaited(
                        commitment.Givers.Concat(commitment.Beneficiaries), asked.Agreed.Select(one => one.By.Body).Append(asked.By.Body), reader))
                        yield return (asked.At, key, commitment.Id, asked.Kind switch
                        {
                            CommitmentAskKind.Agreement => WorkKind.AgreeToCommitment,
                            CommitmentAskKind.Target => WorkKind.AgreeToTarget,
                            _ => WorkKind.AgreeToCancellation,
                        }, asked.Target?.Period.ToString() ?? "");
                var open = key.Kind != BookKind.Program
                    || journal.StateOf<ProgramBook>(key) is { State: ProgramState.Open, Agreement: not { FrozenOn: not null } };
                if (open && reader.Has(Roles.Recorder) && commitment.State == CommitmentState.Active
                    && commitment.Givers.Concat(commitment.Beneficiaries).Contains(reader.Body))
                    for (var i = 0; i < commitment.Targets.Count; i++)
                        if (commitment.Targets[i] is { Amount: not null, Period: var period } && period.From.First <= today
                            && IsWithin(key.Kind == BookKind.Program ? journal.StateOf<ProgramBook>(key).Agreement : null, period)
                            && Tally.Of(commitment, ledger.Entries.Values).Periods[i].Entries == 0 && IsOpen(ledger, period, today))
                            yield return (
                                new(period.From.First.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)), key, commitment.Id,
                                WorkKind.Report, period.ToString());
            }
        }
    }

    // A day of it at least is not locked.
    private static bool IsOpen(Ledger ledger, Window period, DateOnly today)
    {
        for (var day = period.From.First; day <= period.To!.Value.Last; day = day.AddDays(1))
            if (!ledger.Locks.Any(locked => locked.On(today).UnlockedUntil is null && locked.Period.Overlaps(Whole(day))))
                return true;
        return false;

        static Window Whole(DateOnly day) => new() { From = PartialDate.Of(day), To = PartialDate.Of(day) };
    }

    private static bool IsWithin(AgreementTerms? terms, Window period) => terms is null
        || (terms.State is not (AgreementState.Draft or AgreementState.Suspended)
            && !(period.From.First > (terms.EndedOn ?? terms.Term?.To)?.Last));

    private static IEnumerable<(WorkKind Kind, DateTimeOffset Since)> Asked(
        Case one, ValueList<string> parties, Actor reader, DateTimeOffset since)
    {
        var works = (reader.Roles & (Roles.Recorder | Roles.Confirmer | Roles.Coordinator)) != Roles.None;
        var addressed = one.To.FirstOrDefault(to => to.Party == reader.Body && (to.Agency is null || to.Agency == reader.Agency));
        var between = one.By.Body == reader.Body || one.To.Any(to => to.Party == reader.Body) || (one.TwoSided && parties.Contains(reader.Body));
        var asks = one.Kind is CaseKind.Question or CaseKind.Recommendation;
        WorkKind? kind = (one.Kind, one.State) switch
        {
            _ when asks => addressed is null ? null : WorkKind.Answer,
            (_, CaseState.AwaitingOtherSide) => between && !one.ClosedBy.Contains(reader.Side) ? WorkKind.Close : null,
            (CaseKind.ActionPoint, CaseState.Done) => between && !(one.TwoSided && one.DoneBy!.Side == reader.Side) ? WorkKind.Verify : null,
            (CaseKind.ActionPoint, _) => addressed is null ? null : WorkKind.Do,
            (CaseKind.Issue, CaseState.ResolutionProposed) => between ? WorkKind.Close : null,
            (CaseKind.Issue, CaseState.Acknowledged) => between ? WorkKind.Resolve : null,
            _ => addressed is { AcknowledgedAt: null } ? WorkKind.Acknowledge : null,
        };
        if (works && kind is { } found)
            yield return (found, since);
        var waits = asks || one is { Kind: CaseKind.Issue, State: CaseState.Raised } or { Kind: CaseKind.Exchange };
        if (waits && one.By.Agency == reader.Agency && (asks ? reader.Has(Roles.Overseer) : works))
            yield return (WorkKind.Unanswered, since);
        if (one.Escalated is { } escalated && reader.Has(Roles.Overseer))
            yield return (WorkKind.Escalated, escalated.At);
    }

    // It waits since the last event that made it wait; an issue that nobody has acknowledged waits for something else.
    private static DateTimeOffset AskedSince(IReadOnlyList<(DateTimeOffset At, Event Happened)> rows, Case one)
    {
        var (asked, last) = rows.Last(row => row.Happened switch
        {
            CaseRaised { Case.Id: var id } => id == one.Id,
            ResolutionProposed { Case: var id } => id == one.Id,
            CaseClosed { Case: var id } => id == one.Id,
            CaseReopened { Case: var id } => id == one.Id,
            ActionCompleted { Case: var id } => id == one.Id,
            _ => false,
        });
        return last is CaseRaised && one is { Kind: CaseKind.Issue, State: CaseState.Acknowledged }
            ? rows.First(row => row.Happened is CaseAcknowledged { Case: var id } && id == one.Id).At
            : asked;
    }

    // It waits since the last event that made it wait.
    private static IEnumerable<(WorkKind Kind, string Item, Func<Event, bool> Began)> Asked(AgreementBook agreement, Actor reader)
    {
        if (agreement.State == AgreementState.Draft && !agreement.AcceptedBy.Contains(reader.Body))
            yield return (WorkKind.Accept, "", one => one is AgreementDrafted or TextEdited or TextUnlocked or EndReverted);
        if (agreement.State is AgreementState.TextAgreed or AgreementState.PartlySigned && LacksSignature(agreement.Signatures))
            yield return (WorkKind.Sign, "", one => one is TextAccepted { Complete: true } or EndReverted);
        foreach (var talks in agreement.Talks)
            if (talks.State == TalksState.MinutesDrafted && LacksSignature(talks.Signatures))
                yield return (WorkKind.SignMinutes, $"talks/{talks.Number}",
                    one => one is MinutesDrafted drafted && drafted.Number == talks.Number);
        foreach (var talks in agreement.Talks)
            foreach (var outcome in talks.Outcomes)
                if (outcome is { State: OutcomeState.Open, Due: not null })
                    yield return (WorkKind.SettleOutcome, $"talks/{talks.Number}/outcomes/{outcome.Id}",
                        one => one is OutcomeRecorded recorded && recorded.Outcome.Id == outcome.Id);
        foreach (var amendment in agreement is { State: AgreementState.InForce, Review: not { On: not null } } ? agreement.Amendments : default)
        {
            var (number, item) = (amendment.Number, $"amendments/{amendment.Number}");
            if (amendment.Changes.Any(change => TextFields.Of(agreement.Text!, change.Field) != change.Before))
                continue;
            if (!amendment.AcceptedBy.Contains(reader.Body))
                yield return (WorkKind.AcceptAmendment, item,
                    one => one is AmendmentProposed proposed && proposed.Amendment.Number == number);
            else if (agreement.Parties.All(amendment.AcceptedBy.Contains) && LacksSignature(amendment.Signatures))
                yield return (WorkKind.SignAmendment, item,
                    one => one is AmendmentAccepted { Complete: true } accepted && accepted.Number == number);
        }
        if (agreement.Review is { On: null, First.By: var signed } && Parties.SideOf(signed) != reader.Side)
            yield return (WorkKind.SignOffReview, "", one => one is ReviewSigned);
        if (agreement.Review is { Reopening.By: var reopening } && Parties.SideOf(reopening) != reader.Side)
            yield return (WorkKind.AgreeToReopening, "", one => one is ReopeningAsked);
        if (agreement.Reversion is { By: var reverting } && Parties.SideOf(reverting) != reader.Side)
            yield return (WorkKind.AgreeToReversion, "", one => one is ReversionAsked);

        bool LacksSignature(ValueList<Signature> signatures) => signatures.All(signature => signature.Party != reader.Body);
    }

    // Somebody of these has not spoken, nor has a national body for them, and the reader can.
    private static bool IsAwaited(IEnumerable<string> all, IEnumerable<string> spoken, Actor reader)
    {
        var said = spoken.ToHashSet();
        var waiting = all.Where(body => !said.Contains(body) && !said.Contains(body[..2])).ToList();
        return waiting.Contains(reader.Body) || (reader.IsNational && waiting.Exists(body => body.StartsWith(reader.Body, StringComparison.Ordinal)));
    }

    private static WorkKind? Asked(EntryView entry, Actor reader)
    {
        var (records, confirms) = (reader.Has(Roles.Recorder), reader.Has(Roles.Confirmer));
        var mine = entry.By.Agency == reader.Agency;
        return entry.Status switch
        {
            EntryStatus.Reported when IsAwaited(entry.ToConfirm, entry.ConfirmedBy, reader) => confirms
                    ? entry.Corrects is not null ? WorkKind.ConfirmCorrection
                    : entry.Links?.Reverses is not null ? WorkKind.ConfirmReversal
                    : entry.By.OnBehalfOf is not null ? WorkKind.ConfirmOnBehalf
                    : WorkKind.Confirm
                    : null,
            EntryStatus.Reported => mine && records ? WorkKind.Unanswered : null,
            EntryStatus.SentBack => mine && records && entry.CorrectedBy is null ? WorkKind.SentBack : null,
            EntryStatus.Disputed => (records || confirms) && entry.CorrectedBy is null
                && (entry.By.Body == reader.Body || entry.DisputedBy == reader.Body || entry.ToConfirm.Contains(reader.Body))
                    ? WorkKind.Disputed
                    : null,
            _ => null,
        };
    }
}
