using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>An area of cooperation.</summary>
public sealed record Area
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The area that it lies in; null at the top.</summary>
    public string? Within { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>Where it is read from.</summary>
    public required ValueList<Provenance> Sources { get; init; }
}

/// <summary>The areas that the stories name, as one tree. One commitment may lie in several: totals by area overlap.</summary>
public static class AreaTree
{
    private static readonly Area[] InOrder = Load();
    private static readonly FrozenDictionary<string, Area> ById = InOrder.ToFrozenDictionary(area => area.Id, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string[]> Up =
        InOrder.ToFrozenDictionary(area => area.Id, area => Climb(area).ToArray(), StringComparer.Ordinal);

    /// <summary>Every area, each behind the one it lies in.</summary>
    public static ValueList<Area> All { get; } = InOrder.ToValueList();

    /// <summary>An area; null when there is none of the id.</summary>
    public static Area? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>An area and those it lies in, itself first. What an older store calls an area lies in no other.</summary>
    public static ReadOnlySpan<string> WithAbove(string id) => Up.TryGetValue(id, out var path) ? path : new string[] { id };

    /// <summary>True when an area is the other or lies in it.</summary>
    public static bool IsIn(string id, string other) => WithAbove(id).Contains(other);

    private static IEnumerable<string> Climb(Area area)
    {
        for (var at = area; ; at = ById[at.Within])
        {
            yield return at.Id;
            if (at.Within is null)
                yield break;
        }
    }

    private static Area[] Load()
    {
        using var stream = typeof(AreaTree).Assembly.GetManifestResourceStream("areas.json")!;
        return JsonSerializer.Deserialize(stream, AreaJson.Default.AreaFile)!.Items;
    }
}

/// <summary>The tree as it is kept.</summary>
internal sealed record AreaFile(Area[] Items);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AreaFile))]
[JsonSerializable(typeof(Provenance[]))]
internal sealed partial class AreaJson : JsonSerializerContext;
