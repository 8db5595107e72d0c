using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Office-holders of a province or national body over time: decided and folded.</summary>
internal static class HolderRules
{
    private const int Most = 5_000;

    /// <summary>Decides a command about office-holders; null when it is about something else.</summary>
    public static Decision? Decide(ProvinceBook state, Command command, Context context) => command switch
    {
        RegisterHolder or CorrectHolder or EndTenure when Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed => notAllowed,
        RegisterHolder register => Register(state, register, context),
        CorrectHolder correct => Correct(state, correct, context),
        EndTenure end => End(state, end, context),
        _ => null,
    };

    /// <summary>The office-holders after an event; null when it is about something else.</summary>
    public static ValueList<OfficeHolder>? Evolve(ValueList<OfficeHolder> holders, Event happened) => happened switch
    {
        HolderRegistered registered => holders.Add(registered.Holder),
        HolderCorrected corrected => holders.Change(corrected.Holder.Id, _ => corrected.Holder),
        TenureEnded ended => holders.Change(ended.Holder, holder => holder with
        {
            Validity = holder.Validity with { To = ended.On },
            Revision = ended.Revision,
        }),
        _ => null,
    };

    private static Decision Register(ProvinceBook state, RegisterHolder register, Context context)
    {
        var (id, idRefused) = Checks.NewId(register.Id, "o-", context, id => state.Holders.Has(id));
        var holder = new OfficeHolder
        {
            Id = id,
            Person = register.Person,
            Office = register.Office,
            Titles = register.Titles,
            Validity = register.Validity ?? Validity.NotStated,
            Succeeds = register.Succeeds,
            Revision = 1,
            Sources = register.Sources,
        };
        if ((idRefused ?? Check(state, holder, context)) is { } refusal)
            return refusal;
        if (state.Holders.Count >= Most)
            return Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most));
        var registered = new HolderRegistered { Holder = holder };
        // Who comes next ends the time of who was there before, unless its end is stated already.
        if (holder is not { Succeeds: { } before, Validity.From: { } from } || state.Holders.Find(before) is not { Validity.To: null } predecessor)
            return Decision.Accept(registered);
        return Checks.Validity(predecessor.Validity with { To = from }, context.Today, "/validity/from")
            ?? Decision.Accept(registered, new TenureEnded
            {
                Holder = before,
                On = from,
                Revision = predecessor.Revision + 1,
                Sources = holder.Sources,
            });
    }

    private static Decision Correct(ProvinceBook state, CorrectHolder correct, Context context)
    {
        if (state.Holders.Find(correct.Holder) is not { } before)
            return Checks.ItemUnknown(correct.Holder);
        var holder = before with
        {
            Person = correct.Person,
            Office = correct.Office,
            Titles = correct.Titles,
            Validity = correct.Validity ?? Validity.NotStated,
            Succeeds = correct.Succeeds,
            Sources = correct.Sources,
        };
        var differing = Checks.Differing(
            ("person", holder.Person != before.Person), ("office", holder.Office != before.Office), ("titles", holder.Titles != before.Titles),
            ("validity", holder.Validity != before.Validity), ("succeeds", holder.Succeeds != before.Succeeds),
            ("sources", holder.Sources != before.Sources));
        if ((Check(state, holder, context, before) ?? Checks.Revision(correct.Revision, before.Revision, differing, before.Person)) is { } refusal)
            return refusal;
        return holder == before
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new HolderCorrected { Holder = holder with { Revision = before.Revision + 1 }, Before = before });
    }

    private static Decision End(ProvinceBook state, EndTenure end, Context context)
    {
        if (state.Holders.Find(end.Holder) is not { } holder)
            return Checks.ItemUnknown(end.Holder);
        return Checks.Ends(holder.Validity, end.On, context.Today, "ended", "in office")
            ?? Decision.Accept(new TenureEnded { Holder = holder.Id, On = end.On, Revision = holder.Revision + 1, Sources = end.Sources });
    }

    private static Decision? Check(ProvinceBook state, OfficeHolder holder, Context context, OfficeHolder? before = null) =>
        Checks.Text(holder.Person, "/person")
        ?? Checks.Title(holder.Office, "/office")
        ?? (holder.Titles is null ? null : Checks.Title(holder.Titles, "/titles"))
        ?? Checks.Validity(holder.Validity, context.Today, "/validity")
        ?? Checks.Reference(holder.Succeeds, holder.Id, id => state.Holders.Has(id), "/succeeds")
        ?? Checks.NoCircle(holder.Id, holder.Succeeds is { } first ? [first] : default,
            id => state.Holders.Find(id)?.Succeeds is { } next ? [next] : default, "/succeeds")
        ?? (holder.Succeeds == before?.Succeeds && holder.Validity == before?.Validity ? null : Succeeded(state, holder));

    // One after another, perhaps; not two at a time. Who comes next may begin on the other's last day.
    private static Decision? Succeeded(ProvinceBook state, OfficeHolder holder) => holder.Succeeds is { } named
        && state.Holders.FirstOrDefault(other => other.Succeeds == named && other.Id != holder.Id
            && other.Validity.MayOverlap(holder.Validity)
            && !Meets(other.Validity, holder.Validity) && !Meets(holder.Validity, other.Validity)) is { } other
        ? Decision.At("/succeeds", RefusalCodes.AlreadySucceeded, ("holder", named), ("successor", other.Id))
        : null;

    private static bool Meets(Validity one, Validity next) =>
        one.To is { } to && next.From is { } from && (to == from || to.Last <= from.First);
}
