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

    /// <summary>The clauses that a commitment may rest on; where none are listed, a source has to say so.</summary>
    public IEnumerable<string> Clauses { get; init; } = [];

    /// <summary>True while they stand in a text that is not in force: both sides agree to them by accepting and signing it.</summary>
    public bool Drafting { get; init; }

    /// <summary>The end of the term, which no target reaches beyond; null when none is stated.</summary>
    public PartialDate? Ends { get; init; }

    /// <summary>Why no commitment is entered or changed any more, or null.</summary>
    public Decision? RefusesChange { get; init; }

    /// <summary>Why an entry for a window is not taken, or null.</summary>
    public required Func<Window, Decision?> RefusesEntry { get; init; }
}

/// <summary>Decisions about commitments and targets, the same in all three books.</summary>
public static class CommitmentRules
{
    /// <summary>False for what enters no progress: proposals, what stands in a text that is not in force, and what was given up.</summary>
    public static bool Counts(Commitment commitment) => commitment.State is CommitmentState.Active or CommitmentState.CarriedForward;

    /// <summary>Decides a command about commitments or entries; null when it is about something else.</summary>
    /// <remarks>Whatever is to happen, and on whatever path, nothing happens in a period that is locked.</remarks>
    public static Decision? Decide(CommitmentLedgers state, Command command, Context context, CommitmentHost host) =>
        Open(state, command, context, host) is { } decision
            ? LockRules.Refuses(state, decision.Events, context.Today) ?? decision
            : null;

    private static Decision? Open(CommitmentLedgers state, Command command, Context context, CommitmentHost host) => command switch
    {
        AddCommitment add => Add(state, add, context, host),
        SetTarget set => TargetRules.Set(state, set, context, host),
        AgreeToCommitment agree => ConsentRules.Agree(state, agree, context, host),
        CancelCommitment cancel => ConsentRules.Cancel(state, cancel, context, host),
        WithdrawCancellation withdraw => ConsentRules.TakeBack(state, withdraw, context, host),
        ReportFulfilment report => EntryRules.Report(state, report, context, host),
        ConfirmEntry confirm => ConfirmationRules.Confirm(state, confirm, context),
        DisputeEntry dispute => ConfirmationRules.Dispute(state, dispute, context),
        SendBackEntry sendBack => ConfirmationRules.SendBack(state, sendBack, context),
        CarryForward carry => CarryRules.Carry(state, carry, context),
        WithdrawEntry withdraw => EntryRules.Withdraw(state, withdraw, context),
        ReverseEntry reverse => ReversalRules.Reverse(state, reverse, context),
        MarkDuplicate mark => DuplicateRules.Mark(state, mark, context),
        MarkDistinct settle => DuplicateRules.Settle(state, settle, context),
        LockPeriod locked => LockRules.Lock(state, locked, context),
        UnlockPeriod unlock => LockRules.Unlock(state, unlock, context),
        WithdrawUnlock withdraw => LockRules.TakeBack(state, withdraw, context),
        _ => null,
    };

    private static Decision Add(CommitmentLedgers state, AddCommitment add, Context context, CommitmentHost host)
    {
        if (Checks.Coordinator(context.Actor, host.Keepers) is { } notAllowed)
            return notAllowed;
        if ((Checks.Id(add.Id, "/id") ?? Checks.Title(add.Title, "/title") ?? Bound(add, host) ?? Checks.Areas(add.Areas, "/areas")
            ?? Measured(add) ?? Stated(add.Sources) ?? Checks.Found(add.Missing)) is { } invalid)
            return invalid;
        if ((host.RefusesChange ?? Unclaused(add, host) ?? Beyond(add, host) ?? CarryRules.Twice(state, add)) is { } over)
            return over;
        var id = add.Id ?? DerivedIds.Within("c-", context.Book.ToString(), context.OperationId);
        if (state.Find(id) is not null)
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", id));
        var (rate, rateRefused) = TargetRules.Value(add.Rate, add.Unit, "/rate");
        var (yearly, yearlyRefused) = TargetRules.Value(add.Yearly?.Amount, add.Unit, "/yearly/amount");
        if ((rateRefused ?? yearlyRefused) is { } wrongAmount)
            return wrongAmount;
        var agreed = IsAgreed(add, host);
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
                        .Select(year => new Target { Period = Window.Year(year), Amount = TargetRules.IsPerCourse(add.Cadence) ? null : yearly }).ToValueList()
                    : default,
                State = !agreed ? CommitmentState.Proposed : host.Drafting ? CommitmentState.Drafted : CommitmentState.Active,
                Revision = 1,
                Sources = add.Sources,
                Talks = add.Talks,
                CarriedFrom = add.CarriedFrom,
                Asked = agreed
                    ? default
                    : [new() { Kind = CommitmentAskKind.Agreement, By = Checks.By(context.Actor), At = context.Now }],
            },
        });
    }

    // As stated, with its source; in a draft, which both sides still have to accept; or carried on as they chose. Nobody binds the other
    // side by a word of their own.
    private static bool IsAgreed(AddCommitment add, CommitmentHost host) =>
        add.Basis.Kind != BasisKind.Proposal && (!add.Sources.IsEmpty || host.Drafting || CarryRules.IsChosen(add));

    /// <summary>True for what rests on no clause, on one of these, or, where none are listed, on one that its source cites.</summary>
    internal static bool Rests(Basis basis, ValueList<Provenance> sources, IEnumerable<string> clauses) =>
        basis is not { Kind: BasisKind.Clause, Clause: var clause } || clauses.Contains(clause) || (!sources.IsEmpty && !clauses.Any());

    private static Decision? Unclaused(AddCommitment add, CommitmentHost host) => Rests(add.Basis, add.Sources, host.Clauses)
        ? null
        : Decision.At("/basis/clause", RefusalCodes.ReferenceUnknown, ("id", add.Basis.Clause));

    private static Decision? Beyond(AddCommitment add, CommitmentHost host) =>
        add.Yearly is { } years ? TargetRules.Beyond(host.Ends, PartialDate.OfYear(years.To), "/yearly/to") : null;

    private static Decision? Stated(ValueList<Provenance> sources)
    {
        for (var i = 0; i < sources.Count; i++)
            if (Checks.Text(sources[i].Source, $"/sources/{i}/source") is { } unnamed)
                return unnamed;
        return null;
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
        if (years.From is < 1900 or > 2200 || years.To < years.From || years.To - years.From >= TargetRules.Most)
            return Decision.At("/yearly", RefusalCodes.WindowInvalid);
        return TargetRules.IsPerCourse(add.Cadence) == years.Amount is null ? null : Decision.At("/yearly/amount", RefusalCodes.TargetNotTaken);
    }
}
