using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>
/// What is asked about a commitment: the coordinators of those answer whom it names and who have yet to agree, and the national bodies of
/// their sides. An unlock of a period is answered by the other side's.
/// </summary>
internal static class ConsentWork
{
    public static IEnumerable<Waiting> Of(ViewBook book, Ledger ledger) => Asked(book, ledger).Concat(Unlocking(book, ledger));

    /// <summary>False where nobody can agree any more: in a closed program, a withdrawn draft, a frozen term.</summary>
    public static bool IsAnswered(ViewBook book) => book switch
    {
        { Program: { } program } => program is { State: not ProgramState.Closed, Agreement: not { FrozenOn: not null } },
        { Agreement: { } agreement } => agreement is { State: not AgreementState.Withdrawn, Review: not { On: not null } },
        _ => true,
    };

    private static IEnumerable<Waiting> Asked(ViewBook book, Ledger ledger)
    {
        var answered = IsAnswered(book);
        foreach (var asked in ledger.Commitment.Asked)
            // A proposal can be dropped whatever became of the book.
            foreach (var key in answered || asked.Kind == CommitmentAskKind.Agreement ? KeysOf(AskRules.Awaited(ledger.Commitment, asked)) : [])
                yield return new(KindOf(asked), new(key, Roles.Coordinator), book.Key, asked.At)
                {
                    Commitment = ledger.Commitment.Id,
                    Period = asked.Target?.Period.ToString(),
                };
    }

    private static IEnumerable<Waiting> Unlocking(ViewBook book, Ledger ledger)
    {
        foreach (var locked in ledger.Locks)
            if (locked.UnlockedUntil is null)
                // Of two consents that did not unlock it, the day of one is over: whoever looks leaves that out.
                foreach (var asked in locked.Unlocking)
                    foreach (var key in Others(ledger.Commitment, asked.By.Side))
                        yield return new(WorkKind.Unlock, new(key, Roles.Coordinator), book.Key, asked.At)
                        {
                            Commitment = ledger.Commitment.Id,
                            Period = locked.Id,
                            Due = asked.Until,
                        };
    }

    private static WorkKind KindOf(CommitmentAsk asked) => asked.Kind switch
    {
        CommitmentAskKind.Agreement => WorkKind.AgreeToCommitment,
        CommitmentAskKind.Target => WorkKind.AgreeToTarget,
        _ => WorkKind.AgreeToCancellation,
    };

    private static IEnumerable<WorkKey> Others(Commitment commitment, Side asking) => KeysOf(
        commitment.Givers.Concat(commitment.Beneficiaries).Distinct().Where(party => Parties.SideOf(party) is not Side.None and var side && side != asking));

    // National bodies have one key, parties or not: nobody is told twice.
    private static IEnumerable<WorkKey> KeysOf(IEnumerable<string> bodies)
    {
        var all = bodies.ToList();
        return all.Where(body => body is not ("vn" or "la")).Select(WorkKey.Body)
            .Concat(all.Select(Parties.SideOf).Where(side => side != Side.None).Distinct().Select(WorkKey.NationalOf));
    }
}
