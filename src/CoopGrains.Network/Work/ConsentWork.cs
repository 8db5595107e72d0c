using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>
/// What one side asks about a commitment, unlocks of its periods included: the coordinators of the other side's parties, and its national
/// bodies, answer.
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
            foreach (var key in answered || asked.Kind == CommitmentAskKind.Agreement ? Others(ledger.Commitment, asked.By.Side) : [])
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

    // National bodies have one key, parties or not: nobody is told twice.
    private static IEnumerable<WorkKey> Others(Commitment commitment, Side asking)
    {
        var side = asking == Side.Vn ? Side.La : Side.Vn;
        return commitment.Givers.Concat(commitment.Beneficiaries).Distinct()
            .Where(party => Parties.SideOf(party) == side && party is not ("vn" or "la"))
            .Select(WorkKey.Body).Append(WorkKey.NationalOf(side));
    }
}
