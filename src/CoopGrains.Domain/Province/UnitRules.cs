using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Units of a province over time: decided and folded.</summary>
internal static class UnitRules
{
    private const int Most = 5_000;

    /// <summary>Decides a command about units; null when it is about something else.</summary>
    public static Decision? Decide(ProvinceBook state, Command command, Context context) => command switch
    {
        RegisterUnit or CorrectUnit or CloseUnit when Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed => notAllowed,
        RegisterUnit register => Register(state, register, context),
        CorrectUnit correct => Correct(state, correct, context),
        CloseUnit close => Close(state, close, context),
        _ => null,
    };

    /// <summary>The units after an event; null when it is about something else.</summary>
    public static ValueList<LocalUnit>? Evolve(ValueList<LocalUnit> units, Event happened) => happened switch
    {
        UnitRegistered registered => units.Add(registered.Unit),
        UnitCorrected corrected => units.Change(corrected.Unit.Id, _ => corrected.Unit),
        UnitClosed closed => units.Change(closed.Unit, unit => unit with
        {
            Validity = unit.Validity with { To = closed.On },
            Revision = closed.Revision,
        }),
        _ => null,
    };

    /// <summary>Why an entry for a window cannot name units; null when it can.</summary>
    /// <remarks>A window that is still open reaches to today, the day of the report.</remarks>
    public static Decision? RefusesEntry(ValueList<UnitRef> places, ValueList<FoundUnit> found, Window window, DateOnly today)
    {
        for (var i = 0; i < places.Count; i++)
        {
            if (i >= found.Count || found[i] is not { Unit: { } unit, Successors: var successors })
                return Decision.At($"/places/{i}/unit", RefusalCodes.ReferenceUnknown, ("id", places[i].Unit));
            if (unit.Validity.To is { } end && (window.To?.Last ?? today) > end.Last)
                return Decision.At($"/places/{i}", RefusalCodes.PlaceEnded,
                    ("id", unit.Id), ("ended", end), ("successor", string.Join(", ", successors)));
            if (unit.Validity.From is { } begin && window.From.First < begin.First)
                return Decision.At($"/places/{i}", RefusalCodes.PlaceNotBegun,
                    ("id", unit.Id), ("began", begin), ("predecessor", string.Join(", ", unit.Succeeds)));
        }
        return null;
    }

    private static Decision Register(ProvinceBook state, RegisterUnit register, Context context)
    {
        var (id, idRefused) = Checks.NewId(register.Id, "u-", context, id => state.Units.Has(id));
        var unit = new LocalUnit
        {
            Id = id,
            Name = register.Name,
            Kind = register.Kind,
            Within = register.Within,
            Validity = register.Validity ?? Validity.NotStated,
            Succeeds = register.Succeeds,
            Revision = 1,
            Sources = register.Sources,
        };
        if ((idRefused ?? Check(state, unit, context)) is { } refusal)
            return refusal;
        return state.Units.Count >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new UnitRegistered { Unit = unit });
    }

    private static Decision Correct(ProvinceBook state, CorrectUnit correct, Context context)
    {
        if (state.Units.Find(correct.Unit) is not { } before)
            return Checks.ItemUnknown(correct.Unit);
        var unit = before with
        {
            Name = correct.Name,
            Kind = correct.Kind,
            Within = correct.Within,
            Validity = correct.Validity ?? Validity.NotStated,
            Succeeds = correct.Succeeds,
            Sources = correct.Sources,
        };
        var differing = Checks.Differing(
            ("name", unit.Name != before.Name), ("kind", unit.Kind != before.Kind), ("within", unit.Within != before.Within),
            ("validity", unit.Validity != before.Validity), ("succeeds", unit.Succeeds != before.Succeeds),
            ("sources", unit.Sources != before.Sources));
        if ((Check(state, unit, context, before)
            ?? Checks.Revision(correct.Revision, before.Revision, differing, before.Name.Resolve("vi").Text)) is { } refusal)
            return refusal;
        return unit == before
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new UnitCorrected { Unit = unit with { Revision = before.Revision + 1 }, Before = before });
    }

    private static Decision Close(ProvinceBook state, CloseUnit close, Context context)
    {
        if (state.Units.Find(close.Unit) is not { } unit)
            return Checks.ItemUnknown(close.Unit);
        return Checks.Text(close.Reason, "/reason")
            ?? Checks.Ends(unit.Validity, close.On, context.Today, "closed", "open")
            ?? OpenWithin(state, unit.Id, close.On)
            ?? Decision.Accept(new UnitClosed
            {
                Unit = unit.Id,
                On = close.On,
                Reason = close.Reason,
                Revision = unit.Revision + 1,
                Sources = close.Sources,
            });
    }

    private static Decision? Check(ProvinceBook state, LocalUnit unit, Context context, LocalUnit? before = null) =>
        Checks.Title(unit.Name, "/name")
        ?? Checks.Validity(unit.Validity, context.Today, "/validity")
        ?? Checks.Reference(unit.Within, unit.Id, id => state.Units.Has(id), "/within")
        ?? Checks.References(unit.Succeeds, unit.Id, id => state.Units.Has(id), "/succeeds")
        ?? Checks.NoCircle(unit.Id, unit.Within is { } within ? [within] : default,
            id => state.Units.Find(id)?.Within is { } next ? [next] : default, "/within")
        ?? Checks.NoCircle(unit.Id, unit.Succeeds, id => state.Units.Find(id)?.Succeeds ?? default, "/succeeds")
        ?? (unit.Within == before?.Within && unit.Validity == before?.Validity ? null : WithinClosed(state, unit))
        ?? (unit.Validity.To is { } end && unit.Validity != before?.Validity ? OpenWithin(state, unit.Id, end) : null);

    // What lies in a unit is closed first, or moved to another.
    private static Decision? OpenWithin(ProvinceBook state, string unit, PartialDate on) =>
        state.Units.FirstOrDefault(inner => inner.Within == unit && Outlasts(inner.Validity, on)) is { } open
            ? Decision.Refuse(RefusalCodes.OpenWithin, ("id", unit), ("unit", open.Id))
            : null;

    private static Decision? WithinClosed(ProvinceBook state, LocalUnit unit) =>
        unit.Within is { } within && state.Units.Find(within) is { Validity.To: { } end } && Outlasts(unit.Validity, end)
            ? Decision.At("/within", RefusalCodes.PlaceEnded, ("id", within), ("ended", end),
                ("successor", string.Join(", ", state.Units.Where(next => next.Succeeds.Contains(within)).Select(next => next.Id))))
            : null;

    private static bool Outlasts(Validity validity, PartialDate end) => validity.To is not { } to || to.Last > end.Last;
}
