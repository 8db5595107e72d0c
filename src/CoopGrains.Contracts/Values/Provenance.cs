using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Where a value comes from: a file, its line and its words, or "external" where it is not in a story.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Provenance)]
public sealed record Provenance
{
    /// <summary>The source, such as "S0", "S2" or "external".</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>The line in it, counted from 1; null where lines mean nothing.</summary>
    [Id(1)] public int? Line { get; init; }

    /// <summary>The words relied on, verbatim and short.</summary>
    [Id(2)] public string? Quote { get; init; }

    /// <summary>How the value was read from the words, where that is not plain.</summary>
    [Id(3)] public string? Note { get; init; }
}
