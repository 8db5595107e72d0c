using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Twinnings of a program: decided and folded. Two places are twinned once, whoever says so.</summary>
public static class TwinningRules
{
    private const int Most = 5_000;

    /// <summary>Names a place: the same for the same place, whoever names it.</summary>
    public static string KeyOf(TwinPlace place) => place.Unit is { } unit
        ? $"{place.Provinces[0]}/{unit}"
        : $"{string.Join('+', place.Provinces.Order(StringComparer.Ordinal))}#{place.Mark}";

    /// <summary>Decides a command about twinnings; null when it is about something else.</summary>
    internal static Decision? Decide(ProgramBook state, Command command, Context context, Decision? over)
    {
        if (command is not (AddTwinning or CorrectTwinning or EndTwinning or LogActivity))
            return null;
        if (NotAllowed(state, command, context.Actor) is { } notAllowed)
            return notAllowed;
        return command switch
        {
            AddTwinning add => Add(state, add, context, over),
            CorrectTwinning correct => Correct(state, correct, context, over),
            EndTwinning end => End(state, end, context),
            LogActivity log => Log(state, log, context, over),
            _ => null,
        };
    }

    /// <summary>The twinnings after an event; null when it is about something else.</summary>
    internal static ValueList<Twinning>? Evolve(ValueList<Twinning> twinnings, Event happened) => happened switch
    {
        TwinningAdded added => twinnings.Add(added.Twinning),
        TwinningAffirmed affirmed => twinnings.Change(affirmed.Twinning, one => one with { EnteredBy = one.EnteredBy.Add(affirmed.By) }),
        TwinningCorrected corrected => twinnings.Change(corrected.Twinning.Id, _ => corrected.Twinning),
        TwinningEnded ended => twinnings.Change(ended.Twinning, one => one with
        {
            Validity = one.Validity with { To = ended.On },
            Revision = ended.Revision,
        }),
        ActivityLogged logged => twinnings.Change(logged.Twinning, one => one with { Activities = logged.Activity.Number }),
        _ => null,
    };

    // Those who report fulfilment log what was done; coordinators keep the twinnings: of the provinces of the two places.
    private static Decision? NotAllowed(ProgramBook state, Command command, Actor actor)
    {
        var id = command switch
        {
            CorrectTwinning correct => correct.Twinning,
            EndTwinning end => end.Twinning,
            LogActivity log => log.Twinning,
            _ => null,
        };
        // Of one that is not there, any party is told so.
        var involved = state.Twinnings.Find(id) is { } known ? Provinces(known.Lao, known.Vietnamese) : state.Parties;
        return command is LogActivity && actor.Has(Roles.Recorder) && involved.Contains(actor.Body)
            ? null
            : Checks.Coordinator(actor, involved);
    }

    private static ValueList<string> Provinces(TwinPlace lao, TwinPlace vietnamese) =>
        lao.Provinces.Concat(vietnamese.Provinces).ToValueList();

    private static Decision Add(ProgramBook state, AddTwinning add, Context context, Decision? over)
    {
        if ((Check(state, add.Lao, add.Vietnamese, add.Validity, add.Missing, context)
            ?? Checks.Party(context.Actor, Provinces(add.Lao, add.Vietnamese))) is { } refusal)
            return refusal;
        if (over is { } closed)
            return closed;
        var validity = add.Validity ?? Validity.NotStated;
        if (Same(state, add.Lao, add.Vietnamese, validity, null) is { } known)
            return known.EnteredBy.Any(by => Parties.SideOf(by) == context.Actor.Side)
                ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", known.Id))
                : Affirm(known, add, context);
        var (id, idRefused) = Checks.NewId(add.Id, "t-", context, id => state.Twinnings.Has(id));
        if (idRefused is { } wrongId)
            return wrongId;
        return state.Twinnings.Count >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new TwinningAdded
            {
                Twinning = new()
                {
                    Id = id,
                    Lao = add.Lao,
                    Vietnamese = add.Vietnamese,
                    Validity = validity,
                    EnteredBy = [context.Actor.Body],
                    Revision = 1,
                    Activities = 0,
                    Sources = add.Sources,
                },
            });
    }

    // What the other side states is affirmed as it stands, or first put right: never taken in silence for something else.
    private static Decision Affirm(Twinning known, AddTwinning add, Context context) =>
        add.Validity is { } stated && stated != known.Validity
            ? Decision.At("/validity", RefusalCodes.TwinningDiffers, ("id", known.Id), ("began", known.Validity.From),
                ("ended", known.Validity.To), ("on", string.Join(", ", known.Validity.SeenOn)))
            : Decision.Accept(new TwinningAffirmed { Twinning = known.Id, By = context.Actor.Body, Sources = add.Sources });

    private static Decision Correct(ProgramBook state, CorrectTwinning correct, Context context, Decision? over)
    {
        if (state.Twinnings.Find(correct.Twinning) is not { } before)
            return Checks.ItemUnknown(correct.Twinning);
        if (Check(state, correct.Lao, correct.Vietnamese, correct.Validity, correct.Missing, context) is { } refusal)
            return refusal;
        if (over is { } closed)
            return closed;
        var validity = correct.Validity ?? Validity.NotStated;
        var differing = Checks.Differing(
            ("lao", correct.Lao != before.Lao), ("vietnamese", correct.Vietnamese != before.Vietnamese),
            ("validity", validity != before.Validity), ("sources", correct.Sources != before.Sources));
        if (Checks.Revision(correct.Revision, before.Revision, differing, $"{KeyOf(before.Lao)} – {KeyOf(before.Vietnamese)}") is { } stale)
            return stale;
        if (Same(state, correct.Lao, correct.Vietnamese, validity, before.Id) is { } other)
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", other.Id));
        var moved = KeyOf(before.Lao) != KeyOf(correct.Lao) || KeyOf(before.Vietnamese) != KeyOf(correct.Vietnamese);
        var after = before with
        {
            Lao = correct.Lao,
            Vietnamese = correct.Vietnamese,
            Validity = validity,
            // Of other places the other side has said nothing yet.
            EnteredBy = moved ? [context.Actor.Body] : before.EnteredBy,
            Sources = correct.Sources,
        };
        return after == before
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new TwinningCorrected { Twinning = after with { Revision = before.Revision + 1 }, Before = before });
    }

    private static Decision End(ProgramBook state, EndTwinning end, Context context)
    {
        if (state.Twinnings.Find(end.Twinning) is not { } twinning)
            return Checks.ItemUnknown(end.Twinning);
        return Checks.Text(end.Reason, "/reason")
            ?? Checks.Ends(twinning.Validity, end.On, context.Today, "ended", "twinned")
            ?? Decision.Accept(new TwinningEnded
            {
                Twinning = twinning.Id,
                On = end.On,
                Reason = end.Reason,
                Revision = twinning.Revision + 1,
                Before = twinning.Validity,
            });
    }

    private static Decision Log(ProgramBook state, LogActivity log, Context context, Decision? over)
    {
        if (state.Twinnings.Find(log.Twinning) is not { } twinning)
            return Checks.ItemUnknown(log.Twinning);
        if (Checks.Title(log.Title, "/title") is { } noTitle)
            return noTitle;
        if (log.On.Year == 0 || log.On.First > context.Today)
            return Decision.At("/on", RefusalCodes.DateInFuture);
        if (!twinning.Validity.MayHold(log.On))
            return twinning.Validity.From is { } began && began.First > log.On.Last
                ? Decision.At("/on", RefusalCodes.TwinningNotBegun, ("began", began))
                : Decision.At("/on", RefusalCodes.TwinningOver, ("ended", twinning.Validity.To));
        return over ?? Decision.Accept(new ActivityLogged
        {
            Twinning = twinning.Id,
            Activity = new()
            {
                Number = twinning.Activities + 1,
                On = log.On,
                Title = log.Title,
                By = context.Actor.Body,
                Sources = log.Sources,
            },
        });
    }

    private static Decision? Check(
        ProgramBook state, TwinPlace lao, TwinPlace vietnamese, Validity? validity, ValueList<MissingReference> missing, Context context) =>
        Place(state, lao, Side.La, "/lao")
        ?? Place(state, vietnamese, Side.Vn, "/vietnamese")
        ?? (validity is null ? null : Checks.Validity(validity, context.Today, "/validity"))
        ?? Checks.Found(missing);

    private static Decision? Place(ProgramBook state, TwinPlace place, Side side, string pointer)
    {
        var provinces = place.Provinces;
        if (provinces.IsEmpty || provinces.Distinct().Count() != provinces.Count || provinces.Any(id => Parties.SideOf(id) != side))
            return Decision.At(pointer + "/provinces", RefusalCodes.ProvincesOfOneSide);
        if (provinces.FirstOrDefault(id => !state.Parties.Contains(id)) is { } stranger)
            return Decision.At(pointer + "/provinces", RefusalCodes.NotAParty, ("party", stranger));
        if (place.Unit is not null)
            // A unit is of one province, and its name tells it apart.
            return provinces.Count > 1 || place.Mark is not null || !BookKey.IsId(place.Unit)
                ? Decision.At(pointer + "/unit", RefusalCodes.ReferenceUnknown, ("id", place.Unit))
                : null;
        return place.Mark is null || BookKey.IsId("m-" + place.Mark) ? null : Decision.At(pointer + "/mark", RefusalCodes.IdInvalid, ("id", place.Mark));
    }

    // Places that were twinned once may be twinned again, from a stated day behind the end.
    private static Twinning? Same(ProgramBook state, TwinPlace lao, TwinPlace vietnamese, Validity validity, string? but)
    {
        var (one, other) = (KeyOf(lao), KeyOf(vietnamese));
        return state.Twinnings.FirstOrDefault(twinning => twinning.Id != but && twinning.Validity.MayOverlap(validity)
            && KeyOf(twinning.Lao) == one && KeyOf(twinning.Vietnamese) == other);
    }
}
