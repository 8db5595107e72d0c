using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decisions of a province's book.</summary>
internal static class ProvinceRules
{
    private const int MostAliases = 200;
    private const Roles Working = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    public static Decision Decide(ProvinceBook state, Command command, Context context)
    {
        if (command is RegisterProvince register)
            return Register(state, register, context);
        if (!state.Exists)
            return Decision.Refuse(RefusalCodes.Unknown);
        return command switch
        {
            SetNames set => SetNames(state, set, context),
            RegisterAgency agency => RegisterAgency(state, agency, context),
            AppointUser appoint => Appoint(state, appoint, context),
            NoteObligation note => Note(state, note, context),
            _ => AgencyRules.Decide(state, command, context)
                ?? UnitRules.Decide(state, command, context)
                ?? HolderRules.Decide(state, command, context)
                ?? OccasionRules.Decide(state, command, context)
                ?? CommitmentRules.Decide(state.Commitments, command, context, Host(state))
                ?? ConflictRules.Decide(state.Conflicts, command, context, state.Parties, state.Commitments, about => Has(state, about))
                ?? AttachmentRules.Decide(state.Attachments, state.Commitments, command, context, state.Parties,
                    (list, id) => list == "events" && state.Occasions.Has(id))
                ?? throw new InvalidOperationException($"A province's book takes no {command.GetType().Name}."),
        };
    }

    private static bool Has(ProvinceBook state, string about) => about.Split('/') switch
    {
        ["events", var id] => state.Occasions.Has(id),
        ["offices", var id] => state.Holders.Has(id),
        ["units", var id] => state.Units.Has(id),
        _ => state.Commitments.Has(about),
    };

    private static Decision Register(ProvinceBook state, RegisterProvince register, Context context)
    {
        if (Checks.Role(context.Actor, Roles.Operator) is { } notAllowed)
            return notAllowed;
        if (register.Id != context.Book.Id || Parties.SideOf(register.Id) == Side.None)
            return Decision.At("/id", RefusalCodes.IdInvalid, ("id", register.Id));
        if ((CheckNames(register.Names) ?? Checks.Text(register.Iso, "/iso")) is { } invalid)
            return invalid;
        for (var i = 0; i < register.Borders.Count; i++)
            if (!IsBody(register.Borders[i]) || register.Borders[i] == register.Id)
                return Decision.At($"/borders/{i}", RefusalCodes.ProvinceUnknown, ("province", register.Borders[i]));
        if (state.Exists)
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", register.Id));
        return NamesAreFree(register.Taken) ?? Decision.Accept(new ProvinceRegistered
        {
            Book = context.Book,
            Side = Parties.SideOf(register.Id),
            Names = register.Names,
            Iso = register.Iso,
            Borders = register.Borders,
            Sources = register.Sources,
        });
    }

    private static Decision SetNames(ProvinceBook state, SetNames set, Context context)
    {
        if ((Manages(state, context.Actor) ?? CheckNames(set.Names)) is { } refusal)
            return refusal;
        if (set.Revision != state.Revision)
            return Decision.Refuse(RefusalCodes.RevisionStale, ("revision", state.Revision), ("given", set.Revision),
                ("fields", string.Join(", ", Differing(state.Names!, set.Names))), ("current", state.Names!.Name.Resolve("vi").Text));
        var names = WithFormer(set.Names, state.Names!.Name);
        if (names.Aliases.Count > MostAliases)
            return Decision.At("/names/aliases", RefusalCodes.TooManyItems, ("most", MostAliases));
        if (names == state.Names)
            return Decision.Refuse(RefusalCodes.NothingChanges);
        return NamesAreFree(set.Taken) ?? Decision.Accept(new NamesSet { Names = names, Before = state.Names, Revision = state.Revision + 1 });
    }

    // What it was called is still written in old papers.
    private static ProvinceNames WithFormer(ProvinceNames names, LocalizedText before)
    {
        var known = names.Aliases.Concat(((string?[])[names.Name.Vi, names.Name.Lo, names.Name.En]).OfType<string>())
            .Select(NameFold.OfProvince).ToHashSet(StringComparer.Ordinal);
        return names with
        {
            Aliases = names.Aliases.Concat(((string?[])[before.Vi, before.Lo, before.En]).OfType<string>()
                .Where(former => known.Add(NameFold.OfProvince(former)))).ToValueList(),
        };
    }

    private static Decision RegisterAgency(ProvinceBook state, RegisterAgency register, Context context)
    {
        if ((Manages(state, context.Actor) ?? Checks.Title(register.Name, "/name")) is { } refusal)
            return refusal;
        if (!BookKey.IsId(register.Id) || !register.Id.StartsWith(context.Book.Id + "-", StringComparison.Ordinal))
            return Decision.At("/id", RefusalCodes.AgencyIdInvalid, ("id", register.Id), ("province", context.Book.Id));
        return state.Agencies.Any(agency => agency.Id == register.Id)
            ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", register.Id))
            : Decision.Accept(new AgencyRegistered { Agency = register.Id, Name = register.Name, Oversees = register.Oversees });
    }

    private static Decision Appoint(ProvinceBook state, AppointUser appoint, Context context)
    {
        var actor = context.Actor;
        var agency = state.Agencies.Find(appoint.Agency);
        if (Manages(state, actor) is { } notAllowed)
            return notAllowed;
        if (agency is null)
            return Decision.Refuse(RefusalCodes.AgencyUnknown, ("agency", appoint.Agency));
        if (agency.ClosedOn is { } closed)
            return Decision.Refuse(RefusalCodes.WrongState, ("state", $"closed {closed}"), ("needed", "open"));
        if (actor.Agency == appoint.Agency && actor.User == appoint.User)
            return Decision.Refuse(RefusalCodes.NotForOneself);
        if (NotItsUsers(agency, appoint, actor) is { } others)
            return others;
        if (appoint.Cleared && !actor.Cleared && !actor.Has(Roles.Operator))
            return Decision.Refuse(RefusalCodes.ClearanceMissing);
        // Who oversees does nothing that is overseen, and who works oversees nobody.
        if ((appoint.Roles & ~(agency.Oversees ? Roles.Overseer : Working)) != Roles.None)
            return Decision.At("/roles", RefusalCodes.RoleInvalid, ("agency", agency.Id),
                ("values", agency.Oversees ? (Roles[])[Roles.Overseer] : [Roles.Recorder, Roles.Confirmer, Roles.Coordinator]));
        if (Checks.Text(appoint.User, "/user") is { } noName)
            return noName;
        var user = new AgencyUser { User = appoint.User, Roles = appoint.Roles, Cleared = appoint.Cleared };
        var known = agency.Users.FirstOrDefault(candidate => candidate.User == appoint.User);
        return user == known || (known is null && appoint.Roles == Roles.None)
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : Decision.Accept(new UserAppointed { Agency = agency.Id, User = user });
    }

    // A coordinator manages the agency's users; another agency of the province gets from it only its first coordinator. A body that
    // oversees has no coordinators: those of the province's other agencies appoint its overseers.
    private static Decision? NotItsUsers(Agency agency, AppointUser appoint, Actor actor)
    {
        if (agency.Oversees)
            return Checks.Role(actor, Roles.Coordinator);
        var first = !agency.Users.Any(user => user.Roles.HasFlag(Roles.Coordinator)) && appoint.Roles.HasFlag(Roles.Coordinator);
        return actor.Agency == appoint.Agency || first
            ? null
            : Decision.Refuse(RefusalCodes.NotOfTheAgency, ("agency", actor.Agency), ("id", appoint.Agency));
    }

    private static Decision Note(ProvinceBook state, NoteObligation note, Context context)
    {
        if (Checks.Role(context.Actor, Roles.System) is { } notAllowed)
            return notAllowed;
        var known = state.Obligations.FirstOrDefault(other => ProvinceBook.Same(other, note.Obligation));
        return (known is null ? note.Obligation.Ended : known.SourceVersion >= note.Obligation.SourceVersion)
            ? Decision.Refuse(RefusalCodes.AlreadyNoted)
            : Decision.Accept(new ObligationNoted { Obligation = note.Obligation });
    }

    /// <summary>The province's own coordinators, or an operator until it has one.</summary>
    private static Decision? Manages(ProvinceBook state, Actor actor)
    {
        if (actor.Has(Roles.Operator))
            return state.Agencies.Any(agency => agency.Users.Any(user => user.Roles.HasFlag(Roles.Coordinator)))
                ? Decision.Refuse(RefusalCodes.BootstrapIsOver)
                : null;
        return Checks.Coordinator(actor, state.Parties) ?? AgencyRules.NotClosed(state, actor);
    }

    private static Decision? CheckNames(ProvinceNames names)
    {
        if (Checks.Title(names.Name, "/names/name") is { } noName)
            return noName;
        if (names.Aliases.Count > MostAliases)
            return Decision.At("/names/aliases", RefusalCodes.TooManyItems, ("most", MostAliases));
        for (var i = 0; i < names.Aliases.Count; i++)
            if (Checks.Text(names.Aliases[i], $"/names/aliases/{i}") is { } empty)
                return empty;
        return null;
    }

    private static Decision? NamesAreFree(TakenName? taken) => taken is null
        ? null
        : Decision.At(taken.Pointer, RefusalCodes.NameTaken, ("name", taken.Name), ("province", taken.Province));

    private static IEnumerable<string> Differing(ProvinceNames left, ProvinceNames right)
    {
        if (left.Name != right.Name)
            yield return "names.name";
        if (left.Aliases != right.Aliases)
            yield return "names.aliases";
    }

    private static bool IsBody(string id) => BookKey.IsId(id) && Parties.SideOf(id) != Side.None;

    // A province's own commitments may bind anyone, but it must be one of them; its coordinators keep them.
    private static CommitmentHost Host(ProvinceBook state) => new()
    {
        Binds = IsBody,
        MustBind = state.Registered!.Book.Id,
        Keepers = state.Parties,
        RefusesEntry = _ => null,
    };
}
