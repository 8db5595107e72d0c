using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about ledger entries. Rights come before states, so that a refusal tells nobody more than they may know.</summary>
internal static class EntryRules
{
    public static Decision Report(CommitmentLedgers state, ReportFulfilment report, Context context, CommitmentHost host)
    {
        var actor = context.Actor;
        if (state.Find(report.Commitment) is not { Commitment: var commitment } ledger)
            return Decision.Refuse(RefusalCodes.CommitmentUnknown, ("commitment", report.Commitment));
        if ((Checks.Role(actor, Roles.Recorder) ?? Part(commitment, actor)) is { } notAllowed)
            return notAllowed;
        var corrected = report.Corrects is { } corrects ? ledger.Entries.GetValueOrDefault(corrects) : null;
        // A correction takes the place of what it corrects, so it breaks down the same whole, or what took the place of that.
        var ownWhole = corrected?.BreakdownOf is { } broken ? Standing(ledger, broken) : null;
        var whole = report.BreakdownOf ?? ownWhole;
        var of = corrected ?? (whole is null ? null : ledger.Entries.GetValueOrDefault(whole));
        var beneficiaries = report.Beneficiaries.IsEmpty ? of?.Beneficiaries ?? commitment.Beneficiaries : report.Beneficiaries;
        if (beneficiaries.Distinct().Count() != beneficiaries.Count)
            return Decision.At("/beneficiaries", RefusalCodes.PartiesInvalid);
        if (beneficiaries.FirstOrDefault(b => !commitment.Beneficiaries.Contains(b)) is { } stranger)
            return Decision.At("/beneficiaries", RefusalCodes.NotAParty, ("party", stranger));
        if (Party(commitment, beneficiaries, actor) is { } notForThem)
            return notForThem;
        // Moved away from whoever disputes it, a correction would settle the dispute without them.
        if (corrected is not null && !Same(corrected.Beneficiaries, beneficiaries))
            return Decision.At("/beneficiaries", RefusalCodes.CorrectionForOthers, ("entry", corrected.Id));
        if (Checks.Window(report.Occurred, "/occurred") is { } invalid)
            return invalid;
        if (report.Occurred.From.First > context.Today)
            return Decision.At("/occurred/from", RefusalCodes.WindowInvalid);
        if (report.Occurred.To is { } to && to.First > context.Today)
            return Decision.At("/occurred/to", RefusalCodes.WindowInvalid);
        if (report.Meaning is not null && Checks.Text(report.Meaning, "/meaning") is { } tooLong)
            return tooLong;
        if (Checks.Evidence(report.Evidence, report.Missing) is { } noEvidence)
            return noEvidence;
        if (!report.Places.IsEmpty && Places(commitment, report, context.Today) is { } wrongPlace)
            return wrongPlace;
        var (amount, parts, refused) = Measured(commitment, report);
        if (corrected is not null && whole != ownWhole)
            return Decision.At("/breakdownOf", RefusalCodes.WholeUnknown, ("entry", whole));
        var counted = report.Occurred with { To = report.Occurred.To ?? OpenWindows.EndOf(ledger, report.Occurred, corrected?.Id, context.Today) };
        if ((refused ?? Breakdown(ledger, whole, corrected, amount, counted, beneficiaries) ?? Whole(ledger, corrected, amount)) is { } wrongAmount)
            return wrongAmount;
        var toConfirm = ConfirmationRules.ToConfirm(commitment, beneficiaries, actor);
        if (!toConfirm.Any(party => Parties.SideOf(party) != actor.Side))
            return Decision.At("/beneficiaries", RefusalCodes.PartiesInvalid);
        if (report.OnBehalfOf is { } other && (!toConfirm.Contains(other) || Parties.SideOf(other) == actor.Side))
            return Decision.At("/onBehalfOf", RefusalCodes.NotOfTheOtherSide, ("party", other));
        if (Checks.Id(report.OriginalAgency, "/originalAgency") is { } noAgency)
            return noAgency;
        // A dispute can be settled whatever became of the book or the commitment, if the window stays what it was.
        var settles = corrected?.Occurred == report.Occurred;
        if (!settles && !CommitmentRules.Counts(commitment))
            return Decision.Refuse(RefusalCodes.CommitmentNotActive, ("state", commitment.State));
        if (((settles ? null : host.RefusesEntry(report.Occurred)) ?? Corrected(ledger, report.Corrects, actor)) is { } wrongState)
            return wrongState;
        return Decision.Accept(new EntryReported
        {
            Entry = DerivedIds.Within("e-", context.Book.ToString(), context.OperationId),
            Commitment = commitment.Id,
            Amount = amount,
            AmountAsWritten = report.AmountAsWritten,
            Occurred = report.Occurred,
            Beneficiaries = beneficiaries,
            Parts = parts,
            Meaning = report.Meaning,
            Evidence = report.Evidence,
            BreakdownOf = whole,
            Corrects = report.Corrects,
            By = Checks.By(actor) with { OnBehalfOf = report.OnBehalfOf },
            ToConfirm = toConfirm,
            At = context.Now,
            Sources = report.Sources,
            Places = report.Places,
            OriginalAgency = report.OriginalAgency == actor.Agency ? null : report.OriginalAgency,
            Resembles = corrected is null && whole is null
                ? ledger.Resembling(amount, report.Occurred, beneficiaries, actor.Agency)?.Id
                : null,
        });
    }

    public static Decision Withdraw(CommitmentLedgers state, WithdrawEntry withdraw, Context context)
    {
        if (state.FindEntry(withdraw.Entry) is not { Entry: var entry })
            return Decision.Refuse(RefusalCodes.EntryUnknown, ("entry", withdraw.Entry));
        if (Checks.Role(context.Actor, Roles.Recorder) is { } notAllowed)
            return notAllowed;
        if (!context.Actor.ActsFor(entry.By.Agency))
            return Decision.Refuse(RefusalCodes.NotTheAuthor, ("agency", entry.By.Agency));
        if (Checks.Text(withdraw.Reason, "/reason") is { } noReason)
            return noReason;
        if (HasDuplicates(entry) is { } settleFirst)
            return settleFirst;
        return entry.Status is EntryStatus.Reported or EntryStatus.Disputed or EntryStatus.SentBack && entry.CorrectedBy is null
            ? Decision.Accept(new EntryWithdrawn { Entry = entry.Id, Reason = withdraw.Reason })
            : WrongState(entry, EntryStatus.Reported);
    }

    private static Decision? Places(Commitment commitment, ReportFulfilment report, DateOnly today)
    {
        if (report.Places.Count > Checks.MostOfARecord)
            return Decision.At("/places", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        if (report.Places.Distinct().Count() != report.Places.Count)
            return Decision.At("/places", RefusalCodes.ReferencesTwice);
        for (var i = 0; i < report.Places.Count; i++)
            if (report.Places[i].Province is var province && !commitment.Givers.Contains(province) && !commitment.Beneficiaries.Contains(province))
                return Decision.At($"/places/{i}/province", RefusalCodes.NotAParty, ("party", province));
        return UnitRules.RefusesEntry(report.Places, report.Found, report.Occurred, today);
    }

    /// <summary>Duplicates count by this entry alone, so it stays until they are settled.</summary>
    public static Decision? HasDuplicates(EntryView entry) => entry.Links is { Duplicates: [var first, ..] }
        ? Decision.Refuse(RefusalCodes.HasDuplicates, ("entry", first))
        : null;

    /// <summary>A body that the commitment binds, or a national body of the side of one.</summary>
    public static Decision? Part(Commitment commitment, Actor actor) =>
        commitment.Givers.Contains(actor.Body) || commitment.Beneficiaries.Contains(actor.Body)
            ? null
            : Checks.Part(commitment.Givers.Concat(commitment.Beneficiaries), actor);

    /// <summary>Of those whom the commitment binds, one whose business the entry is, or a national body of the side of one.</summary>
    public static Decision? Party(Commitment commitment, ValueList<string> beneficiaries, Actor actor) =>
        commitment.Givers.Contains(actor.Body) || beneficiaries.Contains(actor.Body)
            || Checks.TakesPart(commitment.Givers.Concat(beneficiaries), actor)
            ? null
            : Decision.Refuse(RefusalCodes.NotAPartyToTheEntry, ("province", actor.Body));

    private static bool Same(ValueList<string> ones, ValueList<string> others) =>
        ones == others || (ones.Count == others.Count && ones.All(others.Contains));

    private static (Amount? Amount, ValueList<Part> Parts, Decision? Refusal) Measured(Commitment commitment, ReportFulfilment report)
    {
        if (commitment.Measure == Measure.Attestation)
            return (report.Amount, report.AmountAsWritten, report.Parts.Count) is (null, null, 0)
                ? (null, default, null)
                : (null, default, Decision.At("/amount", RefusalCodes.AmountNotTaken));
        if (report.Amount is null == report.AmountAsWritten is null)
            return (null, default, Decision.At("/amount", RefusalCodes.AmountMissing));
        var stated = report.Amount ?? WrittenAmount.Read(report.AmountAsWritten!);
        if (stated is null)
            return (null, default, Decision.At("/amountAsWritten", RefusalCodes.AmountNotUnderstood, ("words", report.AmountAsWritten)));
        var (amount, refused) = Units.Check(stated, commitment.Unit, report.Amount is null ? "/amountAsWritten" : "/amount");
        if (refused is not null)
            return (null, default, refused);
        if (report.Parts.Count > Checks.MostOfARecord)
            return (null, default, Decision.At("/parts", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord)));
        var parts = new List<Part>();
        foreach (var part in report.Parts)
        {
            var pointer = $"/parts/{parts.Count}";
            if (!BookKey.IsId(part.Name))
                return (null, default, Decision.At(pointer + "/name", RefusalCodes.IdInvalid, ("id", part.Name)));
            if (parts.Any(other => other.Name == part.Name && other.Dimension == part.Dimension))
                return (null, default, Decision.At(pointer + "/name", RefusalCodes.PartTwice, ("name", part.Name)));
            var (value, wrong) = Units.Check(part.Amount, commitment.Unit, pointer + "/amount");
            if (wrong is not null)
                return (null, default, wrong);
            parts.Add(part with { Amount = value! });
        }
        // A bound or an estimate caps nothing.
        return amount!.IsExact && parts.GroupBy(part => part.Dimension).Any(by => by.Sum(part => part.Amount.Value) > amount.Value)
            ? (null, default, Decision.At("/parts", RefusalCodes.PartsExceedWhole))
            : (amount, parts.ToValueList(), null);
    }

    private static Decision? Breakdown(
        Ledger ledger, string? whole, EntryView? corrected, Amount? amount, Window occurred, ValueList<string> beneficiaries)
    {
        if (whole is null)
            return null;
        if (!ledger.Entries.TryGetValue(whole, out var entry) || !Tally.Counts(entry))
            return Decision.At("/breakdownOf", RefusalCodes.WholeUnknown, ("entry", whole));
        if (!entry.Counted.Overlaps(occurred))
            return Decision.At("/occurred", RefusalCodes.BreakdownOutsideWhole, ("whole", entry.Counted));
        // A correction keeps those of what it corrects.
        if (corrected is null && beneficiaries.FirstOrDefault(one => !entry.Beneficiaries.Contains(one)) is { } stranger)
            return Decision.At("/beneficiaries", RefusalCodes.NotAParty, ("party", stranger));
        if (entry.Amount is not { IsExact: true } cap)
            return null;
        // A correction that waits may yet replace what it corrects: the larger of the two counts here.
        var replaced = corrected;
        while (replaced?.StandsBy == true)
            replaced = ledger.Entries[replaced.Corrects!];
        var own = Math.Max(amount!.Value, replaced?.Status == EntryStatus.Disputed ? replaced.Amount!.Value : 0);
        return BrokenDown(ledger, whole, replaced?.Id) + own > cap.Value
            ? Decision.At("/amount/value", RefusalCodes.BreakdownExceedsWhole, ("whole", cap.Value))
            : null;
    }

    // What corrects a whole has its breakdowns, and is no less than they are.
    private static Decision? Whole(Ledger ledger, EntryView? corrected, Amount? amount) =>
        corrected is { BreakdownOf: null } && amount is { IsExact: true } && BrokenDown(ledger, corrected.Id, null) is var parts && parts > amount.Value
            ? Decision.At("/amount/value", RefusalCodes.WholeBelowBreakdowns, ("whole", parts))
            : null;

    // With those of what the whole took the place of.
    private static decimal BrokenDown(Ledger ledger, string whole, string? except) => ledger.Entries.Values
        .Where(other => other.BreakdownOf is { } of && other.Id != except && Tally.Stands(other) && Standing(ledger, of) == Standing(ledger, whole))
        .Sum(other => Largest(ledger, other));

    // What an entry is after its corrections, those included that wait.
    private static string Standing(Ledger ledger, string id)
    {
        while (ledger.Entries.TryGetValue(id, out var entry) && entry.CorrectedBy is { } next && !Tally.Stands(entry))
            id = next;
        return id;
    }

    private static decimal Largest(Ledger ledger, EntryView entry)
    {
        var largest = entry.Amount!.Value;
        while (entry.CorrectedBy is { } id)
        {
            entry = ledger.Entries[id];
            largest = Math.Max(largest, entry.Amount!.Value);
        }
        return largest;
    }

    private static Decision? Corrected(Ledger ledger, string? corrects, Actor actor)
    {
        if (corrects is null)
            return null;
        if (!ledger.Entries.TryGetValue(corrects, out var entry))
            return Decision.Refuse(RefusalCodes.EntryUnknown, ("entry", corrects));
        if (entry.Status == EntryStatus.SentBack && !actor.ActsFor(entry.By.Agency))
            return Decision.Refuse(RefusalCodes.NotTheAuthor, ("agency", entry.By.Agency));
        if (entry.Links?.Reverses is not null)
            return Decision.Refuse(RefusalCodes.NotForReversals, ("entry", entry.Id));
        if (entry.CorrectedBy is { } pending && entry.Status == EntryStatus.Disputed)
            return SentBack(ledger, entry) is null ? Decision.Refuse(RefusalCodes.CorrectionPending, ("entry", pending)) : null;
        return entry.Status is EntryStatus.Disputed or EntryStatus.SentBack && entry.CorrectedBy is null
            ? null
            : WrongState(entry, EntryStatus.Disputed);
    }

    /// <summary>The last correction of a disputed entry where it was sent back: its author's alone, so it stands in nobody's way.</summary>
    public static EntryView? SentBack(Ledger ledger, EntryView disputed)
    {
        var last = disputed;
        while (last.CorrectedBy is { } next)
            // One that is disputed itself is what waits for a correction now.
            if ((last = ledger.Entries[next]).Status == EntryStatus.Disputed)
                return null;
        return last.Id != disputed.Id && last.Status == EntryStatus.SentBack ? last : null;
    }

    public static Decision WrongState(EntryView entry, EntryStatus needed) =>
        Decision.Refuse(RefusalCodes.WrongState, ("state", entry.Status), ("needed", needed));
}
