using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Sources that say different things of the same matter, side by side until somebody settles which reading holds.</summary>
/// <remarks>Once it is settled the book keeps who and why; what each source said is in its history.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.SourceConflict)]
public sealed record SourceConflict : IRecord
{
    /// <summary>Its id in its book.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What they disagree about.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>What it is about in the book, such as <c>commitments/places</c> or <c>entries/e-…</c>; null for the book as a whole.</summary>
    [Id(2)] public string? About { get; init; }

    /// <summary>What each source says, with its words; empty once it is settled.</summary>
    [Id(3)] public ValueList<Reading> Readings { get; init; }

    /// <summary>Who raised it.</summary>
    [Id(4)] public required Reporter By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>How it was settled; null while it is open.</summary>
    [Id(6)] public ConflictResolution? Resolution { get; init; }
}

/// <summary>How a conflict was settled: who and why.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ConflictResolution)]
public sealed record ConflictResolution
{
    /// <summary>Who.</summary>
    [Id(0)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The reading that holds, counted from 0; null when none does, or all do.</summary>
    [Id(2)] public int? Reading { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>Puts sources that disagree side by side, in the first book that they are about.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RaiseConflict)]
public sealed record RaiseConflict : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>What they disagree about.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>What it is about in the book; null for the book as a whole.</summary>
    [Id(2)] public string? About { get; init; }

    /// <summary>What each source says; at least two, each with a source and its words.</summary>
    [Id(3)] public required ValueList<Reading> Readings { get; init; }
}

/// <summary>Settles a conflict.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ResolveConflict)]
public sealed record ResolveConflict : Command
{
    /// <summary>The conflict; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Conflict { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The reading that holds, counted from 0; null when none does, or all do.</summary>
    [Id(2)] public int? Reading { get; init; }
}

/// <summary>Sources were found to disagree.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ConflictRaised)]
public sealed record ConflictRaised : Event
{
    /// <summary>The conflict as raised.</summary>
    [Id(0)] public required SourceConflict Conflict { get; init; }
}

/// <summary>A conflict was settled.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ConflictResolved)]
public sealed record ConflictResolved : Event
{
    /// <summary>The conflict.</summary>
    [Id(0)] public required string Conflict { get; init; }

    /// <summary>Who and why.</summary>
    [Id(1)] public required ConflictResolution Resolution { get; init; }
}
