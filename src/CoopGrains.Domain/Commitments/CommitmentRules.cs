using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What a book says to its commitments: who takes part, and whether it takes entries now.</summary>
public sealed record CommitmentHost
{
    /// <summary>Provinces and national bodies that commitments of this book may bind.</summary>
    public required Func<string, bool> Binds { get; init; }

    /// <summary>Who must be among them; null when nobody in particular.</summary>
    public string? MustBind { get; init; }

    /// <summary>Provinces and national bodies whose coordinators may enter and change commitments.</summary>
    public required ValueList<string> Keepers { get; init; }

    /// <summary>Why no commitment is entered or changed any more, or null.</summary>
    public Decision? RefusesChange { get; init; }

    /// <summary>Why an entry for a window is not taken, or null.</summary>
    public required Func<Window, Decision?> RefusesEntry { get; init; }
}

/// <summary>Decisions about commitments and targets, the same in all three books.</summary>
public static class CommitmentRules
{
    private const int MostTargets = 60;
    private const int MostCourses = 10_000;

    /// <summary>Decides a command about commitments or entries; null when it is about something else.</summary>
    /// <remarks>Whatever is to happen, and on whatever path, nothing happens in a period that is locked.</remarks>
    public static Decision? Decide(CommitmentLedgers state, Command command, Context context, CommitmentHost host) =>
        Open(state, command, context, host) is { } decision
            ? LockRules.Refuses(state, decision.Events, context.Today) ?? decision
            : null;

    private static Decision? Open(CommitmentLedgers state, Command command, Context context, CommitmentHost host) => command switch
    {
        AddCommitment add => Add(state, add, context, host),
        SetTarget set => Set(state, set, context, host),
        ReportFulfilment report => EntryRules.Report(state, report, context, host),
        ConfirmEntry confirm => EntryRules.Confirm(state, confirm, context),
        DisputeEntry dispute => EntryRules.Dispute(state, dispute, context),
        SendBackEntry sendBack => EntryRules.SendBack(state, sendBack, context),
        CarryForward carry => CarryRules.Carry(state, carry, context),
        WithdrawEntry withdraw => EntryRules.Withdraw(state, withdraw, context),
        ReverseEntry reverse => ReversalRules.Reverse(state, reverse, context),
        MarkDuplicate mark => DuplicateRules.Mark(state, mark, context),
        MarkDistinct settle => DuplicateRules.Settle(state, settle, context),
        LockPeriod locked => LockRules.Lock(state, locked, context),
        UnlockPeriod unlock => LockRules.Unlock(state, unlock, context),
        _ => null,
    };

    private static Decision Add(CommitmentLedgers state, AddCommitment add, Context context, CommitmentHost host)
    {
        if (Checks.Coordinator(context.Actor, host.Keepers) is { } notAllowed)
            return notAllowed;
        if ((Checks.Id(add.Id, "/id") ?? Checks.Title(add.Title, "/title") ?? Bound(add, host) ?? Checks.Areas(add.Areas, "/areas") ?? Measured(add) ?? Checks.Found(add.Missing)) is { } invalid)
            return invalid;
        if (host.RefusesChange is { } over)
            return over;
        var id = add.Id ?? DerivedIds.Within("c-", context.Book.ToString(), context.OperationId);
        if (state.Find(id) is not null)
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", id));
        var (rate, rateRefused) = Value(add.Rate, add.Unit, "/rate");
        var (yearly, yearlyRefused) = Value(add.Yearly?.Amount, add.Unit, "/yearly/amount");
        if ((rateRefused ?? yearlyRefused) is { } wrongAmount)
            return wrongAmount;
        return Decision.Accept(new CommitmentAdded
        {
            Commitment = new()
            {
                Id = id,
                Title = add.Title,
                Givers = add.Givers,
                Beneficiaries = add.Beneficiaries,
                Areas = add.Areas,
                Basis = add.Basis,
                Indicator = add.Indicator,
                Measure = add.Measure,
                Unit = add.Unit,
                Cadence = add.Cadence,
                Rate = rate,
                Targets = add.Yearly is { } years
                    ? Enumerable.Range(years.From, years.To - years.From + 1)
                        .Select(year => new Target { Period = Window.Year(year), Amount = PerCourse(add.Cadence) ? null : yearly }).ToValueList()
                    : default,
                State = add.Basis.Kind == BasisKind.Proposal ? CommitmentState.Proposed : CommitmentState.Active,
                Revision = 1,
                Sources = add.Sources,
                Talks = add.Talks,
                CarriedFrom = add.CarriedFrom,
            },
        });
    }

    private static Decision? Bound(AddCommitment add, CommitmentHost host)
    {
        foreach (var (list, pointer) in (ReadOnlySpan<(ValueList<string>, string)>)[(add.Givers, "/givers"), (add.Beneficiaries, "/beneficiaries")])
        {
            if (list.IsEmpty || list.Distinct().Count() != list.Count)
                return Decision.At(pointer, RefusalCodes.PartiesInvalid);
            foreach (var party in list)
                if (!host.Binds(party))
                    return Decision.At(pointer, RefusalCodes.NotAParty, ("party", party));
        }
        if (host.MustBind is { } owner && !add.Givers.Contains(owner) && !add.Beneficiaries.Contains(owner))
            return Decision.At("/givers", RefusalCodes.NotAParty, ("party", owner));
        return Checks.BothSides(add.Givers.Concat(add.Beneficiaries)) ? null : Decision.At("/beneficiaries", RefusalCodes.PartiesInvalid);
    }

    private static Decision? Measured(AddCommitment add)
    {
        if (add.Basis.Kind == BasisKind.Clause && Checks.Text(add.Basis.Clause, "/basis/clause") is { } noClause)
            return noClause;
        if (!BookKey.IsId(add.Indicator))
            return Decision.At("/indicator", RefusalCodes.IdInvalid, ("id", add.Indicator));
        if (add.Measure == Measure.Attestation)
            return (add.Unit, add.Rate, add.Yearly) switch
            {
                (not null, _, _) => Decision.At("/unit", RefusalCodes.AttestationNotMeasured),
                (_, not null, _) => Decision.At("/rate", RefusalCodes.AttestationNotMeasured),
                (_, _, not null) => Decision.At("/yearly", RefusalCodes.AttestationNotMeasured),
                _ => null,
            };
        if (Units.ScaleOf(add.Unit) is null)
            return Units.Unknown(add.Unit, "/unit");
        if (add.Yearly is not { } years)
            return null;
        if (years.From is < 1900 or > 2200 || years.To < years.From || years.To - years.From >= MostTargets)
            return Decision.At("/yearly", RefusalCodes.WindowInvalid);
        return PerCourse(add.Cadence) == years.Amount is null ? null : Decision.At("/yearly/amount", RefusalCodes.TargetNotTaken);
    }

    private static Decision Set(CommitmentLedgers state, SetTarget set, Context context, CommitmentHost host)
    {
        if (Checks.Coordinator(context.Actor, host.Keepers) is { } notAllowed)
            return notAllowed;
        if (state.Find(set.Commitment) is not { Commitment: var commitment })
            return Decision.Refuse(RefusalCodes.CommitmentUnknown, ("commitment", set.Commitment));
        if (Checks.Window(set.Period, "/period") is { } invalid)
            return invalid;
        if (set.Period.To is null)
            return Decision.At("/period/to", RefusalCodes.WindowInvalid);
        if (commitment.Measure == Measure.Attestation)
            return Decision.At(null, RefusalCodes.AttestationNotMeasured);
        if (set.Courses is < 0 or > MostCourses)
            return Decision.At("/courses", RefusalCodes.CoursesInvalid, ("most", MostCourses));
        if (PerCourse(commitment.Cadence) ? set.Courses is null || set.Amount is not null : set.Amount is null || set.Courses is not null)
            return Decision.At(PerCourse(commitment.Cadence) ? "/courses" : "/amount", RefusalCodes.TargetNotTaken);
        var (amount, refused) = Value(set.Amount, commitment.Unit, "/amount");
        if (refused is { } wrongAmount)
            return wrongAmount;
        var before = commitment.Targets.FirstOrDefault(target => target.Period == set.Period);
        if (host.RefusesChange is { } over)
            return over;
        if (set.Revision != commitment.Revision)
            return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", commitment.Revision), ("given", set.Revision),
                ("fields", $"targets[{set.Period}]"), ("current", before?.Amount is { } now ? $"{now.Value} {now.Unit}" : ""));
        if (commitment.State == CommitmentState.Cancelled)
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        if (before is null && commitment.Targets.Count >= MostTargets)
            return Decision.At("/period", RefusalCodes.TooManyItems, ("most", MostTargets));
        if (before is null && commitment.Targets.Any(target => target.Period.Overlaps(set.Period)))
            return Decision.At("/period", RefusalCodes.PeriodsOverlap);
        var target = new Target
        {
            Period = set.Period,
            Courses = set.Courses,
            Amount = set.Courses is > 0 and var courses && commitment.Rate is { } rate ? rate with { Value = Units.Plain(rate.Value * courses) } : amount,
        };
        return target == before
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new TargetSet { Commitment = commitment.Id, Target = target, Before = before, Revision = commitment.Revision + 1 });
    }

    private static bool PerCourse(Cadence cadence) => cadence is Cadence.PerCourse or Cadence.PerCoursePerYear;

    private static (Amount? Amount, Decision? Refusal) Value(Amount? amount, string? unit, string pointer) =>
        amount is null ? (null, null) : Units.Check(amount, unit, pointer);
}
