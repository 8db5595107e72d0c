using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A user of an agency.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgencyUser)]
public sealed record AgencyUser
{
    /// <summary>The user's name, as tokens give it.</summary>
    [Id(0)] public required string User { get; init; }

    /// <summary>The roles the register allows.</summary>
    [Id(1)] public required Roles Roles { get; init; }

    /// <summary>True when cleared for restricted matters.</summary>
    [Id(2)] public required bool Cleared { get; init; }
}

/// <summary>An agency and its users.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Agency)]
public sealed record Agency : IRecord
{
    /// <summary>Its id, unique in the network: the province's id, a hyphen and a word.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required LocalizedText Name { get; init; }

    /// <summary>Its users.</summary>
    [Id(2)] public required ValueList<AgencyUser> Users { get; init; }

    /// <summary>True for a body that oversees, such as a people's council: its users are overseers and nothing else.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Oversees { get; init; }

    /// <summary>The day on which it ended; null while it is open. A closed agency's people are refused.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? ClosedOn { get; init; }
}

/// <summary>What a province owes or is owed under a commitment of another book.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Obligation)]
public sealed record Obligation
{
    /// <summary>The book that holds the commitment.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The commitment in that book.</summary>
    [Id(1)] public required string Commitment { get; init; }

    /// <summary>What it is about.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>True when the province gives; false when it only receives.</summary>
    [Id(3)] public required bool Gives { get; init; }

    /// <summary>The version of that book that says so; older news is dropped.</summary>
    [Id(4)] public required long SourceVersion { get; init; }

    /// <summary>True when the commitment was given up: the province owes and is owed nothing under it any more.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Ended { get; init; }
}

/// <summary>All names of a province.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProvinceNames)]
public sealed record ProvinceNames
{
    /// <summary>The name in each language.</summary>
    [Id(0)] public required LocalizedText Name { get; init; }

    /// <summary>Every other spelling found in use.</summary>
    [Id(1)] public ValueList<string> Aliases { get; init; }
}

/// <summary>A spelling that names another province already, in whatever case, tones and hyphens it is written.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TakenName)]
public sealed record TakenName
{
    /// <summary>The spelling as it was asked for.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The province that has it.</summary>
    [Id(1)] public required string Province { get; init; }

    /// <summary>JSON pointer to the spelling in the request.</summary>
    [Id(2)] public required string Pointer { get; init; }
}
