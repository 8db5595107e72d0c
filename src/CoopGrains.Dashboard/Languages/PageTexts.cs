using System.Collections.Frozen;
using System.Text.Json;

namespace CoopGrains.Dashboard.Languages;

/// <summary>The texts of the pages: one file for each language, with the same keys.</summary>
public static class PageTexts
{
    /// <summary>What stands before a text that its language lacks.</summary>
    public const string Missing = "⟦?⟧ ";

    private static readonly string[] InOrder = ["vi", "en", "lo"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Texts = InOrder.ToFrozenDictionary(code => code, Read);

    /// <summary>The languages, each of the two countries' before the one that both may know.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["vi", "lo", "en"];

    /// <summary>The keys that a language has.</summary>
    public static IEnumerable<string> KeysOf(string language) => Texts[language].Keys;

    /// <summary>True when there is such a text.</summary>
    public static bool Has(string key) => InOrder.Any(language => Texts[language].ContainsKey(key));

    /// <summary>The text of a key; marked, and in another language, where this one lacks it.</summary>
    public static string Find(string language, string key)
    {
        if (Texts[language].TryGetValue(key, out var text))
            return text;
        foreach (var other in InOrder)
            if (Texts[other].TryGetValue(key, out var found))
                return Missing + found;
        return Missing + key;
    }

    private static FrozenDictionary<string, string> Read(string language)
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream($"texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
