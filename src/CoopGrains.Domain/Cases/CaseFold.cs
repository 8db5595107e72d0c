using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What events do to cases.</summary>
public static class CaseFold
{
    private const int MostEnded = 100;

    /// <summary>The cases after an event; null when it is about something else.</summary>
    public static CaseList? Evolve(CaseList? cases, Event happened)
    {
        var all = cases ?? CaseList.Empty;
        return happened switch
        {
            CaseRaised raised => all with { Open = all.Open.Add(raised.Case), Taken = all.Taken + 1 },
            CaseDelivered delivered => Change(all, delivered.Case, delivered.For, delivered.At, one => Delivered(one, delivered), _ => true),
            CaseAcknowledged acknowledged => Change(all, acknowledged.Case, acknowledged.For, acknowledged.At, one =>
                Acknowledged(one, acknowledged), one => one is not { Kind: CaseKind.Issue, State: CaseState.Raised }),
            ResolutionProposed proposed => Change(all, proposed.Case, proposed.For, proposed.At, one =>
                one with { State = CaseState.ResolutionProposed }),
            CaseClosed closed => Change(all, closed.Case, closed.For, closed.At, one => one with
            {
                State = closed.Complete ? CaseState.Closed : CaseState.AwaitingOtherSide,
                ClosedBy = one.ClosedBy.Add(closed.Side),
            }),
            CaseReopened reopened => Change(all, reopened.Case, reopened.For, reopened.At, one => one with
            {
                State = one.Kind == CaseKind.Issue ? CaseState.Acknowledged : CaseState.Raised,
                Due = reopened.Due ?? one.Due,
                ClosedBy = default,
                DoneBy = null,
            }),
            CaseReplied replied => Change(all, replied.Case, replied.For, replied.At, one => one with { State = CaseState.Replied }),
            ActionCompleted done => Change(all, done.Case, done.By.Body, done.At, one =>
                one with { State = CaseState.Done, DoneBy = done.By }),
            ActionVerified verified => Change(all, verified.Case, verified.By.Body, verified.At, one =>
                one with { State = CaseState.Verified }),
            CaseEscalated escalated => Change(all, escalated.Case, one => one with { Escalated = escalated.Escalation }),
            EscalationReverted reverted => Change(all, reverted.Case, one => one with { Escalated = null, Reverted = reverted.Due }),
            _ => null,
        };
    }

    /// <summary>True for a case that needs nothing more.</summary>
    public static bool HasEnded(Case one) =>
        one.State is CaseState.Closed or CaseState.Replied or CaseState.Verified
        || one is { Kind: CaseKind.Exchange, State: CaseState.Acknowledged };

    private static Case Delivered(Case one, CaseDelivered delivered)
    {
        var to = one.To.Select(party => party.Party == delivered.For ? party with { DeliveredAt = delivered.At } : party).ToValueList();
        return one with { To = to, State = to.All(party => party.DeliveredAt is not null) ? CaseState.Delivered : one.State };
    }

    private static Case Acknowledged(Case one, CaseAcknowledged acknowledged)
    {
        // What is acknowledged has arrived.
        var to = one.To.Select(party => party.Party == acknowledged.For
            ? party with { DeliveredAt = party.DeliveredAt ?? acknowledged.At, AcknowledgedAt = acknowledged.At }
            : party).ToValueList();
        return one with
        {
            To = to,
            State = (one.Kind, one.State) switch
            {
                (CaseKind.Exchange, _) when acknowledged.Complete => CaseState.Acknowledged,
                (CaseKind.Exchange, _) when to.All(party => party.DeliveredAt is not null) => CaseState.Delivered,
                (not CaseKind.Exchange, CaseState.Raised) => CaseState.Acknowledged,
                var (_, state) => state,
            },
        };
    }

    // Whoever acts breaks the silence. What one addressee says does not make younger what waits for the others.
    private static CaseList Change(
        CaseList all, string id, string by, DateTimeOffset at, Func<Case, Case> change, Func<Case, bool>? asksOn = null) =>
        Change(all, id, one => change(one) with
        {
            Since = at,
            LastBy = by,
            Escalated = null,
            Reverted = null,
            AskedSince = asksOn?.Invoke(one) == true ? CaseTimes.AskedSince(one) : null,
        });

    private static CaseList Change(CaseList all, string id, Func<Case, Case> change)
    {
        if (all.Open.Find(id) is not { } one)
        {
            var again = change(all.Ended.Find(id)!);
            return all with
            {
                Ended = all.Ended.Without(id),
                Open = all.Open.Add(again with { Steps = again.Steps + 1 }),
            };
        }
        var changed = change(one);
        changed = changed with { Steps = changed.Steps + 1 };
        return HasEnded(changed)
            ? all with
            {
                Open = all.Open.Without(id),
                Ended = all.Ended.Skip(all.Ended.Count - MostEnded + 1).Append(changed).ToValueList(),
            }
            : all with { Open = all.Open.Change(id, _ => changed) };
    }
}
