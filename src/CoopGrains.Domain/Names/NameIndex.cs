using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Finds provinces by any spelling of their names. Immutable.</summary>
public sealed class NameIndex
{
    private const int MostSuggestions = 3;

    // A spelling that is not understood is compared with every name: longer ones are no names.
    private const int LongestCompared = 80;

    private readonly Dictionary<string, HashSet<string>> _provinces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalizedText> _names = new(StringComparer.Ordinal);
    private readonly Lazy<NearNames> _near;

    /// <summary>An index of provinces by id, with all their names.</summary>
    public NameIndex(IEnumerable<KeyValuePair<string, ProvinceNames>> provinces)
    {
        foreach (var (id, names) in provinces)
        {
            _names.Add(id, names.Name);
            foreach (var spelling in (ReadOnlySpan<string?>)[names.Name.Vi, names.Name.Lo, names.Name.En, id])
                Add(_own, spelling, id);
            foreach (var spelling in names.Aliases.Append(names.Name.Vi).Append(names.Name.Lo).Append(names.Name.En).Append(id))
                Add(_provinces, spelling, id);
        }
        _near = new(() => new NearNames([.. _provinces.Keys]));
    }

    /// <summary>The province that a spelling names; when none does, or several do, up to 3 suggestions and never a guess.</summary>
    public ResolvedName Resolve(string spelling)
    {
        var folded = NameFold.OfProvince(spelling);
        // A province's id and own name are its own, whatever others call themselves besides.
        if (_names.ContainsKey(spelling))
            return new() { Province = spelling };
        if (folded.Length > 0 && _own.TryGetValue(folded, out var named) && named.Count == 1)
            return new() { Province = named.First() };
        if (folded.Length > 0 && _provinces.TryGetValue(folded, out var found))
            return found.Count == 1 ? new() { Province = found.First() } : new() { Suggestions = Suggest(found) };
        var compared = folded.Length > 0 ? folded : NameFold.Of(spelling);
        if (compared.Length is 0 or > LongestCompared)
            return new();
        return new()
        {
            Suggestions = Suggest(_near.Value.To(compared).SelectMany(name => _provinces[name].Order(StringComparer.Ordinal))),
        };
    }

    /// <summary>The first of a province's names that is an id, own name or other spelling of another one already; null if none is.</summary>
    public TakenName? TakenOf(string province, ProvinceNames names)
    {
        foreach (var (spelling, pointer) in Spellings(names))
            if (NameFold.OfProvince(spelling) is { Length: > 0 } folded && _provinces.TryGetValue(folded, out var holders)
                && holders.Where(holder => holder != province).Order(StringComparer.Ordinal).FirstOrDefault() is { } other)
                return new() { Name = spelling, Province = other, Pointer = pointer };
        return null;
    }

    private static IEnumerable<(string Spelling, string Pointer)> Spellings(ProvinceNames names)
    {
        foreach (var (own, language) in new[] { (names.Name.Vi, "vi"), (names.Name.Lo, "lo"), (names.Name.En, "en") })
            if (own is not null)
                yield return (own, "/names/name/" + language);
        for (var i = 0; i < names.Aliases.Count; i++)
            yield return (names.Aliases[i], $"/names/aliases/{i}");
    }

    private static void Add(Dictionary<string, HashSet<string>> index, string? spelling, string id)
    {
        if (spelling is not null && NameFold.OfProvince(spelling) is { Length: > 0 } folded)
            (index.TryGetValue(folded, out var known) ? known : index[folded] = new(StringComparer.Ordinal)).Add(id);
    }

    private ValueList<NameSuggestion> Suggest(IEnumerable<string> ids) => ids.Distinct().Take(MostSuggestions)
        .Select(id => new NameSuggestion { Province = id, Name = _names[id] }).ToValueList();
}
