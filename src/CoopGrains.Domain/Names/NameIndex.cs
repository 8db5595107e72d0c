using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Finds provinces by any spelling of their names. Immutable.</summary>
public sealed class NameIndex
{
    private const int MostSuggestions = 3;

    // A spelling that is not understood is compared with every name: longer ones are no names.
    private const int LongestCompared = 80;

    private readonly Dictionary<string, HashSet<string>> _provinces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalizedText> _names = new(StringComparer.Ordinal);

    /// <summary>An index of provinces by id, with all their names.</summary>
    public NameIndex(IEnumerable<KeyValuePair<string, ProvinceNames>> provinces)
    {
        foreach (var (id, names) in provinces)
        {
            _names.Add(id, names.Name);
            foreach (var spelling in names.Aliases.Append(names.Name.Vi).Append(names.Name.Lo).Append(names.Name.En).Append(id))
                if (spelling is not null && NameFold.OfProvince(spelling) is { Length: > 0 } folded)
                    (_provinces.TryGetValue(folded, out var known) ? known : _provinces[folded] = new(StringComparer.Ordinal)).Add(id);
        }
    }

    /// <summary>The province that a spelling names; when none does, or several do, up to 3 suggestions and never a guess.</summary>
    public ResolvedName Resolve(string spelling)
    {
        var folded = NameFold.OfProvince(spelling);
        if (folded.Length > 0 && _provinces.TryGetValue(folded, out var found))
            return found.Count == 1 ? new() { Province = found.First() } : new() { Suggestions = Suggest(found) };
        var compared = folded.Length > 0 ? folded : NameFold.Of(spelling);
        if (compared.Length is 0 or > LongestCompared)
            return new();
        return new()
        {
            Suggestions = Suggest(_provinces
                .Select(name => (name.Value, Distance: Distance(compared, name.Key)))
                .Where(near => near.Distance <= Math.Max(2, compared.Length / 2))
                .OrderBy(near => near.Distance)
                .SelectMany(near => near.Value.Order(StringComparer.Ordinal))),
        };
    }

    private ValueList<NameSuggestion> Suggest(IEnumerable<string> ids) => ids.Distinct().Take(MostSuggestions)
        .Select(id => new NameSuggestion { Province = id, Name = _names[id] }).ToValueList();

    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var now = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            before[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= right.Length; j++)
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            (before, now) = (now, before);
        }
        return before[right.Length];
    }
}
