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
            if (key.Kind == BookKind.Agreement && reader.Has(Roles.Coordinator) && Asked(journal.StateOf<AgreementBook>(key), reader) is { } kind)
                yield return (journal.Rows.Last(row => row.BookKey == key.ToString()).RecordedAt, key, "", kind, "");
            if (key.Kind == BookKind.Program)
                foreach (var one in journal.StateOf<ProgramBook>(key).Cases?.Open ?? default)
                    foreach (var (due, at) in Asked(one, journal.StateOf<ProgramBook>(key).Parties, reader))
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
                }
                foreach (var locked in ledger.Locks.Select(locked => locked.On(today)))
                    if (locked is { UnlockedUntil: null, Unlocking: [{ By: var by, At: var at }] } && by.Side != reader.Side
                        && reader.Has(Roles.Coordinator)
                        && (reader.IsNational || ledger.Commitment.Givers.Concat(ledger.Commitment.Beneficiaries).Contains(reader.Body)))
                        yield return (at, key, ledger.Commitment.Id, WorkKind.Unlock, locked.Id);
                var commitment = ledger.Commitment;
                var open = key.Kind != BookKind.Program
                    || journal.StateOf<ProgramBook>(key) is { State: ProgramState.Open, Agreement: not { FrozenOn: not null } };
                if (open && reader.Has(Roles.Recorder) && commitment.State == CommitmentState.Active
                    && commitment.Givers.Concat(commitment.Beneficiaries).Contains(reader.Body))
                    for (var i = 0; i < commitment.Targets.Count; i++)
                        if (commitment.Targets[i] is { Amount: not null, Period: var period } && period.From.First <= today
                            && Tally.Of(commitment, ledger.Entries.Values).Periods[i].Entries == 0)
                            yield return (
                                new(period.From.First.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)), key, commitment.Id,
                                WorkKind.Report, period.ToString());
            }
        }
    }

    private static IEnumerable<(WorkKind Kind, DateTimeOffset Since)> Asked(Case one, ValueList<string> parties, Actor reader)
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
            yield return (found, one.Since);
        var waits = asks || one is { Kind: CaseKind.Issue, State: CaseState.Raised } or { Kind: CaseKind.Exchange };
        if (waits && one.By.Agency == reader.Agency && (asks ? reader.Has(Roles.Overseer) : works))
            yield return (WorkKind.Unanswered, one.Since);
        if (one.Escalated is { } escalated && reader.Has(Roles.Overseer))
            yield return (WorkKind.Escalated, escalated.At);
    }

    private static WorkKind? Asked(AgreementBook agreement, Actor reader) => agreement.State switch
    {
        _ when !agreement.Parties.Contains(reader.Body) => null,
        AgreementState.Draft when !agreement.AcceptedBy.Contains(reader.Body) => WorkKind.Accept,
        AgreementState.TextAgreed or AgreementState.PartlySigned
            when agreement.Signatures.All(signature => signature.Party != reader.Body) => WorkKind.Sign,
        _ => null,
    };

    private static WorkKind? Asked(EntryView entry, Actor reader)
    {
        var (records, confirms) = (reader.Has(Roles.Recorder), reader.Has(Roles.Confirmer));
        var mine = entry.By.Agency == reader.Agency;
        return entry.Status switch
        {
            EntryStatus.Reported when entry.By.Side != reader.Side => confirms && !entry.ConfirmedBy.Contains(reader.Body)
                && (reader.IsNational || entry.ToConfirm.Contains(reader.Body))
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
