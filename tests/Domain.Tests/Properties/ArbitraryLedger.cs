using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

internal static partial class Arbitrary
{
    private static Command AboutCommitments(Choices choices, CommitmentLedgers state)
    {
        var ledgers = state.InOrder.ToList();
        if (ledgers.Count < 3 || choices.Often(2))
            return Add(choices);
        var ledger = choices.Pick(ledgers);
        var entries = ledger.Entries.Values.OrderBy(entry => entry.Number).ToList();
        var open = entries.Where(entry => entry.Status == EntryStatus.Reported).ToList();
        var entry = choices.Often(85) && open.Count > 0 ? choices.Pick(open) : choices.PickOr(entries, null);
        var id = choices.Often(98) ? entry?.Id ?? "e-none" : "e-none";
        return choices.Next(34) switch
        {
            31 or 32 or 33 => Correction(choices, ledgers),
            24 when choices.Often(60) => Locking(choices, ledgers),
            25 or 34 or 35 => Reversal(choices, ledgers) ?? new ReverseEntry { Entry = id, Reason = Reason(choices) },
            36 or 37 => Correction(choices, ledgers),
            6 or 15 or 26 when Alike(choices, ledgers) is { } alike => alike,
            27 or 28 or 29 or 30 when entry?.Amount is not null => Report(choices, ledger.Commitment, entries) with
            {
                Amount = entry.Amount,
                AmountAsWritten = null,
                Occurred = entry.Occurred,
                Parts = default,
                BreakdownOf = null,
                Corrects = null,
            },
            0 => SetTarget(choices, ledger.Commitment),
            1 or 2 or 3 or 4 or 5 => new ConfirmEntry { Entry = id },
            7 or 8 => new DisputeEntry { Entry = id, Reason = Reason(choices), OwnFigure = choices.Often(95) && entry?.Amount is { } amount ? amount with { Value = choices.Next(100) } : null },
            9 => new SendBackEntry { Entry = id, Note = Reason(choices) },
            14 when choices.Often(20) => new CarryForward
            {
                Commitment = choices.Often(95) ? ledger.Commitment.Id : "none",
                Successor = BookKey.Agreement("next-" + choices.Next(3)),
            },
            15 or 16 or 17 when choices.Often(60) => Consent(choices, ledgers),
            10 => new WithdrawEntry { Entry = choices.PickOr(entries, null)?.Id ?? id, Reason = Reason(choices) },
            11 or 12 or 13 => Correction(choices, ledgers),
            _ => Report(choices, ledger.Commitment, entries),
        };
    }

    private static AddCommitment Add(Choices choices)
    {
        var measure = choices.Pick(Enum.GetValues<Measure>());
        var unit = measure == Measure.Attestation ? null : choices.Pick(Units);
        var cadence = choices.Pick(Enum.GetValues<Cadence>());
        var perCourse = cadence is Cadence.PerCourse or Cadence.PerCoursePerYear;
        var add = World.Commit("c" + choices.Next(30), measure, unit, cadence, choices.Often(50) ? ["la-psl"] : ["la-psl", "la-odx", "la-lpb"]) with
        {
            Basis = new() { Kind = choices.Often(90) ? BasisKind.Clause : BasisKind.Proposal, Clause = choices.Often(95) ? "3" : null },
            Id = choices.Often(80) ? "c" + choices.Next(30) : null,
            Sources = choices.Often(80) ? World.Story : default,
        };
        return measure == Measure.Attestation || choices.Often(20) ? add : add with
        {
            Rate = perCourse ? Figure(choices, unit!) : null,
            Yearly = new() { From = 2025, To = 2025 + choices.Next(3), Amount = perCourse ? null : Figure(choices, unit!) },
        };
    }

    /// <summary>Asks and answers about a few commitments of four, and nothing else.</summary>
    public static Command Consenting(Choices choices, ProgramBook state) => state switch
    {
        { Exists: false } => new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network },
        { Commitments.Ledgers.Count: < 4 } => World.Commit("c" + choices.Next(30), to: choices.Often(70) ? ["la-psl", "la-odx", "la-lpb"] : ["la-psl"]) with
        {
            Sources = choices.Often(50) ? World.Story : default,
        },
        _ => Consent(choices, [.. state.Commitments.InOrder]),
    };

    // Mostly an answer to what is asked, and now and then the ask that begins it.
    private static Command Consent(Choices choices, List<Ledger> ledgers)
    {
        var asked = ledgers.Where(ledger => !ledger.Commitment.Asked.IsEmpty).ToList();
        var commitment = (asked.Count > 0 && choices.Often(80) ? choices.Pick(asked) : choices.Pick(ledgers)).Commitment;
        var revision = choices.Often(90) ? commitment.Revision : 0;
        if (commitment is { Asked.IsEmpty: true, Measure: not Measure.Attestation } && choices.Often(80))
            return SetTarget(choices, commitment);
        return commitment.Asked is [{ Target: { } target }, ..] && choices.Often(50)
            ? new SetTarget { Commitment = commitment.Id, Revision = revision, Period = target.Period, Amount = target.Courses is null ? target.Amount : null, Courses = target.Courses }
            : choices.Often(70) ? new AgreeToCommitment { Commitment = commitment.Id, Revision = revision }
            : choices.Often(70) ? new CancelCommitment { Commitment = commitment.Id, Reason = Reason(choices) }
            : new WithdrawCancellation { Commitment = commitment.Id, Reason = Reason(choices) };
    }

    private static SetTarget SetTarget(Choices choices, Commitment commitment)
    {
        var perCourse = commitment.Cadence is Cadence.PerCourse or Cadence.PerCoursePerYear;
        return new()
        {
            Commitment = commitment.Id,
            Revision = choices.Often(90) ? commitment.Revision : 0,
            Period = choices.Often(80) ? Window.Year(2024 + choices.Next(5)) : Span(choices),
            Amount = perCourse ? null : Figure(choices, commitment.Unit ?? "person"),
            Courses = perCourse ? choices.Next(4) : null,
        };
    }

    private static ReportFulfilment Report(Choices choices, Commitment commitment, List<EntryView> entries)
    {
        var attests = commitment.Measure == Measure.Attestation;
        var amount = attests != choices.Often(2) ? null : Figure(choices, commitment.Unit ?? "person");
        var correctable = entries.Where(entry => entry.Status is EntryStatus.Disputed or EntryStatus.SentBack && entry.CorrectedBy is null).ToList();
        return new()
        {
            Commitment = commitment.Id,
            Amount = amount,
            AmountAsWritten = choices.Often(1) ? "30 học sinh" : null,
            Occurred = Span(choices),
            Beneficiaries = choices.Often(80) ? default : [choices.Pick(["la-psl", "la-odx", "la-bko"])],
            Parts = amount is null || choices.Often(60) ? default : PartsOf(choices, amount),
            OnBehalfOf = choices.Often(94) ? null : choices.Pick(["la-psl", "vn-db", "la-bko"]),
            BreakdownOf = choices.Often(20) ? choices.PickOr(entries, null)?.Id : null,
            Corrects = choices.Often(60) ? choices.PickOr(correctable, null)?.Id : choices.Often(5) ? choices.PickOr(entries, null)?.Id : null,
        };
    }

    private static ValueList<Part> PartsOf(Choices choices, Amount amount)
    {
        var one = new Part
        {
            Name = choices.Pick(Names),
            Amount = amount with { Value = choices.Often(30) ? amount.Value : choices.Next((int)amount.Value + 2) },
            Dimension = choices.Often(40) ? null : choices.Pick(Enum.GetValues<Dimension>()),
        };
        return choices.Often(50) ? [one] : [one, one with
        {
            Name = choices.Pick(Names),
            Amount = amount with { Value = choices.Next(3) },
            Dimension = choices.Often(50) ? one.Dimension : Dimension.Field,
        }];
    }

    // Mostly an answer to a reversal that waits, by whoever comes along.
    private static Command? Reversal(Choices choices, List<Ledger> ledgers)
    {
        var entries = ledgers.SelectMany(ledger => ledger.Entries.Values).OrderBy(entry => entry.Number).ToList();
        var pending = entries.Where(entry => entry is { Status: EntryStatus.Reported, Links.Reverses: not null }).ToList();
        if (pending.Count > 0 && choices.Often(75))
            return new ConfirmEntry { Entry = choices.Pick(pending).Id };
        return choices.PickOr(entries.Where(entry => entry.Status == EntryStatus.Confirmed).ToList(), null) is { } confirmed
            ? new ReverseEntry { Entry = confirmed.Id, Reason = Reason(choices) }
            : null;
    }

    private static Command? Alike(Choices choices, List<Ledger> ledgers)
    {
        var entries = ledgers.SelectMany(ledger => ledger.Entries.Values).OrderBy(entry => entry.Number).ToList();
        if (entries.FindLast(entry => entry.Links?.Asked is not null) is { Links.Asked.Of: var asked } waits && choices.Often(50))
            return choices.Often(80)
                ? new MarkDuplicate { Entry = waits.Id, Of = asked, Reason = Reason(choices) }
                : new MarkDistinct { Entry = waits.Id, Reason = Reason(choices) };
        var tied = entries.Where(entry => entry is { Status: EntryStatus.Reported, Links.Resembles: not null } or { Links.DuplicateOf: not null }).ToList();
        if (choices.PickOr(tied, null) is { } one && choices.Often(60))
            return choices.Often(20) || one.Links!.Resembles is null
                ? new MarkDistinct { Entry = one.Id, Reason = Reason(choices) }
                : new MarkDuplicate { Entry = one.Id, Of = one.Links.Resembles, Reason = Reason(choices) };
        // Mostly of one that is alike: else hardly any would be a duplicate.
        var alike = entries.SelectMany(_ => entries, (one, other) => (one, other))
            .Where(pair => pair.one.Id != pair.other.Id && pair.one.Commitment == pair.other.Commitment && pair.one.Status == EntryStatus.Reported
                && pair.one.Amount?.Value == pair.other.Amount?.Value && pair.one.Counted.Overlaps(pair.other.Counted)).ToList();
        if (alike.Count > 0 && choices.Often(80) && choices.Pick(alike) is var (first, second))
            return new MarkDuplicate { Entry = first.Id, Of = second.Id, Reason = Reason(choices) };
        return choices.PickOr(entries, null) is not { } any
            ? null
            : new MarkDuplicate { Entry = any.Id, Of = choices.Pick(entries.Where(entry => entry.Commitment == any.Commitment).ToList()).Id, Reason = Reason(choices) };
    }

    // Mostly unlocked again by the one who comes along: locks for good would end every life early.
    private static Command Locking(Choices choices, List<Ledger> ledgers)
    {
        var locked = ledgers.SelectMany(ledger => ledger.Locks, (ledger, one) => (ledger.Commitment.Id, Lock: one)).ToList();
        var until = PartialDate.Of(new DateOnly(2025, 6, 1).AddDays(choices.Next(1_500)));
        if (locked.Count > 0 && choices.Often(75))
        {
            var (commitment, known) = choices.Pick(locked);
            return choices.Often(90)
                ? new UnlockPeriod { Commitment = commitment, Lock = known.Id, Reason = Reason(choices), Until = until }
                : new WithdrawUnlock { Commitment = commitment, Lock = known.Id, Reason = Reason(choices) };
        }
        var from = new PartialDate { Year = (short)(2024 + choices.Next(4)), Month = (byte)(1 + choices.Next(12)) };
        return new LockPeriod
        {
            Commitment = choices.Pick(ledgers).Commitment.Id,
            Period = choices.Often(60) ? new() { From = from, To = from } : Span(choices),
            Reason = Reason(choices),
        };
    }

    // Mostly a correction of a dispute or of what was sent back, by whatever author comes along.
    private static Command Correction(Choices choices, List<Ledger> ledgers)
    {
        var entries = ledgers.SelectMany(ledger => ledger.Entries.Values).OrderBy(entry => entry.Number).ToList();
        var waiting = entries.Where(entry => entry.Status is EntryStatus.Disputed or EntryStatus.SentBack && entry.CorrectedBy is null
            && entry.Links?.Reverses is null).ToList();
        var pending = entries.Where(entry => entry.Status == EntryStatus.Reported && entry.Corrects is not null).ToList();
        if (pending.Count > 0 && choices.Often(50))
            return new ConfirmEntry { Entry = choices.Pick(pending).Id };
        var corrects = choices.PickOr(waiting, null);
        var ledger = ledgers.Find(candidate => candidate.Commitment.Id == corrects?.Commitment) ?? choices.Pick(ledgers);
        var report = Report(choices, ledger.Commitment, []) with { Corrects = corrects?.Id, Parts = default, OnBehalfOf = null, BreakdownOf = null };
        return corrects is null || choices.Often(30) ? report : report with { Occurred = corrects.Occurred, Beneficiaries = default };
    }

    private static Amount Figure(Choices choices, string unit) => World.Of(
        choices.Often(96) ? choices.Next(100) : choices.Next(400) / 4m - 10,
        choices.Often(97) ? unit : choices.Pick(Units)!,
        choices.Often(80) ? Bound.Exact : choices.Pick(Enum.GetValues<Bound>()),
        choices.Often(10));

    private static Window Span(Choices choices)
    {
        var from = new DateOnly(2024, 6, 1).AddDays(choices.Next(900));
        var to = from.AddDays(choices.Next(choices.Often(80) ? 60 : 700) - 3);
        return choices.Next(10) switch
        {
            0 => Window.Year(from.Year),
            1 => new() { From = PartialDate.Of(from) },
            2 => new() { From = new() { Year = (short)from.Year, Month = (byte)from.Month, YearInferred = true }, To = PartialDate.Of(to) },
            _ => new() { From = PartialDate.Of(from), To = PartialDate.Of(to) },
        };
    }

    private static string Reason(Choices choices) => choices.Often(97) ? "vì lý do" : " ";
}
