using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Books;

/// <summary>Takes any spelling of a province where a party is named. A spelling nobody knows never becomes a new party.</summary>
internal sealed class Spelling(INetworkView view)
{
    /// <summary>The command with the ids of provinces in place of their names.</summary>
    /// <exception cref="ProblemException">422 with suggestions: a name is unknown.</exception>
    public async ValueTask<TCommand> ResolvedAsync<TCommand>(TCommand command)
        where TCommand : Command => (TCommand)(Command)((Command)command switch
        {
            DraftAgreement draft => draft with { Parties = await IdsAsync(draft.Parties, "/parties") },
            RegisterInstrument register => register with { Parties = await IdsAsync(register.Parties, "/parties") },
            OpenProgram open => open with { Parties = await IdsAsync(open.Parties, "/parties") },
            AddCommitment add => add with
            {
                Givers = await IdsAsync(add.Givers, "/givers"),
                Beneficiaries = await IdsAsync(add.Beneficiaries, "/beneficiaries"),
            },
            ReportFulfilment report => report with
            {
                Beneficiaries = await IdsAsync(report.Beneficiaries, "/beneficiaries"),
                Places = await PlacesAsync(report.Places),
                OnBehalfOf = report.OnBehalfOf is { } other ? await IdAsync(other, "/onBehalfOf") : null,
            },
            RaiseCase { To.IsEmpty: false } raise => raise with { To = await AddresseesAsync(raise.To) },
            PlanTalks plan => plan with { Host = await IdAsync(plan.Host, "/host") },
            RegisterTalks register => register with { Host = await IdAsync(register.Host, "/host") },
            RecordOccasion record => record with { Parties = await IdsAsync(record.Parties, "/parties") },
            AddTwinning add => add with
            {
                Lao = await PlaceAsync(add.Lao, "/lao/provinces"),
                Vietnamese = await PlaceAsync(add.Vietnamese, "/vietnamese/provinces"),
            },
            CorrectTwinning correct => correct with
            {
                Lao = await PlaceAsync(correct.Lao, "/lao/provinces"),
                Vietnamese = await PlaceAsync(correct.Vietnamese, "/vietnamese/provinces"),
            },
            var other => other,
        });

    /// <summary>The id that a spelling stands for.</summary>
    /// <exception cref="ProblemException">422 with suggestions: nobody knows it.</exception>
    public async ValueTask<string> IdAsync(string spelling, string? pointer)
    {
        if (Knows(spelling))
            return spelling;
        var resolved = view.Now.Resolve(spelling);
        if (resolved.Province is { } province)
            return province;
        // A province may have been entered a moment ago.
        if (BookKey.IsId(spelling) && await view.ProbeAsync(BookKey.Province(spelling), Actor.System, CancellationToken.None) is not null)
            return spelling;
        throw Unknown(spelling, resolved.Suggestions, pointer).Thrown();
    }

    /// <summary>The id that a spelling stands for by what the view has seen: for many at once, where none may be waited for.</summary>
    /// <exception cref="ProblemException">422 with suggestions: nobody knows it.</exception>
    public string KnownId(string spelling, string? pointer)
    {
        if (Knows(spelling))
            return spelling;
        var resolved = view.Now.Resolve(spelling);
        return resolved.Province ?? throw Unknown(spelling, resolved.Suggestions, pointer).Thrown();
    }

    private async ValueTask<ValueList<string>> IdsAsync(ValueList<string> spellings, string pointer)
    {
        if (spellings.All(Knows))
            return spellings;
        var ids = new string[spellings.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = await IdAsync(spellings[i], Requests.JsonPointer.Add(pointer, i));
        return ids.ToValueList();
    }

    private async ValueTask<ValueList<UnitRef>> PlacesAsync(ValueList<UnitRef> places)
    {
        if (places.All(place => Knows(place.Province)))
            return places;
        var found = new UnitRef[places.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = places[i] with { Province = await IdAsync(places[i].Province, $"/places/{i}/province") };
        return found.ToValueList();
    }

    private async ValueTask<ValueList<CaseParty>> AddresseesAsync(ValueList<CaseParty> to)
    {
        var found = new CaseParty[to.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = to[i] with { Party = await IdAsync(to[i].Party, $"/to/{i}/party") };
        return found.ToValueList();
    }

    private async ValueTask<TwinPlace> PlaceAsync(TwinPlace place, string pointer) =>
        place with { Provinces = await IdsAsync(place.Provinces, pointer) };

    private bool Knows(string spelling) => BookKey.IsId(spelling) && view.Now.Find(BookKey.Province(spelling), Actor.System) is not null;

    private static Problem Unknown(string spelling, ValueList<NameSuggestion> near, string? pointer)
    {
        var suggestions = string.Join(", ", near.Select(suggestion => suggestion.Province));
        var problem = Problem.With(RefusalCodes.ProvinceUnknown, ("name", spelling), ("suggestions", suggestions));
        return pointer is null ? problem : problem with { Errors = [new(pointer, problem.Code, problem.Details)] };
    }
}
