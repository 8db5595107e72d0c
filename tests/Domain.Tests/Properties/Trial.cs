using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>A random life of one book, from its empty state on, with what must hold after every step.</summary>
internal sealed class Trial<TBook>(BookKey book, Func<Choices, TBook, Command> commands)
    where TBook : class, IBookState<TBook>
{
    private readonly Dictionary<string, List<Actor>> _confirmers = [];
    private readonly Dictionary<(string Commitment, CommitmentAskKind Kind, Window? Period), List<Actor>> _words = [];
    private readonly List<(string Commitment, List<string> Needed, List<Actor> Words)> _bound = [];
    private DateTimeOffset _now = World.At(2025, 6, 1);
    private TBook? _fromSnapshot;

    public TBook State { get; private set; } = TBook.Empty;

    public List<Event> History { get; } = [];

    public DateOnly Today => CivilTime.DateOf(_now);

    public int Refusals { get; private set; }

    /// <summary>How many accepted steps found a period locked.</summary>
    public int LockedLooks { get; private set; }

    /// <summary>How often a commitment was agreed to, given up or given a target by all whom it names.</summary>
    public int TimesBound => _bound.Count;

    public static Trial<TBook> Live(BookKey book, Func<Choices, TBook, Command> commands, int[] steps)
    {
        var trial = new Trial<TBook>(book, commands);
        for (var i = 0; i < steps.Length; i++)
        {
            if (i == steps.Length / 2)
                trial._fromSnapshot = TBook.Read(Encoding.UTF8.GetBytes(TBook.Write(trial.State)));
            trial.Step(new(steps[i]), i);
        }
        return trial;
    }

    public TBook FoldedFromText()
    {
        var state = TBook.Empty;
        foreach (var happened in History)
        {
            var text = EventCatalog.Write(happened);
            var back = EventCatalog.Read(EventCatalog.NameOf(happened), text);
            Assert.Equal(text, EventCatalog.Write(back));
            state = TBook.Evolve(state, back);
        }
        return state;
    }

    public void EveryConfirmationIsTwoSided()
    {
        foreach (var entry in State.Commitments.Ledgers.Values.SelectMany(ledger => ledger.Entries.Values))
        {
            var givers = State.Commitments.Find(entry.Commitment)!.Commitment.Givers;
            Assert.True(entry.By.Body is "vn" or "la" || givers.Contains(entry.By.Body) || entry.Beneficiaries.Contains(entry.By.Body));
            if (entry.Corrects is { } corrects)
                Assert.Equivalent(State.Commitments.FindEntry(corrects)!.Value.Entry.Beneficiaries, entry.Beneficiaries, strict: true);
            var confirmers = _confirmers.GetValueOrDefault(entry.Id, []);
            foreach (var confirmer in confirmers)
            {
                Assert.NotEqual(Side.None, confirmer.Side);
                Assert.NotEqual((entry.By.User, entry.By.Agency), (confirmer.User, confirmer.Agency));
                Assert.True(confirmer.Has(Roles.Confirmer));
                Assert.Contains(entry.ToConfirm, party => AnswersFor(confirmer, party));
            }
            Assert.Equal(confirmers.Select(confirmer => confirmer.Body), entry.ConfirmedBy);
            var all = entry.ToConfirm.All(party => confirmers.Exists(confirmer => AnswersFor(confirmer, party)));
            Assert.True(entry.Status == EntryStatus.Confirmed ? all : entry.Status != EntryStatus.Reported || !all);
            Assert.True(!all || confirmers.Exists(confirmer => confirmer.Side != entry.By.Side));
            Assert.Equal(entry.ToConfirm.Distinct(), entry.ToConfirm);
            Assert.Contains(entry.ToConfirm, party => Parties.SideOf(party) != entry.By.Side);
            // All of its parties have a word: who reported it, and who confirms it.
            Assert.All(givers.Concat(entry.Beneficiaries), party => Assert.True(
                entry.ToConfirm.Contains(party) || entry.By.Body == party || (entry.By.Body is "vn" or "la" && Parties.SideOf(party) == entry.By.Side)));
            Assert.DoesNotContain(entry.By.Body, entry.ToConfirm);
            if (entry.By.OnBehalfOf is { } other)
            {
                Assert.Contains(other, entry.ToConfirm);
                Assert.NotEqual(entry.By.Side, Parties.SideOf(other));
                Assert.DoesNotContain(confirmers, confirmer => confirmer.Agency == entry.By.Agency);
            }
        }
    }

    /// <summary>What was agreed, set or given up has the word of all whom its commitment names.</summary>
    public void NobodyIsBoundWithoutAWord()
    {
        foreach (var (commitment, needed, words) in _bound)
            Assert.All(needed, party => Assert.True(
                words.Exists(word => AnswersFor(word, party)), $"{commitment} binds {party}, for whom only {string.Join(", ", words.Select(word => word.Body))} spoke"));
    }

    private static bool AnswersFor(Actor actor, string party) =>
        actor.Body == party || (actor.Body is "vn" or "la" && Parties.SideOf(party) == actor.Side);

    public void NoBreakdownExceedsItsExactWhole()
    {
        foreach (var ledger in State.Commitments.Ledgers.Values)
            foreach (var whole in ledger.Entries.Values.Where(entry => entry.Amount is { Bound: Bound.Exact, Estimate: false }))
            {
                var parts = ledger.Entries.Values.Where(entry => entry.BreakdownOf == whole.Id
                    && (entry.Status == EntryStatus.Confirmed || (entry.Status is EntryStatus.Reported or EntryStatus.Disputed && !entry.StandsBy)));
                Assert.True(parts.Sum(entry => entry.Amount!.Value) <= whole.Amount!.Value, $"{whole.Id} is exceeded");
            }
    }

    private void Step(Choices choices, int number)
    {
        _now += TimeSpan.FromDays(choices.Next(25));
        var command = commands(choices, State);
        var context = new Context
        {
            Book = book,
            Actor = Arbitrary.Actor(choices, command),
            Now = _now,
            OperationId = $"op-{number}",
            Agreement = choices.Often(90) ? World.Terms : null,
            Predecessor = choices.Often(90) ? World.Terms with { Term = World.Years(2022, 2024) } : null,
        };
        // Writing the whole state at every step would make long lives slow; every fourth step is enough to catch a change.
        var looks = number % 4 == 0;
        var before = looks ? TBook.Write(State) : null;
        var decision = TBook.Decide(State, command, context);
        if (looks)
            Assert.Equal(before, TBook.Write(State));
        if (_fromSnapshot is { } shadow)
            Same(decision, TBook.Decide(shadow, command, context));
        if (decision.Refusal is { } refusal)
        {
            Assert.NotEmpty(refusal.Code);
            Assert.Empty(decision.Events);
            Refusals++;
            return;
        }
        Assert.NotEmpty(decision.Events);
        EveryResemblanceIsTold(decision.Events);
        var locked = Locked();
        foreach (var happened in decision.Events)
        {
            Hear(happened, context.Actor);
            State = TBook.Evolve(State, happened);
            _fromSnapshot = _fromSnapshot is { } copy ? TBook.Evolve(copy, happened) : null;
            History.Add(happened);
            if (happened is EntryConfirmed confirmed)
                (_confirmers.TryGetValue(confirmed.Entry, out var list) ? list : _confirmers[confirmed.Entry] = []).Add(context.Actor);
        }
        Assert.Equal(locked.Stand, Stand(locked.Periods));
        LockedLooks += locked.Periods.Count > 0 ? 1 : 0;
        if (looks)
            Assert.NotEqual(before, TBook.Write(State));
        if (looks && _fromSnapshot is { } again)
            Assert.Equal(TBook.Write(State), TBook.Write(again));
    }

    // Who said what of a commitment, by the events alone.
    private void Hear(Event happened, Actor actor)
    {
        var drafting = State is AgreementBook { State: AgreementState.Draft };
        switch (happened)
        {
            case CommitmentAdded { Commitment: { State: CommitmentState.Proposed, Id: var id } }:
                _words[(id, CommitmentAskKind.Agreement, null)] = [actor];
                break;
            case CommitmentAsked { Commitment: var id, Ask: var ask }:
                _words[(id, ask.Kind, ask.Target?.Period)] = [actor];
                break;
            case CommitmentAskJoined joined:
                _words[(joined.Commitment, joined.Kind, joined.Period)].Add(actor);
                break;
            case CommitmentAgreed agreed:
                Bind(agreed.Commitment, CommitmentAskKind.Agreement, null);
                break;
            case CommitmentCancelled { From: CommitmentState.Active } given when !drafting:
                Bind(given.Commitment, CommitmentAskKind.Cancellation, null);
                break;
            case TargetSet set when !drafting && State.Commitments.Find(set.Commitment)!.Commitment.State != CommitmentState.Proposed:
                Bind(set.Commitment, CommitmentAskKind.Target, set.Target.Period);
                break;
        }

        void Bind(string id, CommitmentAskKind kind, Window? period)
        {
            var commitment = State.Commitments.Find(id)!.Commitment;
            _bound.Add((id, [.. commitment.Givers.Concat(commitment.Beneficiaries)], [.. _words[(id, kind, period)], actor]));
        }
    }

    private (List<(string Commitment, Window Period)> Periods, string Stand) Locked()
    {
        var periods = State.Commitments.InOrder.SelectMany(ledger => ledger.Locks, (ledger, locked) => (ledger.Commitment.Id, Lock: locked))
            .Where(held => held.Lock.UnlockedUntil is not { } until || until.Last < Today)
            .Select(held => (held.Id, held.Lock.Period)).ToList();
        return (periods, Stand(periods));
    }

    // Targets, also those asked for, and entries that reach into the periods, with all that figures come from.
    private string Stand(List<(string Commitment, Window Period)> periods) => string.Join('\n', periods.SelectMany(held =>
    {
        var ledger = State.Commitments.Find(held.Commitment)!;
        return ledger.Commitment.Targets.Where(target => Overlap(target.Period, held.Period)).Select(target => target.ToString())
            .Concat(ledger.Commitment.Asked.Where(ask => ask.Target is { } asked && Overlap(asked.Period, held.Period)).Select(ask => ask.ToString()))
            .Concat(ledger.Entries.Values.Where(entry => Overlap(entry.Occurred with { To = entry.Occurred.To ?? entry.CountsTo }, held.Period)).OrderBy(entry => entry.Number)
                .Select(entry => $"{entry.Id} {entry.Status} {entry.ConfirmedBy.Count} {entry.CorrectedBy}"));
    }));

    private static bool Overlap(Window left, Window right) =>
        (left.To is not { } end || end.Last >= right.From.First) && (right.To is not { } last || last.Last >= left.From.First);

    private void EveryResemblanceIsTold(ValueList<Event> events)
    {
        foreach (var reported in events.OfType<EntryReported>())
        {
            var alike = reported is { Corrects: not null } or { BreakdownOf: not null } or { Reverses: not null } or { Amount: null }
                ? []
                : State.Commitments.Find(reported.Commitment)!.Entries.Values.Where(entry => entry.By.Agency != reported.By.Agency
                    && Tally.Counts(entry) && entry.Amount!.Value == reported.Amount.Value && entry.Occurred == reported.Occurred
                    && entry.Beneficiaries.Intersect(reported.Beneficiaries).Any()).ToList();
            Assert.Equal(alike.MaxBy(entry => entry.Number)?.Id, reported.Resembles);
        }
    }

    private static void Same(Decision left, Decision right)
    {
        Assert.Equal(left.Refusal, right.Refusal);
        Assert.Equal(left.Events.Select(EventCatalog.Write), right.Events.Select(EventCatalog.Write));
    }
}
