using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Decides who may raise what for whom.</summary>
internal static class RaiseRules
{
    private const int MostOpen = 500;
    private const int LongestSilence = 365;

    public static Decision Raise(CaseList all, RaiseCase raise, Context context, CaseHost host)
    {
        var actor = context.Actor;
        var asks = CaseChecks.IsAsked(raise.Kind);
        if ((asks ? Checks.Role(actor, Roles.Overseer) : CaseChecks.Works(actor) ?? Checks.Part(host.Parties, actor)) is { } notAllowed)
            return notAllowed;
        if ((Checks.Title(raise.Title, "/title") ?? Checks.Title(raise.Text, "/text") ?? CaseChecks.Due(raise.Due, asks, context.Today)
            ?? Only(raise)) is { } invalid)
            return invalid;
        var (to, wrong) = To(raise, actor, host);
        if ((wrong ?? About(raise.About, context, host) ?? Checks.Found(raise.Missing)) is { } unknown)
            return unknown;
        // What an overseer writes is for every overseer to read.
        if (asks && host.Restricted)
            return Decision.Refuse(RefusalCodes.OpenBooksOnly);
        if (host.RefusesCase is { } over)
            return over;
        if (all.Open.Count >= MostOpen)
            return Decision.Refuse(RefusalCodes.TooManyItems, ("most", MostOpen));
        return Decision.Accept(new CaseRaised { Case = Made(all, raise, to, context, host), Text = raise.Text, Sources = raise.Sources });
    }

    private static Case Made(CaseList all, RaiseCase raise, ValueList<Addressee> to, Context context, CaseHost host) => new()
    {
        Id = DerivedIds.Within("k-", context.Book.ToString(), context.OperationId),
        Number = all.Taken + 1,
        Kind = raise.Kind,
        State = raise.Kind == CaseKind.Exchange ? CaseState.Sent : CaseState.Raised,
        Title = raise.Title,
        By = Checks.By(context.Actor),
        To = to,
        About = raise.About,
        Due = raise.Due,
        TwoSided = raise.Kind == CaseKind.ActionPoint && (raise.TwoSided || Parties.SideOf(to[0].Party) != context.Actor.Side),
        // Overseers do not see a restricted book: nothing of it is offered to them.
        SilenceDays = raise.Kind == CaseKind.Issue && !host.Restricted ? raise.SilenceDays ?? CaseTimes.SilenceDays : null,
        RaisedAt = context.Now,
        Since = context.Now,
        LastBy = context.Actor.Body,
        Steps = 1,
    };

    private static Decision? Only(RaiseCase raise)
    {
        if (raise.TwoSided && raise.Kind != CaseKind.ActionPoint)
            return Decision.At("/twoSided", RefusalCodes.CaseKindWrong, ("state", raise.Kind), ("needed", CaseKind.ActionPoint));
        return raise.SilenceDays is not { } days || (raise.Kind == CaseKind.Issue && days is >= 1 and <= LongestSilence)
            ? null
            : Decision.At("/silenceDays", RefusalCodes.SilenceInvalid, ("most", LongestSilence));
    }

    private static (ValueList<Addressee> To, Decision? Refusal) To(RaiseCase raise, Actor actor, CaseHost host)
    {
        if (raise.To.IsEmpty && raise.Kind == CaseKind.Issue)
        {
            var others = host.Parties.Where(party => Parties.SideOf(party) != actor.Side).ToValueList();
            return (others.Select(party => new Addressee { Party = party }).ToValueList(), null);
        }
        var one = raise.Kind is not (CaseKind.Issue or CaseKind.Exchange);
        if (raise.To.IsEmpty || (one && raise.To.Count > 1) || raise.To.Select(party => party.Party).Distinct().Count() != raise.To.Count)
            return (default, Decision.At("/to", RefusalCodes.AddresseesInvalid));
        for (var i = 0; i < raise.To.Count; i++)
        {
            var (party, agency) = (raise.To[i].Party, raise.To[i].Agency);
            if (!host.Parties.Contains(party) || !MayGoTo(raise.Kind, party, actor))
                return (default, Decision.At($"/to/{i}/party", RefusalCodes.NotAParty, ("party", party)));
            if (agency is not null && !agency.StartsWith(party + "-", StringComparison.Ordinal))
                return (default, Decision.At($"/to/{i}/agency", RefusalCodes.ReferenceUnknown, ("id", agency)));
        }
        return (raise.To.Select(party => new Addressee { Party = party.Party, Agency = party.Agency }).ToValueList(), null);
    }

    // An issue is between the sides, and nobody sends word to himself.
    private static bool MayGoTo(CaseKind kind, string party, Actor actor) => kind switch
    {
        CaseKind.Issue => Parties.SideOf(party) != actor.Side,
        CaseKind.Exchange => party != actor.Body,
        _ => true,
    };

    private static Decision? About(CaseObject? about, Context context, CaseHost host)
    {
        if (about is null)
            return null;
        var parts = new object?[] { about.Commitment, about.Entry, about.Talks, about.Case }.Count(part => part is not null);
        // What stands in other books was looked up beforehand.
        return parts > 1 || (about.Book == context.Book && !host.Has(about))
            ? Decision.At("/about", RefusalCodes.ReferenceUnknown, ("id", about))
            : null;
    }
}
