using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Commitments that a successor of their agreement carries on: at most once for each.</summary>
public static class CarryRules
{
    /// <summary>What the target periods of a commitment leave to be done, by what is confirmed.</summary>
    public static ValueList<UnfinishedQuota> Unfinished(Ledger ledger, DateOnly today) => FiguresOf.View(ledger, today).Periods
        .Where(figures => figures is { Target: not null, Period: not null } && !IsDone(figures.Target, figures.Confirmed))
        .Select(figures => new UnfinishedQuota
        {
            Period = figures.Period!.Value,
            Target = figures.Target!,
            Confirmed = figures.Confirmed,
            Remaining = figures.Confirmed is null ? figures.Target : Divided.Rest(figures.Target, figures.Confirmed),
        }).ToValueList();

    /// <summary>A commitment as the successor's book begins it: what is done is new, and so are its targets.</summary>
    internal static Commitment Begun(FoundCommitment found) => found.Commitment with
    {
        Targets = default,
        State = CommitmentState.Active,
        Revision = 1,
        Talks = null,
        CarriedFrom = found.Ref,
        CarriedTo = default,
    };

    internal static Decision Carry(CommitmentLedgers state, CarryForward carry, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        if (state.Find(carry.Commitment) is not { Commitment: var commitment } ledger)
            return Decision.Refuse(RefusalCodes.CommitmentUnknown, ("commitment", carry.Commitment));
        if (commitment.CarriedTo.Any(record => record.Successor == carry.Successor))
            return Decision.Refuse(RefusalCodes.AlreadyNoted);
        if (commitment.State is not (CommitmentState.Active or CommitmentState.CarriedForward))
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        return Decision.Accept(new CommitmentCarried
        {
            Commitment = commitment.Id,
            Carry = new()
            {
                Successor = carry.Successor,
                To = carry.To,
                On = PartialDate.Of(context.Today),
                Unfinished = commitment.CarriedTo.IsEmpty ? Unfinished(ledger, context.Today) : default,
            },
        });
    }

    internal static CommitmentLedgers Evolve(CommitmentLedgers state, CommitmentCarried carried)
    {
        var ledger = state.Ledgers[carried.Commitment];
        // Its periods stay what they are, and so do the sums over them.
        return state.With(ledger with
        {
            Commitment = ledger.Commitment with
            {
                State = CommitmentState.CarriedForward,
                CarriedTo = ledger.Commitment.CarriedTo.Add(carried.Carry),
            },
        });
    }

    private static bool IsDone(Amount target, Amount? confirmed) => confirmed is { } done && done.Value >= target.Value
        && (done.Bound == Bound.AtLeast || done.IsExact);
}
