using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What open cases ask of whom.</summary>
internal static class CaseWork
{
    private const Roles Workers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    public static IEnumerable<Waiting> Of(ViewBook book)
    {
        foreach (var one in book.Cases?.Open ?? default)
        {
            foreach (var (kind, who) in For(one, book.Parties))
                yield return new(kind, who, book.Key, CaseTimes.AskedSince(one))
                {
                    Case = one.Id,
                    // The date is that of the deed.
                    Due = kind == WorkKind.Verify ? null : one.Due,
                };
            if (one.Escalated is { } escalated)
                yield return new(WorkKind.Escalated, new(WorkKey.Overseers, Roles.Overseer), book.Key, escalated.At) { Case = one.Id };
        }
    }

    private static IEnumerable<(WorkKind Kind, Responsible Who)> For(Case one, ValueList<string> parties) => (one.Kind, one.State) switch
    {
        (CaseKind.Question or CaseKind.Recommendation, _) => Addressees(one, WorkKind.Answer, Everybody).Append(Asked(one, Roles.Overseer)),
        (_, CaseState.AwaitingOtherSide) => Bodies(one, parties).Where(body => !one.ClosedBy.Contains(Parties.SideOf(body)))
            .Select(body => (WorkKind.Close, Whole(body))),
        (CaseKind.ActionPoint, CaseState.Done) => Bodies(one, parties)
            .Where(body => !one.TwoSided || Parties.SideOf(body) != one.DoneBy!.Side).Select(body => (WorkKind.Verify, Whole(body))),
        (CaseKind.ActionPoint, _) => Addressees(one, WorkKind.Do, Everybody),
        (_, CaseState.ResolutionProposed) => Bodies(one, parties).Select(body => (WorkKind.Close, Whole(body))),
        (CaseKind.Issue, CaseState.Acknowledged) => Bodies(one, parties).Select(body => (WorkKind.Resolve, Whole(body))),
        _ => Addressees(one, WorkKind.Acknowledge, party => party.AcknowledgedAt is null).Append(Asked(one, Workers)),
    };

    private static IEnumerable<(WorkKind, Responsible)> Addressees(Case one, WorkKind kind, Func<Addressee, bool> which) =>
        one.To.Where(which).Select(party => (kind, Responsible.Of(party.Party, party.Agency, Workers)));

    // Whoever raised it sees that it waits.
    private static (WorkKind, Responsible) Asked(Case one, Roles roles) =>
        (WorkKind.Unanswered, Responsible.Of(one.By.Body, one.By.Agency, roles));

    private static IEnumerable<string> Bodies(Case one, ValueList<string> parties) => CaseRules.Between(one, parties);

    private static Responsible Whole(string body) => Responsible.Of(body, null, Workers);

    private static bool Everybody(Addressee _) => true;
}
