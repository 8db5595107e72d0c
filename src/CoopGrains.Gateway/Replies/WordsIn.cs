using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes beside each code what it means in the asked language: beside <c>state</c> the <c>stateName</c>, beside <c>roles</c> the
/// <c>roleNames</c>.</summary>
internal sealed class WordsIn(string language)
{
    // Beside every amount, or naming a path: their codes say enough, and the vocabulary lists them.
    private static readonly Type[] WithoutWords = [typeof(Bound), typeof(BookKind), typeof(StatusBy)];

    private readonly Dictionary<Enum, string?> _words = [];

    /// <summary>Adds the words to a type's members.</summary>
    public void Add(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Get: { } read } code && NameFor(code) is { } name)
            {
                var words = type.CreateJsonPropertyInfo(IsList(code.PropertyType) ? typeof(string[]) : typeof(string), name);
                words.Get = (IsList(code.PropertyType), KindsOf(code)) switch
                {
                    (true, _) => owner => Listed(read(owner)),
                    (_, { } kinds) => owner => read(owner) is string text ? Vocabulary.FindIn(kinds, text)?.In(language) : null,
                    _ => owner => read(owner) is Enum value ? WordOf(value) : null,
                };
                type.Properties.Insert(i + 1, words);
            }
    }

    /// <summary>The name of the member with a code's words; null when it has none.</summary>
    public static string? NameFor(JsonPropertyInfo code)
    {
        var type = Nullable.GetUnderlyingType(code.PropertyType) ?? code.PropertyType;
        if (IsList(type))
            return (code.Name.EndsWith('s') ? code.Name[..^1] : code.Name) + "Names";
        return KindsOf(code) is not null || (type.IsEnum && !WithoutWords.Contains(type) && Vocabulary.Has(type))
            ? code.Name + "Name"
            : null;
    }

    /// <summary>True for members that hold several codes.</summary>
    public static bool IsList(Type type) => type == typeof(Roles) || type == typeof(ValueList<Side>);

    private static IEnumerable<string>? KindsOf(JsonPropertyInfo code) =>
        code.AttributeProvider?.GetCustomAttributes(typeof(CodeOfAttribute), false) is [CodeOfAttribute marked] ? marked.Kinds : null;

    private string?[] Listed(object? codes) => codes switch
    {
        Roles roles => [.. RolesJson.Names(roles).Select(code => Vocabulary.Find(Vocabulary.KindOf(typeof(Roles)), code)?.In(language))],
        ValueList<Side> sides => [.. sides.Select(side => WordOf(side))],
        _ => [],
    };

    private string? WordOf(Enum value)
    {
        lock (_words)
        {
            if (!_words.TryGetValue(value, out var word))
                _words.Add(value, word = Vocabulary.Find(value)?.In(language));
            return word;
        }
    }
}
