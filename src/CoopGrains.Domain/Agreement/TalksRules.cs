using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions about the talks of an agreement's parties.</summary>
internal static class TalksRules
{
    private const int Most = 200;
    private const int MostOutcomes = 200;

    /// <summary>Decides a command about talks by a coordinator of a party; null when it is about something else.</summary>
    public static Decision? Decide(AgreementBook state, Command command, Context context) => command switch
    {
        PlanTalks plan => Plan(state, plan, context),
        RegisterTalks register => Register(state, register, context),
        ShareAgenda share => Of(state, share.Number, talks => Share(talks, share)),
        HoldTalks hold => Of(state, hold.Number, talks => TalksDays.Hold(state, talks, hold, context)),
        DraftMinutes draft => Of(state, draft.Number, talks => Draft(talks, draft, context)),
        SignMinutes sign => Of(state, sign.Number, talks => Sign(state, talks, sign, context)),
        RecordOutcome record => Of(state, record.Number, talks => Record(talks, record, context)),
        SettleOutcome settle => Of(state, settle.Number, talks => Settle(talks, settle, context)),
        PostponeTalks { To: { } to } when to.Last < context.Today => Decision.At("/to", RefusalCodes.TalksInPast),
        PostponeTalks { To: { } to } when TalksDays.OutsideTerm(state, to, "/to") is { } outside => outside,
        PostponeTalks postpone => Of(state, postpone.Number, talks => Upcoming(talks, postpone.Reason,
            new TalksPostponed { Number = talks.Number, To = postpone.To, Reason = postpone.Reason })),
        CancelTalks cancel => Of(state, cancel.Number, talks => Upcoming(talks, cancel.Reason,
            new TalksCancelled { Number = talks.Number, Reason = cancel.Reason })),
        _ => null,
    };

    /// <summary>The courier's word of an outcome.</summary>
    public static Decision Note(AgreementBook state, NoteOutcome note, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        var (number, id) = (note.Outcome.Number, note.Outcome.Outcome ?? "");
        if (TalksFold.Find(state.Talks, number)?.Outcomes.Find(id) is not { } outcome)
            return Checks.ItemUnknown(id);
        var known = note.Commitment is { } made ? outcome.Commitments.Contains(made) : outcome.CarriedTo == note.CarriedTo;
        return known
            ? Decision.Refuse(RefusalCodes.AlreadyNoted)
            : Decision.Accept(new OutcomeNoted { Number = number, Outcome = id, Commitment = note.Commitment, CarriedTo = note.CarriedTo });
    }

    private static Decision Plan(AgreementBook state, PlanTalks plan, Context context)
    {
        // What finds no room stays unfinished, and comes onto the agenda of the talks after.
        var agenda = TalksFold.Carried(state, context.Book, plan.Unfinished).Take(Checks.MostOfARecord)
            .Concat(plan.Agenda.Select(New)).ToValueList();
        if ((When(plan.On, plan.Host, plan.Place, state) ?? Agenda(agenda, plan.Agenda) ?? Room(state)) is { } refusal)
            return refusal;
        if (plan.On.Last < context.Today)
            return Decision.At("/on", RefusalCodes.TalksInPast);
        return TalksDays.OutsideTerm(state, plan.On, "/on") ?? Decision.Accept(new TalksPlanned
        {
            Talks = new()
            {
                Number = state.Talks.Count + 1,
                State = TalksState.Planned,
                On = plan.On,
                Host = plan.Host,
                Place = plan.Place,
                Agenda = agenda,
                Revision = 1,
                Sources = plan.Sources,
            },
        });
    }

    private static Decision Register(AgreementBook state, RegisterTalks register, Context context)
    {
        var agenda = register.Agenda.Select(New).ToValueList();
        if ((When(register.On, register.Host, register.Place, state) ?? Agenda(agenda, register.Agenda)
            ?? Chairs(state, register.Chairs) ?? Room(state)) is { } refusal)
            return refusal;
        if (TalksDays.Twice(state, register) is { } twice)
            return twice;
        if (register.On.First > context.Today)
            return Decision.At("/on", RefusalCodes.DateInFuture);
        if (register.Sources.IsEmpty)
            return Decision.At("/sources", RefusalCodes.SourcesMissing);
        var talks = new Talks
        {
            Number = state.Talks.Count + 1,
            State = TalksState.Held,
            On = register.On,
            Host = register.Host,
            Place = register.Place,
            Chairs = register.Chairs,
            Agenda = agenda,
            Revision = 1,
            Sources = register.Sources,
        };
        for (var i = 0; i < register.Outcomes.Count; i++)
        {
            if (Outcome(talks, register.Outcomes[i], $"/outcomes/{i}") is { } wrong)
                return wrong;
            talks = talks with { Outcomes = talks.Outcomes.Add(New(register.Outcomes[i], context)) };
        }
        return Checks.Found(register.Missing)
            ?? Decision.Accept(new TalksRegistered { Talks = talks, DifferentFrom = register.DifferentFrom });
    }

    private static Decision Share(Talks talks, ShareAgenda share)
    {
        var agenda = talks.Agenda.Where(item => item.CarriedFrom is not null).Concat(share.Agenda.Select(New)).ToValueList();
        if ((Agenda(agenda, share.Agenda) ?? Needs(talks, TalksState.Planned, TalksState.AgendaShared, TalksState.Postponed)
            ?? Checks.Revision(share.Revision, talks.Revision, "agenda", string.Join(", ", talks.Agenda.Select(item => item.Id)))) is { } refusal)
            return refusal;
        return agenda == talks.Agenda && talks.State == TalksState.AgendaShared
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new AgendaShared { Number = talks.Number, Agenda = agenda, Revision = talks.Revision + 1, Before = talks.Agenda });
    }

    private static Decision Draft(Talks talks, DraftMinutes draft, Context context)
    {
        if ((Checks.Title(draft.Minutes, "/minutes") ?? Needs(talks, TalksState.Held, TalksState.MinutesDrafted)
            ?? Checks.Revision(draft.Revision, talks.Revision, "minutes", Current(talks))) is { } refusal)
            return refusal;
        return draft.Minutes == talks.Minutes
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new MinutesDrafted
            {
                Number = talks.Number,
                Minutes = draft.Minutes,
                Revision = talks.Revision + 1,
                At = context.Now,
                Before = talks.Minutes,
            });
    }

    private static Decision Sign(AgreementBook state, Talks talks, SignMinutes sign, Context context)
    {
        var (signature, refused) = SignatureRules.Of(sign, talks.Signatures, context);
        if ((refused ?? Needs(talks, TalksState.MinutesDrafted) ?? Checks.Revision(sign.Revision, talks.Revision, "minutes", Current(talks))) is { } refusal)
            return refusal;
        return Decision.Accept(new MinutesSigned
        {
            Number = talks.Number,
            Signature = signature,
            Complete = SignatureRules.Completes(state.Parties, talks.Signatures, signature.Party),
        });
    }

    private static string Current(Talks talks) => talks.Minutes?.Resolve("vi").Text ?? "";

    private static Decision Record(Talks talks, RecordOutcome record, Context context) =>
        Outcome(talks, record.Outcome, "/outcome")
        ?? Checks.Found(record.Missing)
        ?? Needs(talks, TalksState.Held, TalksState.MinutesDrafted)
        ?? Decision.Accept(new OutcomeRecorded
        {
            Number = talks.Number,
            Outcome = New(record.Outcome, context),
            // Minutes are signed with the outcomes that stood when they were read.
            Revision = talks.State == TalksState.MinutesDrafted ? talks.Revision + 1 : 0,
        });

    private static Decision Settle(Talks talks, SettleOutcome settle, Context context)
    {
        if (talks.Outcomes.Find(settle.Outcome) is not { } outcome)
            return Checks.ItemUnknown(settle.Outcome);
        if (Checks.Text(settle.Note, "/note") is { } noNote)
            return noNote;
        return outcome.State is OutcomeState.Open or OutcomeState.Carried
            ? Decision.Accept(new OutcomeSettled
            {
                Number = talks.Number,
                Outcome = outcome.Id,
                Done = settle.Done,
                Note = settle.Note,
                By = context.Actor.Body,
            })
            : Checks.WrongState(outcome.State, OutcomeState.Open, OutcomeState.Carried);
    }

    private static Decision Upcoming(Talks talks, string reason, Event happened) =>
        Checks.Text(reason, "/reason")
        ?? Needs(talks, TalksState.Planned, TalksState.AgendaShared, TalksState.Postponed)
        ?? Decision.Accept(happened);

    private static Decision Of(AgreementBook state, int number, Func<Talks, Decision> decide) =>
        TalksFold.Find(state.Talks, number) is { } talks
            ? decide(talks)
            : Checks.ItemUnknown(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static Decision? Needs(Talks talks, params ReadOnlySpan<TalksState> states) =>
        states.Contains(talks.State) ? null : Checks.WrongState(talks.State, states);

    private static Decision? When(PartialDate on, string host, LocalizedText? place, AgreementBook state)
    {
        if (on.Year == 0)
            return Decision.At("/on", RefusalCodes.DateInvalid);
        if (!state.Parties.Contains(host))
            return Decision.At("/host", RefusalCodes.NotAParty, ("party", host));
        return place is null ? null : Checks.Title(place, "/place");
    }

    private static Decision? Room(AgreementBook state)
    {
        if (state.State == AgreementState.Withdrawn)
            return Decision.Refuse(RefusalCodes.WrongState, ("state", state.State), ("needed", AgreementState.InForce));
        return state.Talks.Count >= Most ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most)) : null;
    }

    private static Decision? Agenda(ValueList<AgendaItem> all, ValueList<NewAgendaItem> given)
    {
        for (var i = 0; i < given.Count; i++)
            if ((Checks.Id(given[i].Id, $"/agenda/{i}/id") ?? Checks.Title(given[i].Title, $"/agenda/{i}/title")) is { } invalid)
                return invalid;
        if (given.Count > Checks.MostOfARecord)
            return Decision.At("/agenda", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        return all.Select(item => item.Id).Distinct().Count() == all.Count ? null : Decision.At("/agenda", RefusalCodes.ReferencesTwice);
    }

    internal static Decision? Chairs(AgreementBook state, ValueList<TalksChair> chairs)
    {
        if (chairs.Count > Checks.MostOfARecord)
            return Decision.At("/chairs", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        for (var i = 0; i < chairs.Count; i++)
        {
            if (!state.Parties.Contains(chairs[i].Party))
                return Decision.At($"/chairs/{i}/party", RefusalCodes.NotAParty, ("party", chairs[i].Party));
            if (Checks.Text(chairs[i].Person, $"/chairs/{i}/person") is { } nobody)
                return nobody;
        }
        return null;
    }

    private static Decision? Outcome(Talks talks, NewOutcome outcome, string pointer)
    {
        if ((Checks.Id(outcome.Id, pointer + "/id") ?? Checks.Title(outcome.Title, pointer + "/title")
            ?? Checks.Reference(outcome.AgendaItem, null, id => talks.Agenda.Any(item => item.Id == id), pointer + "/agendaItem")) is { } invalid)
            return invalid;
        if (outcome.Instruments.Count > Checks.MostOfARecord || outcome.Instruments.Any(key => key.Kind != BookKind.Agreement))
            return Decision.At(pointer + "/instruments", RefusalCodes.ReferenceUnknown, ("id", string.Join(", ", outcome.Instruments)));
        if (talks.Outcomes.Count >= MostOutcomes)
            return Decision.Refuse(RefusalCodes.TooManyItems, ("most", MostOutcomes));
        return talks.Outcomes.Has(outcome.Id) ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", outcome.Id)) : null;
    }

    private static AgendaItem New(NewAgendaItem item) => new() { Id = item.Id, Title = item.Title };

    private static TalksOutcome New(NewOutcome outcome, Context context) => new()
    {
        Id = outcome.Id,
        Title = outcome.Title,
        AgendaItem = outcome.AgendaItem,
        Due = outcome.Due,
        Instruments = outcome.Instruments,
        State = outcome.Done ? OutcomeState.Done : OutcomeState.Open,
        Sources = outcome.Sources,
        At = context.Now,
    };
}
