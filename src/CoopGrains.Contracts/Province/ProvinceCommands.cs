using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Enters a province or a country's national bodies: the operator's bootstrap.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterProvince)]
public sealed record RegisterProvince : Command
{
    /// <summary>The id: "vn-…" or "la-…" for a province, "vn" or "la" for national bodies.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its names.</summary>
    [Id(1)] public required ProvinceNames Names { get; init; }

    /// <summary>ISO 3166-2 code, or ISO 3166-1 for a country.</summary>
    [Id(2)] public required string Iso { get; init; }

    /// <summary>Provinces it shares a border with, as stated.</summary>
    [Id(3)] public ValueList<string> Borders { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(4)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>A spelling among the names that another province has, looked up beforehand; null when all are free.</summary>
    [Id(5), JsonIgnore] public TakenName? Taken { get; init; }
}

/// <summary>Changes a province's names; its id stays.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SetNames)]
public sealed record SetNames : Command
{
    /// <summary>The revision of the names that the caller saw; taken from If-Match.</summary>
    [Id(0), JsonIgnore] public int Revision { get; init; }

    /// <summary>The new names.</summary>
    [Id(1)] public required ProvinceNames Names { get; init; }

    /// <summary>A spelling among the names that another province has, looked up beforehand; null when all are free.</summary>
    [Id(2), JsonIgnore] public TakenName? Taken { get; init; }
}

/// <summary>Enters an agency of the province.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterAgency)]
public sealed record RegisterAgency : Command
{
    /// <summary>Its id: the province's id, a hyphen and a word, such as "vn-db-education".</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required LocalizedText Name { get; init; }

    /// <summary>True for a body that oversees, such as a people's council: its users are overseers and nothing else.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Oversees { get; init; }
}

/// <summary>Sets what a user may do for an agency; no roles ends it. Only a body that oversees has overseers, and these are all it has.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AppointUser)]
public sealed record AppointUser : Command
{
    /// <summary>The agency; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Agency { get; init; } = "";

    /// <summary>The user; taken from the path.</summary>
    [Id(1), JsonIgnore] public string User { get; init; } = "";

    /// <summary>The roles.</summary>
    [Id(2)] public required Roles Roles { get; init; }

    /// <summary>True to clear the user for restricted matters.</summary>
    [Id(3)] public bool Cleared { get; init; }
}

/// <summary>The courier's word of a commitment that binds the province.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NoteObligation)]
public sealed record NoteObligation : Command
{
    /// <summary>The obligation.</summary>
    [Id(0)] public required Obligation Obligation { get; init; }
}
