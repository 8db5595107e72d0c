using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Turns numbers into commands on a few books; refused ones simply do not happen.</summary>
internal static class RandomHistory
{
    private static readonly BookKey[] Programs = [SmallNetwork.Scholarship, SmallNetwork.Support, SmallNetwork.Secret];

    private static readonly Bound[] Bounds = [Bound.Exact, Bound.Exact, Bound.AtLeast, Bound.AtMost, Bound.About];

    public static NetworkJournal Of(IEnumerable<int> steps)
    {
        var journal = SmallNetwork.Begin();
        ValueList<string> all = ["vn-db", "la-psl", "la-odx", "la-lpb"];
        SmallNetwork.Open(journal, SmallNetwork.Support, "support", all, SmallNetwork.Db);
        SmallNetwork.Open(journal, SmallNetwork.Secret, "secret", all, SmallNetwork.ClearedDb, restricted: true);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("shared", ["la-psl", "la-odx", "la-lpb"]), SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("latest", ["la-psl"], Measure.Latest), SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("to-date", ["la-odx", "la-psl"], Measure.ToDate), SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("duty", ["la-lpb"], Measure.Attestation), SmallNetwork.Db);
        journal.Do(SmallNetwork.Secret, SmallNetwork.Places("places", ["la-lpb"]), SmallNetwork.ClearedDb);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("asked", ["la-psl", "la-lpb"]) with { Sources = default }, SmallNetwork.Psl);
        journal.Do(BookKey.Province("vn-db"), SmallNetwork.Places("wish", ["la-psl"], basis: BasisKind.Proposal), SmallNetwork.Db);
        foreach (var step in steps)
            Step(journal, new Choices(step));
        return journal;
    }

    private static void Step(NetworkJournal journal, Choices choose)
    {
        var book = choose.One(Programs);
        var actor = NetworkJournal.User(choose.One(SmallNetwork.Bodies), cleared: true, user: choose.One(["a", "b"]));
        var ledgers = journal.CommitmentsOf(book).Ledgers.Values.OrderBy(ledger => ledger.Number).ToList();
        var ledger = choose.One(ledgers);
        var entries = ledger.Entries.Keys.Order(StringComparer.Ordinal).ToList();
        var entry = entries.Count == 0 ? "none" : choose.One(entries);
        Amount? amount = ledger.Commitment.Measure == Measure.Attestation
            ? null
            : SmallNetwork.People(choose.Up(50)) with { Bound = choose.One(Bounds), Estimate = choose.Up(4) == 0 };
        var year = 2023 + choose.Up(4);
        var locked = ledger.Locks.IsEmpty ? "none" : choose.One(ledger.Locks).Id;
        Command command = choose.Up(23) switch
        {
            12 => new ReverseEntry { Entry = OneOf(EntryStatus.Confirmed), Reason = "wrong" },
            13 => Duplicate(),
            14 => new MarkDistinct { Entry = OneOf(EntryStatus.Duplicate), Reason = "another" },
            15 when ledger.Entries.GetValueOrDefault(entry) is { } alike => new ReportFulfilment
            {
                Commitment = ledger.Commitment.Id,
                Amount = alike.Amount,
                Occurred = alike.Occurred,
                OnBehalfOf = choose.Up(2) == 0 ? null : actor.Side == Side.Vn ? "la-lpb" : "vn-db",
            },
            16 when choose.Up(3) == 0 => new LockPeriod
            {
                Commitment = ledger.Commitment.Id,
                Period = choose.Up(2) == 0 ? Window.Year(year) : SmallNetwork.Month(year, 1 + choose.Up(10)),
                Reason = "settled",
            },
            17 when choose.Up(8) == 0 => new WithdrawUnlock { Commitment = ledger.Commitment.Id, Lock = locked, Reason = "enough" },
            17 => new UnlockPeriod { Commitment = ledger.Commitment.Id, Lock = locked, Reason = "more", Until = PartialDate.Of(new(2026, 11, 20 + choose.Up(5))) },
            > 17 => AboutCases(journal, book, choose, ref actor),
            0 => new ConfirmEntry { Entry = entry },
            1 => new ConfirmEntry { Entry = entry },
            2 => new DisputeEntry { Entry = entry, OwnFigure = amount, Reason = "another figure" },
            3 => new SendBackEntry { Entry = entry, Note = "mend it" },
            4 => new WithdrawEntry { Entry = entry, Reason = "wrong" },
            5 => new ReportFulfilment
            { Commitment = ledger.Commitment.Id, Amount = amount, Occurred = SmallNetwork.Month(year, 3), Corrects = entry },
            6 => new SetTarget
            {
                Commitment = ledger.Commitment.Id,
                Revision = ledger.Commitment.Revision,
                Period = Window.Year(year),
                Amount = amount,
            },
            7 => choose.Up(5) switch
            {
                0 => new CloseProgram { Reason = "done" },
                1 or 2 => new SuspendProgram { Reason = "pause" },
                _ => new ResumeProgram { Reason = "on" },
            },
            9 when choose.Up(4) == 0 => new CarryForward
            {
                Commitment = ledger.Commitment.Id,
                Successor = BookKey.Agreement("next-" + choose.Up(2)),
            },
            10 when choose.Up(3) == 0 && journal.StateOf<ProgramBook>(book).Agreement is { } terms => new NoteAgreement
            {
                Terms = terms with { Version = terms.Version + 1, FrozenOn = terms.FrozenOn is null ? PartialDate.OfYear(2026) : null },
            },
            11 => Consent(ledgers, choose, ref actor),
            8 => new ReportFulfilment
            { Commitment = ledger.Commitment.Id, Amount = amount, Occurred = SmallNetwork.Month(year, 5), BreakdownOf = entry },
            _ => new ReportFulfilment
            {
                Commitment = ledger.Commitment.Id,
                Amount = amount,
                Occurred = choose.Up(4) == 0 ? Window.Year(year)
                    : choose.Up(8) == 0 ? new() { From = PartialDate.OfYear(year) }
                    : SmallNetwork.Month(year, 1 + choose.Up(10)),
                Beneficiaries = choose.Up(2) == 0 ? default : Some(ledger.Commitment.Beneficiaries, 1 + choose.Up(7)),
                Sources = choose.Up(2) == 0 ? SmallNetwork.Story : default,
            },
        };
        journal.Now += TimeSpan.FromSeconds(1);
        journal.Try(book, command, command is CarryForward or NoteAgreement ? Actor.System : actor);

        MarkDuplicate Duplicate()
        {
            var one = OneOf(EntryStatus.Reported);
            return new() { Entry = one, Of = ledger.Entries.GetValueOrDefault(one)?.Links?.Resembles ?? entry, Reason = "the same" };
        }

        static ValueList<string> Some(ValueList<string> all, int which) =>
            all.Where((_, i) => (which & (1 << i)) != 0) is var some && some.Any() ? some.ToValueList() : all;

        string OneOf(EntryStatus status) =>
            entries.Where(id => ledger.Entries[id].Status == status).ToList() is { Count: > 0 } some ? choose.One(some) : entry;
    }

    // Mostly an answer of one whom it waits for.
    private static Command Consent(IReadOnlyList<Ledger> ledgers, Choices choose, ref Actor actor)
    {
        var asked = ledgers.Where(ledger => !ledger.Commitment.Asked.IsEmpty).ToList();
        var commitment = (asked.Count > 0 ? choose.One(asked) : choose.One(ledgers)).Commitment;
        if (asked.Count > 0 && choose.Up(5) > 0)
            actor = NetworkJournal.User(choose.One(AskRules.Awaited(commitment, commitment.Asked[0])), cleared: true, user: "a");
        if (commitment.Asked.FirstOrDefault(ask => ask.Kind == CommitmentAskKind.Cancellation) is { } given && choose.Up(4) == 0)
        {
            actor = NetworkJournal.User(given.By.Body, cleared: true, user: "a");
            return new WithdrawCancellation { Commitment = commitment.Id, Reason = "it goes on" };
        }
        return choose.Up(12) == 0
            ? new CancelCommitment { Commitment = commitment.Id, Reason = "no more" }
            : new AgreeToCommitment { Commitment = commitment.Id, Revision = commitment.Revision };
    }

    private static Command AboutCases(NetworkJournal journal, BookKey book, Choices choose, ref Actor actor)
    {
        actor = actor with { Roles = actor.Roles | Roles.Overseer };
        var open = journal.StateOf<ProgramBook>(book).Cases?.Open ?? default;
        var id = open.IsEmpty ? "none" : choose.One(open).Id;
        var text = new LocalizedText { En = "text" };
        switch (choose.Up(16))
        {
            case 0 or 1: return new AcknowledgeCase { Case = id };
            case 2: return new ProposeResolution { Case = id, Text = text };
            case 3 or 4: return new CloseCase { Case = id, Note = "done" };
            case 5: return new ReopenCase { Case = id, Reason = "not done", Due = PartialDate.OfYear(2027) };
            case 6: return new ReplyToCase { Case = id, Text = text };
            case 7 or 8: return new CompleteAction { Case = id, Note = "done" };
            case 9: return new VerifyAction { Case = id };
            case 10: return choose.Up(3) == 0 ? new RevertEscalation { Case = id, Reason = "wait" } : new EscalateCase { Case = id, Reason = "silence" };
        }
        var kind = (CaseKind)choose.Up(5);
        var party = choose.One(SmallNetwork.Bodies);
        return new RaiseCase
        {
            Kind = kind,
            Title = text,
            Text = text,
            To = kind == CaseKind.Issue ? default : [new() { Party = party, Agency = choose.Up(3) == 0 ? party + "-office" : null }],
            Due = PartialDate.OfYear(2026 + choose.Up(2)),
            TwoSided = kind == CaseKind.ActionPoint && choose.Up(2) == 0,
        };
    }

    /// <summary>Many small choices out of one number, the same each time.</summary>
    private sealed class Choices(int seed)
    {
        private ulong _state = ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL) + 1;

        public int Up(int to)
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            return (int)(_state % (ulong)to);
        }

        public T One<T>(IReadOnlyList<T> of) => of[Up(of.Count)];
    }
}
