using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Reference;

/// <summary>What became of a request that was answered with a problem, and what to do; kept in problem-pages.json.</summary>
internal static class ProblemGuide
{
    private static readonly Texts Kept = Load();

    /// <summary>What to do, by HTTP status. A status without advice is a bug, and answered as one.</summary>
    public static Trilingual AdviceOn(int status) => Kept.Advice.TryGetValue(status, out var advice)
        ? advice
        : throw new InvalidOperationException($"problem-pages.json has no advice on status {status}.");

    /// <summary>Whether there is advice on a status.</summary>
    public static bool Knows(int status) => Kept.Advice.ContainsKey(status);

    /// <summary>A heading or sentence of the pages.</summary>
    public static Trilingual Word(string name) => Kept.Words[name];

    private static Texts Load()
    {
        using var stream = typeof(ProblemGuide).Assembly.GetManifestResourceStream("problem-pages.json")!;
        return JsonSerializer.Deserialize(stream, GuideJson.Default.Texts)!;
    }

    internal sealed record Texts
    {
        public required IReadOnlyDictionary<string, Trilingual> Words { get; init; }

        public required IReadOnlyDictionary<int, Trilingual> Advice { get; init; }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProblemGuide.Texts))]
internal sealed partial class GuideJson : JsonSerializerContext;
