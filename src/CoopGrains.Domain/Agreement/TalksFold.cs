using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What events do to talks, and what talks leave for the next.</summary>
public static class TalksFold
{
    /// <summary>The talks of a number; null when there are none.</summary>
    public static Talks? Find(ValueList<Talks> talks, int number) => number > 0 && number <= talks.Count ? talks[number - 1] : null;

    /// <summary>True for talks that are still to come.</summary>
    public static bool IsUpcoming(Talks talks) => talks.State is TalksState.Planned or TalksState.AgendaShared or TalksState.Postponed;

    /// <summary>True for talks that took place.</summary>
    public static bool WasHeld(Talks talks) => talks.State is TalksState.Held or TalksState.MinutesDrafted or TalksState.MinutesSigned;

    /// <summary>Talks whose day is over without a record: nobody knows here whether they took place.</summary>
    public static bool HasNoRecord(Talks talks, DateOnly on) => IsUpcoming(talks) && talks.On.Last < on;

    /// <summary>
    /// What an agreement's talks may have left for the next, its own matters and those it took over: outcomes that it calls neither done nor
    /// dropped, and what stood on an agenda and got no outcome there. Whether another has it on its agenda by now, this book does not know.
    /// </summary>
    public static IEnumerable<Unfinished> Left(AgreementBook state, BookKey book) =>
        (from talks in state.Talks
         from outcome in talks.Outcomes
         where outcome.State is OutcomeState.Open or OutcomeState.Carried
         select new Unfinished { From = new() { Agreement = book, Number = talks.Number, Outcome = outcome.Id }, Title = outcome.Title })
        .Concat(from talks in state.Talks
                where !IsUpcoming(talks)
                from item in talks.Agenda
                where !HasOutcome(talks, item)
                select new Unfinished
                {
                    From = item.CarriedFrom ?? new() { Agreement = book, Number = talks.Number, Item = item.Id },
                    Title = item.Title,
                });

    /// <summary>Carried matters that stand on the agenda of talks to come, or came up again and got an outcome there.</summary>
    public static IEnumerable<TalksRef> Kept(AgreementBook state) =>
        from talks in state.Talks
        from item in talks.Agenda
            // Talks under a draft that was withdrawn do not come.
        where item.CarriedFrom is not null && ((IsUpcoming(talks) && state.State != AgreementState.Withdrawn) || HasOutcome(talks, item))
        select item.CarriedFrom;

    /// <summary>True for an outcome of this agreement's talks that both sides call done or dropped.</summary>
    public static bool IsSettled(AgreementBook state, TalksRef outcome) =>
        Find(state.Talks, outcome.Number)?.Outcomes.Find(outcome.Outcome) is { State: OutcomeState.Done or OutcomeState.Dropped };

    /// <summary>True for an outcome that is to be done by a day and that nobody has settled, nor this agreement's later talks taken up.</summary>
    public static bool IsDue(AgreementBook state, Talks talks, TalksOutcome outcome) => outcome is { Due: not null, State: OutcomeState.Open }
        || (outcome is { Due: not null, State: OutcomeState.Carried } && !state.Talks.Any(later => later.Agenda.Any(item =>
            item.CarriedFrom == new TalksRef { Agreement = state.Key, Number = talks.Number, Outcome = outcome.Id } && HasOutcome(later, item))));

    /// <summary>What comes onto the agenda of the next talks, each matter once.</summary>
    /// <param name="state">The agreement.</param>
    /// <param name="book">Its book.</param>
    /// <param name="elsewhere">What earlier instruments left and nobody has on an agenda.</param>
    public static IEnumerable<AgendaItem> Carried(AgreementBook state, BookKey book, ValueList<Unfinished> elsewhere)
    {
        var over = Kept(state).ToHashSet();
        return Left(state, book).Where(one => one.From.Agreement == book && !IsElsewhere(state, one.From)).Concat(elsewhere)
            .Where(one => !over.Contains(one.From))
            .DistinctBy(one => one.From)
            .Select(one => new AgendaItem
            {
                Id = DerivedIds.Within("g-", book.ToString(), one.From.ToString()),
                Title = one.Title,
                CarriedFrom = one.From,
            });
    }

    /// <summary>The talks after an event; null when it is about something else.</summary>
    internal static ValueList<Talks>? Evolve(AgreementBook state, Event happened)
    {
        var all = state.Talks;
        return happened switch
        {
            TalksPlanned planned => Carry(all, planned.Talks, state.Key).Add(planned.Talks),
            TalksRegistered registered => all.Add(registered.Talks),
            AgendaShared shared => Change(all, shared.Number, talks => talks with
            {
                State = TalksState.AgendaShared,
                Agenda = shared.Agenda,
                Revision = shared.Revision,
            }),
            TalksHeld held => Change(all, held.Number, talks => talks with
            {
                // A correction leaves what was written since.
                State = talks.State == TalksState.MinutesDrafted ? talks.State : TalksState.Held,
                On = held.On,
                Place = held.Place,
                Chairs = held.Chairs,
                Revision = held.Revision > 0 ? held.Revision : talks.Revision,
                Reason = null,
            }),
            MinutesDrafted drafted => Change(all, drafted.Number, talks => talks with
            {
                State = TalksState.MinutesDrafted,
                Minutes = drafted.Minutes,
                MinutesAt = drafted.At,
                Revision = drafted.Revision,
                // They stood under other words.
                Signatures = default,
            }),
            MinutesSigned signed => Change(all, signed.Number, talks => talks with
            {
                State = signed.Complete ? TalksState.MinutesSigned : talks.State,
                Signatures = talks.Signatures.Add(signed.Signature),
            }),
            OutcomeRecorded recorded => Change(all, recorded.Number, talks => talks with
            {
                Outcomes = talks.Outcomes.Add(recorded.Outcome),
                Revision = recorded.Revision > 0 ? recorded.Revision : talks.Revision,
                Signatures = recorded.Revision > 0 ? default : talks.Signatures,
            }),
            OutcomeSettled settled => Change(all, settled.Number, settled.Outcome, outcome => outcome with
            {
                State = settled.Done ? OutcomeState.Done : OutcomeState.Dropped,
                Note = settled.Note,
            }),
            OutcomeNoted noted => Change(all, noted.Number, noted.Outcome, outcome => Noted(outcome, noted)),
            TalksPostponed postponed => Change(all, postponed.Number, talks => talks with
            {
                State = TalksState.Postponed,
                On = postponed.To ?? talks.On,
                Reason = postponed.Reason,
            }),
            TalksCancelled cancelled => Change(all, cancelled.Number, talks => talks with
            {
                State = TalksState.Cancelled,
                Reason = cancelled.Reason,
            }),
            _ => null,
        };
    }

    // Settled, or taken over by an instrument that follows.
    private static bool IsElsewhere(AgreementBook state, TalksRef from) => IsSettled(state, from)
        || (Find(state.Talks, from.Number)?.Outcomes.Find(from.Outcome) is { State: OutcomeState.Carried, CarriedTo: { } to } && to.Agreement != from.Agreement);

    private static bool HasOutcome(Talks talks, AgendaItem item) => talks.Outcomes.Any(outcome => outcome.AgendaItem == item.Id);

    private static ValueList<Talks> Carry(ValueList<Talks> all, Talks to, BookKey book)
    {
        var next = new TalksRef { Agreement = book, Number = to.Number };
        foreach (var item in to.Agenda)
            if (item.CarriedFrom is { Outcome: { } id } from && from.Agreement == book)
                all = Change(all, from.Number, id, outcome => outcome with { State = OutcomeState.Carried, CarriedTo = next });
        return all;
    }

    private static TalksOutcome Noted(TalksOutcome outcome, OutcomeNoted noted) => noted.Commitment is { } made
        ? outcome with { Commitments = outcome.Commitments.Add(made) }
        : outcome with
        {
            CarriedTo = noted.CarriedTo,
            // Settled here meanwhile, it stays settled.
            State = outcome.State == OutcomeState.Open ? OutcomeState.Carried : outcome.State,
        };

    private static ValueList<Talks> Change(ValueList<Talks> all, int number, Func<Talks, Talks> change) =>
        all.Select(talks => talks.Number == number ? change(talks) : talks).ToValueList();

    private static ValueList<Talks> Change(ValueList<Talks> all, int number, string id, Func<TalksOutcome, TalksOutcome> change) =>
        Change(all, number, talks => talks with { Outcomes = talks.Outcomes.Change(id, change) });
}
