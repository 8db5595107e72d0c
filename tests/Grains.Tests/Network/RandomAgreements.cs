using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>One text on its way, and one agreement in force, with what becomes of them.</summary>
internal static class RandomAgreements
{
    /// <summary>The text, and the agreement in force.</summary>
    public static readonly BookKey[] Books = [BookKey.Agreement("one"), BookKey.Agreement("two")];

    /// <summary>Begins both in a journal, and lets each step be one command about either.</summary>
    public static void Agree(NetworkJournal journal, IEnumerable<int> steps)
    {
        string[] parties = ["vn-db", "la-psl", "la-lpb"];
        foreach (var draft in Books)
            journal.Do(draft, new DraftAgreement
            {
                Id = draft.Id,
                Type = InstrumentType.MinutesOfCooperation,
                Parties = parties.ToValueList(),
                Text = new() { Title = new() { En = draft.Id } },
            }, SmallNetwork.Db);
        foreach (var party in parties)
            journal.Do(Books[1], new AcceptText { Revision = 1 }, NetworkJournal.User(party));
        foreach (var party in parties)
            journal.Do(Books[1], Signature, NetworkJournal.User(party));
        journal.Do(Books[1], new PlanTalks { On = PartialDate.OfYear(2026), Host = "vn-db" }, SmallNetwork.Db);
        journal.Do(Books[1], new HoldTalks { Number = 1, On = PartialDate.OfYear(2025) }, SmallNetwork.Db);
        foreach (var step in steps)
        {
            var (book, number) = (Books[step / 3 % 2], step / 6);
            var state = journal.StateOf<AgreementBook>(book);
            journal.Now += TimeSpan.FromSeconds(1);
            journal.Try(book, book == Books[0] ? OfText(state, number) : OfLife(state, number), NetworkJournal.User(parties[step % 3]));
        }
    }

    private static Command OfText(AgreementBook state, int number) => (number % 12) switch
    {
        0 => new UnlockText { Reason = "again" },
        < 5 => new AcceptText { Revision = state.Revision },
        < 7 => Signature,
        7 => new EditText { Revision = state.Revision, Text = new() { Title = new() { En = $"text {number}" } } },
        8 => new WithdrawDraft { Reason = "wrong" },
        < 11 => new RevertEnd { Reason = "not so" },
        _ => Unrelated(number),
    };

    private static Command OfLife(AgreementBook state, int number)
    {
        var amendment = state.Amendments.IsEmpty ? 1 : state.Amendments[number % state.Amendments.Count].Number;
        return (number % 18) switch
        {
            < 2 => new ProposeAmendment
            {
                Revision = state.Revision,
                Changes = [new() { Field = $"clauses/c{number % 3}", Text = new() { En = $"clause {number}" } }],
                Reason = "better",
            },
            < 5 => new AcceptAmendment { Number = amendment },
            < 7 => new SignAmendment { Number = amendment, SignedBy = "A", Office = new() { En = "B" }, DatedOn = PartialDate.OfYear(2025) },
            7 => new DraftMinutes { Number = 1, Revision = state.Talks[0].Revision, Minutes = new() { En = $"minutes {number}" } },
            8 => new SignMinutes
            {
                Number = 1,
                Revision = state.Talks[0].Revision,
                SignedBy = "A",
                Office = new() { En = "B" },
                DatedOn = PartialDate.OfYear(2025),
            },
            9 => new SignOffReview { Findings = "well done" },
            < 12 => new ReopenReview { Reason = "more to say" },
            12 => new TerminateAgreement { Reason = "over" },
            < 15 => new RevertEnd { Reason = "not so" },
            15 => OfSources(state, number),
            16 => (number % 3) switch
            {
                0 => new WithdrawSignOff { Reason = "not yet" },
                1 => new WithdrawReopening { Reason = "enough" },
                _ => new WithdrawReversion { Reason = "over" },
            },
            _ => number % 2 == 0 ? Unrelated(number) : OfOutcomes(state, number),
        };
    }

    private static Command OfOutcomes(AgreementBook state, int number) =>
        state.Talks[0].Outcomes.FirstOrDefault(outcome => outcome.State == OutcomeState.Open) is { } open && number % 3 == 0
            ? new SettleOutcome { Number = 1, Outcome = open.Id, Done = true, Note = "done" }
            : new RecordOutcome
            {
                Number = 1,
                Outcome = new() { Id = $"o{number}", Title = new() { En = "road" }, Due = number % 4 == 1 ? null : PartialDate.OfYear(2025) },
            };

    private static Command OfSources(AgreementBook state, int number)
    {
        if (state.Conflicts.FirstOrDefault(conflict => conflict.Resolution is null) is { } open && number % 2 == 0)
            return new ResolveConflict { Conflict = open.Id, Reason = "the minutes say so" };
        var reading = new Reading { Text = new() { En = "thirty" }, Sources = [new() { Source = "S0", Quote = "30" }] };
        return new RaiseConflict { Title = new() { En = "how many" }, Readings = [reading, reading] };
    }

    private static SignAgreement Signature { get; } =
        new() { SignedBy = "A", Office = new() { En = "B" }, DatedOn = PartialDate.OfYear(2025) };

    /// <summary>A command that leaves what waits as it is.</summary>
    public static AddCommitment Unrelated(int number) => SmallNetwork.Places($"duty-{number}", ["la-lpb"], Measure.Attestation);
}
