using System.Collections.Frozen;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>Which grain classes there are and which of them an interface means.</summary>
internal sealed class GrainRegistry
{
    private readonly FrozenDictionary<GrainType, GrainClass> _byType;
    private readonly FrozenDictionary<Type, GrainClass[]> _byInterface;

    public GrainRegistry(IEnumerable<Type> implementations)
    {
        Classes = [.. implementations.Distinct().Select(type => new GrainClass(type))];
        foreach (var same in Classes.GroupBy(c => c.Type).Where(group => group.Count() > 1))
        {
            throw new InvalidOperationException(
                $"Several classes have the grain type {same.Key}: {string.Join(", ", same.Select(c => c.Implementation.FullName))}.");
        }

        _byType = Classes.ToFrozenDictionary(c => c.Type);
        _byInterface = Classes
            .SelectMany(c => c.Interfaces.Select(i => (Interface: i, Class: c)))
            .GroupBy(pair => pair.Interface)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Class).ToArray());
    }

    public IReadOnlyList<GrainClass> Classes { get; }

    public GrainClass Class(GrainType type) =>
        _byType.GetValueOrDefault(type) ?? throw new ArgumentException($"Could not find an implementation for grain type {type}");

    /// <summary>
    /// As Orleans: with a prefix the class of that full name or the only one it begins; without, the class named like
    /// the interface without its I, or the only one there is.
    /// </summary>
    public GrainType Resolve(Type interfaceType, string? classNamePrefix)
    {
        var candidates = _byInterface.GetValueOrDefault(interfaceType) ?? [];
        var hasPrefix = !string.IsNullOrWhiteSpace(classNamePrefix);
        var matches = hasPrefix
            ? [.. candidates.Where(c => c.Implementation.FullName!.StartsWith(classNamePrefix!, StringComparison.Ordinal))]
            : candidates;
        var chosen = hasPrefix
            ? matches.FirstOrDefault(c => c.Implementation.FullName == classNamePrefix)
            : matches.FirstOrDefault(c => c.Implementation.Name == interfaceType.Name[1..]);
        chosen ??= matches.Length == 1 ? matches[0] : null;
        if (chosen is not null)
            return chosen.Type;
        var asked = $"interface {interfaceType.FullName}" + (hasPrefix ? $" with implementation prefix \"{classNamePrefix}\"" : "");
        throw new ArgumentException(
            matches.Length == 0
                ? $"Could not find an implementation for {asked}"
                : $"Unable to identify a single appropriate grain type for {asked}. Candidates: "
                    + string.Join(", ", matches.Select(c => $"{c.Type} ({c.Implementation.FullName})")));
    }
}
