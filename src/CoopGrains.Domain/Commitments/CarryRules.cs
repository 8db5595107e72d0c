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

    /// <summary>A commitment as the successor's draft begins it: what is done is new, and so are its targets.</summary>
    internal static Commitment Begun(FoundCommitment found) => found.Commitment with
    {
        Targets = default,
        State = CommitmentState.Drafted,
        Revision = 1,
        Talks = null,
        CarriedFrom = found.Ref,
        CarriedTo = default,
        Asked = default,
        Retargeted = false,
    };

    /// <summary>Why it is not carried on once more; null when it is the first, or carries nothing on.</summary>
    internal static Decision? Twice(CommitmentLedgers state, AddCommitment add)
    {
        if (add.CarriedFrom is not { } from)
            return null;
        if (state.Ledgers.Values.FirstOrDefault(other => other.Commitment.CarriedFrom == from
            && other.Commitment.State != CommitmentState.Cancelled) is { Commitment.Id: var own })
            return Decision.At("/carriedFrom", RefusalCodes.AlreadyCarried, ("commitment", own));
        if (add.Found is not { Commitment: var before } found)
            return null;
        if (!CommitmentRules.Counts(before))
            return Decision.At("/carriedFrom", RefusalCodes.CommitmentNotActive, ("state", before.State));
        return (found.By ?? before.CarriedTo.FirstOrDefault(record => record.Successor == found.Successor)?.To) is { } by && by != found.GivenUp
            ? Decision.At("/carriedFrom", RefusalCodes.AlreadyCarried, ("commitment", $"{by.Book}/commitments/{by.Commitment}"))
            : null;
    }

    /// <summary>True when it carries on, unchanged and without targets of its own, what both sides chose.</summary>
    internal static bool IsChosen(AddCommitment add) => add.Found is { Chosen: true, Commitment: var before } && add.Yearly is null
        && (add.Title, add.Areas, add.Basis.Kind) == (before.Title, before.Areas, before.Basis.Kind)
        && (add.Givers, add.Beneficiaries, add.Indicator, add.Measure, add.Unit, add.Cadence, add.Rate)
            == (before.Givers, before.Beneficiaries, before.Indicator, before.Measure, before.Unit, before.Cadence, before.Rate);

    /// <summary>The review that carried them on was reopened: they run again.</summary>
    internal static IEnumerable<Event> Reverted(CommitmentLedgers state) => state.InOrder
        .Where(ledger => ledger.Commitment.State == CommitmentState.CarriedForward)
        .Select(ledger => new CarryReverted { Commitment = ledger.Commitment.Id, Carried = ledger.Commitment.CarriedTo });

    internal static Decision Carry(CommitmentLedgers state, CarryForward carry, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        if (state.Find(carry.Commitment) is not { Commitment: var commitment } ledger)
            return Decision.Refuse(RefusalCodes.CommitmentUnknown, ("commitment", carry.Commitment));
        if (commitment.CarriedTo.FirstOrDefault(record => record.Successor == carry.Successor) is { } known)
            return known.To is null && carry.To is { } to
                ? Decision.Accept(new CarryNamed { Commitment = commitment.Id, Successor = carry.Successor, To = to })
                : Decision.Refuse(RefusalCodes.AlreadyNoted);
        if (!CommitmentRules.Counts(commitment))
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

    /// <summary>The commitments after an event; null when it is about something else.</summary>
    internal static CommitmentLedgers? Evolve(CommitmentLedgers state, Event happened) => happened switch
    {
        CommitmentCarried carried => state.Change(carried.Commitment, commitment => commitment with
        {
            State = CommitmentState.CarriedForward,
            CarriedTo = commitment.CarriedTo.Add(carried.Carry),
            Asked = default,
        }),
        CarryNamed named => state.Change(named.Commitment, commitment => commitment with
        {
            CarriedTo = commitment.CarriedTo
                .Select(record => record.Successor == named.Successor ? record with { To = named.To } : record).ToValueList(),
        }),
        CarryReverted reverted => state.Change(reverted.Commitment, commitment =>
            commitment with { State = CommitmentState.Active, CarriedTo = default }),
        _ => null,
    };

    private static bool IsDone(Amount target, Amount? confirmed) => confirmed is { } done && done.Value >= target.Value
        && (done.Bound == Bound.AtLeast || done.IsExact);
}
