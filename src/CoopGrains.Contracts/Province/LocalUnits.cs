using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Kinds of unit within a province.</summary>
[GenerateSerializer, Alias(WireNames.LocalUnitKind)]
[JsonConverter(typeof(CamelCase<LocalUnitKind>))]
public enum LocalUnitKind
{
    /// <summary>huyện, ເມືອງ.</summary>
    District,

    /// <summary>thành phố, ນະຄອນ.</summary>
    City,

    /// <summary>thị xã, thị trấn.</summary>
    Town,

    /// <summary>xã.</summary>
    Commune,

    /// <summary>phường.</summary>
    Ward,

    /// <summary>bản, ບ້ານ.</summary>
    Village,

    /// <summary>cụm bản, ກຸ່ມບ້ານ.</summary>
    VillageCluster,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A unit within a province: it has a time, and units that came before it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.LocalUnit)]
public sealed record LocalUnit : IRecord
{
    /// <summary>Its id in the province.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required LocalizedText Name { get; init; }

    /// <summary>Which kind.</summary>
    [Id(2)] public required LocalUnitKind Kind { get; init; }

    /// <summary>The unit that it lies in; null when that is the province itself, or not stated.</summary>
    [Id(3)] public string? Within { get; init; }

    /// <summary>When it existed.</summary>
    [Id(4)] public required Validity Validity { get; init; }

    /// <summary>The units whose place it took.</summary>
    [Id(5)] public ValueList<string> Succeeds { get; init; }

    /// <summary>Rises with each change; corrections are checked against it.</summary>
    [Id(6)] public required int Revision { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(7)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Names a unit of a province.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnitRef)]
public sealed record UnitRef
{
    /// <summary>The province, in any spelling.</summary>
    [Id(0)] public required string Province { get; init; }

    /// <summary>The unit's id in it.</summary>
    [Id(1)] public required string Unit { get; init; }
}

/// <summary>What was found of a unit that a command names, before the book is asked.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.FoundUnit)]
public sealed record FoundUnit
{
    /// <summary>The unit; null when there is none.</summary>
    [Id(0)] public LocalUnit? Unit { get; init; }

    /// <summary>The units that took its place.</summary>
    [Id(1)] public ValueList<string> Successors { get; init; }
}

/// <summary>Enters a unit of the province.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterUnit)]
public sealed record RegisterUnit : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required LocalizedText Name { get; init; }

    /// <summary>Which kind.</summary>
    [Id(2)] public required LocalUnitKind Kind { get; init; }

    /// <summary>The unit that it lies in.</summary>
    [Id(3)] public string? Within { get; init; }

    /// <summary>When it exists, as far as it is stated.</summary>
    [Id(4)] public Validity? Validity { get; init; }

    /// <summary>The units whose place it takes.</summary>
    [Id(5)] public ValueList<string> Succeeds { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(6)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Enters a unit anew that was entered wrongly; what it was stays in the history.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CorrectUnit)]
public sealed record CorrectUnit : Command
{
    /// <summary>The unit; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Unit { get; init; } = "";

    /// <summary>The revision that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>Its name.</summary>
    [Id(2)] public required LocalizedText Name { get; init; }

    /// <summary>Which kind.</summary>
    [Id(3)] public required LocalUnitKind Kind { get; init; }

    /// <summary>The unit that it lies in.</summary>
    [Id(4)] public string? Within { get; init; }

    /// <summary>When it exists, as far as it is stated.</summary>
    [Id(5)] public Validity? Validity { get; init; }

    /// <summary>The units whose place it takes.</summary>
    [Id(6)] public ValueList<string> Succeeds { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(7)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Closes a unit: it stays on what was recorded of its time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CloseUnit)]
public sealed record CloseUnit : Command
{
    /// <summary>The unit; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Unit { get; init; } = "";

    /// <summary>Its last day.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(3)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>A unit was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnitRegistered)]
public sealed record UnitRegistered : Event
{
    /// <summary>The unit, revision 1.</summary>
    [Id(0)] public required LocalUnit Unit { get; init; }
}

/// <summary>A unit was entered anew.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnitCorrected)]
public sealed record UnitCorrected : Event
{
    /// <summary>The unit as it now is.</summary>
    [Id(0)] public required LocalUnit Unit { get; init; }

    /// <summary>The unit before.</summary>
    [Id(1)] public required LocalUnit Before { get; init; }
}

/// <summary>A unit was closed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnitClosed)]
public sealed record UnitClosed : Event
{
    /// <summary>The unit.</summary>
    [Id(0)] public required string Unit { get; init; }

    /// <summary>Its last day.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Its revision.</summary>
    [Id(3)] public required int Revision { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(4)] public ValueList<Provenance> Sources { get; init; }
}
