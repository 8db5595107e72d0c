using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A reference in a command to something outside its book that the caller does not see, looked up beforehand.</summary>
/// <remarks>What is hidden from the caller is missing like what does not exist; so is a restricted book in an open one.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.MissingReference)]
public sealed record MissingReference
{
    /// <summary>JSON pointer to it in the request.</summary>
    [Id(0)] public required string Pointer { get; init; }

    /// <summary>What it names.</summary>
    [Id(1)] public required string Id { get; init; }
}

/// <summary>Names talks of an agreement, and perhaps one of their outcomes or agenda items.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksRef)]
public sealed record TalksRef
{
    /// <summary>The agreement.</summary>
    [Id(0)] public required BookKey Agreement { get; init; }

    /// <summary>The number of the talks in it.</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>The outcome; null for the talks as a whole.</summary>
    [Id(2)] public string? Outcome { get; init; }

    /// <summary>The agenda item, of talks that came to no outcome on it; null otherwise.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public string? Item { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Outcome, Item) switch
    {
        ({ } outcome, _) => $"{Agreement}/talks/{Number}/outcomes/{outcome}",
        (_, { } item) => $"{Agreement}/talks/{Number}/agenda/{item}",
        _ => $"{Agreement}/talks/{Number}",
    };
}

/// <summary>Names a commitment of a book.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentRef)]
public sealed record CommitmentRef
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The commitment in it.</summary>
    [Id(1)] public required string Commitment { get; init; }
}
