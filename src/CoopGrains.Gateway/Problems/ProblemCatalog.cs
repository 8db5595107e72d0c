using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Gateway.Problems;

/// <summary>Status and texts of every code that a reply can carry; kept in problems.json.</summary>
internal static class ProblemCatalog
{
    private static readonly FrozenDictionary<string, ProblemText> ByCode = Load();

    /// <summary>Every code.</summary>
    public static IEnumerable<string> Codes => ByCode.Keys;

    /// <summary>Whether there is such a code.</summary>
    public static bool Knows(string code) => ByCode.ContainsKey(code);

    /// <summary>The texts of a code. A code without texts is a bug, and answered as one.</summary>
    public static ProblemText Of(string code) =>
        ByCode.TryGetValue(code, out var text) ? text : throw new InvalidOperationException($"problems.json has no code \"{code}\".");

    private static FrozenDictionary<string, ProblemText> Load()
    {
        using var stream = typeof(ProblemCatalog).Assembly.GetManifestResourceStream("problems.json")!;
        return JsonSerializer.Deserialize(stream, ProblemJson.Default.DictionaryStringProblemText)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>How a code is answered.</summary>
internal sealed record ProblemText
{
    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>A short name, in each language.</summary>
    public required Trilingual Title { get; init; }

    /// <summary>A sentence with placeholders such as <c>{state}</c>, in each language.</summary>
    public required Trilingual Detail { get; init; }
}

/// <summary>A text that exists in all three languages.</summary>
internal sealed record Trilingual
{
    /// <summary>Vietnamese.</summary>
    public required string Vi { get; init; }

    /// <summary>Lao.</summary>
    public required string Lo { get; init; }

    /// <summary>English.</summary>
    public required string En { get; init; }

    /// <summary>The text in "vi", "lo" or "en".</summary>
    public string In(string language) => language switch { "vi" => Vi, "lo" => Lo, _ => En };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Dictionary<string, ProblemText>))]
internal sealed partial class ProblemJson : JsonSerializerContext;
