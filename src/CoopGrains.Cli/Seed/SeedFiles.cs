using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Cli.Seed;

/// <summary>The seed network as it is built into this program.</summary>
internal static class SeedFiles
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The file of reported figures.</summary>
    public const string Entries = "entries";

    /// <summary>The files in the order they are sent; each needs those before it.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["provinces", "agencies", "units", "offices", "agreements", "talks", "events", "programs", "twinnings", Entries, "proposals", "conflicts"];

    /// <summary>Reads one file.</summary>
    public static SeedFile Read(string name)
    {
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream(name + ".json")!;
        return JsonSerializer.Deserialize<SeedFile>(stream, Strict)!;
    }
}
