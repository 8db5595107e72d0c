using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>Every code that a person reads, in words of the three languages; kept in vocabulary.json.</summary>
public sealed record WordList
{
    /// <summary>What is to be known about the words.</summary>
    public required LocalizedText Note { get; init; }

    /// <summary>The words, by what they are said of.</summary>
    public required ValueList<WordKind> Kinds { get; init; }
}

/// <summary>The words for one thing, such as the states of an agreement.</summary>
public sealed record WordKind
{
    /// <summary>What they are said of: the name of a type, such as <c>agreementState</c>; or, for what no type lists, <c>standing</c>,
    /// <c>unit</c> or <c>indicator</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The words.</summary>
    public required ValueList<Word> Words { get; init; }
}

/// <summary>One code in words.</summary>
public sealed record Word
{
    /// <summary>The code, as it stands in requests and replies.</summary>
    public required string Code { get; init; }

    /// <summary>The words.</summary>
    public required LocalizedText Name { get; init; }
}

/// <summary>Marks a text that is a code of one of some kinds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodeOfAttribute : Attribute
{
    /// <summary>A value of one of some types.</summary>
    /// <param name="types">The types, the likelier first.</param>
    public CodeOfAttribute(params Type[] types) => Kinds = [.. types.Select(Vocabulary.KindOf)];

    /// <summary>A code that no type lists, and that may have no words.</summary>
    /// <param name="kind">The kind, such as <see cref="Vocabulary.Unit"/>.</param>
    public CodeOfAttribute(string kind) => Kinds = [kind];

    /// <summary>What the code may be of.</summary>
    public IEnumerable<string> Kinds { get; }
}

/// <summary>Finds words.</summary>
public static class Vocabulary
{
    /// <summary>The kind of what no type lists.</summary>
    public const string Standing = "standing";

    /// <summary>The kind of what is counted or paid: units of amounts. Currencies of elsewhere have their ISO code alone.</summary>
    public const string Unit = "unit";

    /// <summary>The kind of what is measured. Agencies may name others, which have no words here.</summary>
    public const string Indicator = "indicator";

    private static readonly FrozenDictionary<(string Kind, string Code), LocalizedText> ByCode;

    static Vocabulary()
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("vocabulary.json")!;
        All = JsonSerializer.Deserialize(stream, VocabularyJson.Default.WordList)!;
        ByCode = All.Kinds.SelectMany(kind => kind.Words, (kind, word) => KeyValuePair.Create((kind.Kind, word.Code), word.Name))
            .ToFrozenDictionary();
    }

    /// <summary>All words.</summary>
    public static WordList All { get; }

    /// <summary>The name of what values of a type are.</summary>
    public static string KindOf(Type type) => JsonNamingPolicy.CamelCase.ConvertName(type.Name);

    /// <summary>The words for a code of a kind; null when there are none.</summary>
    public static LocalizedText? Find(string kind, string code) => ByCode.GetValueOrDefault((kind, code));

    /// <summary>The words for a value; null when it is one that people do not read.</summary>
    public static LocalizedText? Find(Enum value) => Find(KindOf(value.GetType()), EnumCodes.Of(value));

    /// <summary>The words for a code of the first of some kinds that has it; null when none has.</summary>
    public static LocalizedText? FindIn(IEnumerable<string> kinds, string code) =>
        kinds.Select(kind => Find(kind, code)).FirstOrDefault(name => name is not null);

    /// <summary>True for a type whose values have words.</summary>
    public static bool Has(Type type) => All.Kinds.Any(kind => kind.Kind == KindOf(type));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WordList))]
[JsonSerializable(typeof(WordKind[]))]
[JsonSerializable(typeof(Word[]))]
internal sealed partial class VocabularyJson : JsonSerializerContext;
