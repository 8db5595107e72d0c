using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about targets: of what is agreed, all set them whom the commitment names.</summary>
internal static class TargetRules
{
    /// <summary>The most targets of a commitment, those included that are asked for.</summary>
    public const int Most = 60;

    private const int MostCourses = 10_000;

    public static Decision Set(CommitmentLedgers state, SetTarget set, Context context, CommitmentHost host)
    {
        if (ConsentRules.Bound(state, set.Commitment, context.Actor, out var ledger) is { } notAllowed)
            return notAllowed;
        var commitment = ledger.Commitment;
        if (Checks.Window(set.Period, "/period") is { } invalid)
            return invalid;
        if (set.Period.To is not { } end)
            return Decision.At("/period/to", RefusalCodes.WindowInvalid);
        if (commitment.Measure == Measure.Attestation)
            return Decision.At(null, RefusalCodes.AttestationNotMeasured);
        if (set.Courses is < 0 or > MostCourses)
            return Decision.At("/courses", RefusalCodes.CoursesInvalid, ("most", MostCourses));
        var before = commitment.Targets.FirstOrDefault(target => target.Period == set.Period);
        var asked = ConsentRules.Asked(commitment, CommitmentAskKind.Target, set.Period);
        // Where there was no target none remains: what is asked is dropped.
        var drops = set is { Amount: null, Courses: null } && before is null && asked is not null;
        if (!drops && (IsPerCourse(commitment.Cadence)
            ? set.Courses is null || set.Amount is not null
            : set.Amount is null || set.Courses is not null))
            return Decision.At(IsPerCourse(commitment.Cadence) ? "/courses" : "/amount", RefusalCodes.TargetNotTaken);
        var (amount, refused) = Value(set.Amount, commitment.Unit, "/amount");
        if ((refused ?? host.RefusesChange) is { } refusal)
            return refusal;
        if (set.Revision != commitment.Revision)
            return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", commitment.Revision), ("given", set.Revision),
                ("fields", $"targets[{set.Period}]"), ("current", before?.Amount is { } now ? $"{now.Value} {now.Unit}" : ""));
        if (commitment.State == CommitmentState.Cancelled)
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        if (drops)
            return Keep(commitment, asked);
        var target = new Target
        {
            Period = set.Period,
            Courses = set.Courses,
            Amount = set.Courses is > 0 and var courses && commitment.Rate is { } rate ? rate with { Value = Units.Plain(rate.Value * courses) } : amount,
        };
        if (target == before)
            return Keep(commitment, asked);
        return Beyond(host.Ends, end, "/period/to")
            ?? Taken(commitment, set.Period, known: (before ?? asked?.Target) is not null)
            ?? Change(commitment, target, asked, context);
    }

    /// <summary>A target takes effect.</summary>
    public static TargetSet Sets(Commitment commitment, Target target, int revision) => new()
    {
        Commitment = commitment.Id,
        Target = target,
        Before = commitment.Targets.FirstOrDefault(known => known.Period == target.Period),
        Revision = revision,
    };

    /// <summary>No target reaches beyond the term.</summary>
    public static Decision? Beyond(PartialDate? ends, PartialDate until, string? pointer) => ends is { } end && until.Last > end.Last
        ? Decision.At(pointer, RefusalCodes.TargetBeyondTerm, ("ended", end))
        : null;

    public static bool IsPerCourse(Cadence cadence) => cadence is Cadence.PerCourse or Cadence.PerCoursePerYear;

    public static (Amount? Amount, Decision? Refusal) Value(Amount? amount, string? unit, string pointer) =>
        amount is null ? (null, null) : Units.Check(amount, unit, pointer);

    private static Decision? Taken(Commitment commitment, Window period, bool known)
    {
        var periods = commitment.Targets.Select(target => target.Period)
            .Union(commitment.Asked.Where(ask => ask.Target is not null).Select(ask => ask.Target!.Period)).ToList();
        if (!known && periods.Count >= Most)
            return Decision.At("/period", RefusalCodes.TooManyItems, ("most", Most));
        return periods.Exists(other => other != period && other.Overlaps(period))
            ? Decision.At("/period", RefusalCodes.PeriodsOverlap)
            : null;
    }

    private static Decision Keep(Commitment commitment, CommitmentAsk? asked) => asked is null
        ? Decision.Refuse(RefusalCodes.NothingChanges)
        : Decision.Accept(new TargetAskDropped { Commitment = commitment.Id, Asked = asked.Target!, Revision = commitment.Revision + 1 });

    private static Decision Change(Commitment commitment, Target target, CommitmentAsk? asked, Context context)
    {
        var by = Checks.By(context.Actor);
        var set = Sets(commitment, target, commitment.Revision + 1);
        // The others agree to a proposal as it is now.
        if (commitment.State == CommitmentState.Proposed)
            return Decision.Accept(set, ConsentRules.Asks(commitment, new() { Kind = CommitmentAskKind.Agreement, By = by, At = context.Now }));
        if (commitment.State == CommitmentState.Drafted)
            return Decision.Accept(set);
        if (asked is null || asked.Target != target)
            return Decision.Accept(ConsentRules.Asks(
                commitment, new() { Kind = CommitmentAskKind.Target, By = by, At = context.Now, Target = target }));
        return AskRules.Agree(commitment, asked, context, () => set);
    }
}
