using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A person in an office of the province or national body. Officials only: no private person has a record.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OfficeHolder)]
public sealed record OfficeHolder : IRecord
{
    /// <summary>The record's id in its book.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The name, as the source prints it.</summary>
    [Id(1)] public required string Person { get; init; }

    /// <summary>The office.</summary>
    [Id(2)] public required LocalizedText Office { get; init; }

    /// <summary>Ranks and other titles stated with it; null when there are none.</summary>
    [Id(3)] public LocalizedText? Titles { get; init; }

    /// <summary>When the person held the office.</summary>
    [Id(4)] public required Validity Validity { get; init; }

    /// <summary>The record of who held the office before; null when it is not known.</summary>
    [Id(5)] public string? Succeeds { get; init; }

    /// <summary>Rises with each change; corrections are checked against it.</summary>
    [Id(6)] public required int Revision { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(7)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Enters an office-holder. One that succeeds another ends the other's time in office.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterHolder)]
public sealed record RegisterHolder : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>The name.</summary>
    [Id(1)] public required string Person { get; init; }

    /// <summary>The office.</summary>
    [Id(2)] public required LocalizedText Office { get; init; }

    /// <summary>Ranks and other titles.</summary>
    [Id(3)] public LocalizedText? Titles { get; init; }

    /// <summary>When the person holds the office, as far as it is stated.</summary>
    [Id(4)] public Validity? Validity { get; init; }

    /// <summary>Who held the office before.</summary>
    [Id(5)] public string? Succeeds { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(6)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Enters an office-holder anew that was entered wrongly; what was signed stays as it was.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CorrectHolder)]
public sealed record CorrectHolder : Command
{
    /// <summary>The record; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Holder { get; init; } = "";

    /// <summary>The revision that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>The name.</summary>
    [Id(2)] public required string Person { get; init; }

    /// <summary>The office.</summary>
    [Id(3)] public required LocalizedText Office { get; init; }

    /// <summary>Ranks and other titles.</summary>
    [Id(4)] public LocalizedText? Titles { get; init; }

    /// <summary>When the person holds the office, as far as it is stated.</summary>
    [Id(5)] public Validity? Validity { get; init; }

    /// <summary>Who held the office before.</summary>
    [Id(6)] public string? Succeeds { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(7)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Ends somebody's time in office.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EndTenure)]
public sealed record EndTenure : Command
{
    /// <summary>The record; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Holder { get; init; } = "";

    /// <summary>The last day in office.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(2)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>An office-holder was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.HolderRegistered)]
public sealed record HolderRegistered : Event
{
    /// <summary>The record, revision 1.</summary>
    [Id(0)] public required OfficeHolder Holder { get; init; }
}

/// <summary>An office-holder was entered anew.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.HolderCorrected)]
public sealed record HolderCorrected : Event
{
    /// <summary>The record as it now is.</summary>
    [Id(0)] public required OfficeHolder Holder { get; init; }

    /// <summary>The record before.</summary>
    [Id(1)] public required OfficeHolder Before { get; init; }
}

/// <summary>Somebody's time in office ended.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TenureEnded)]
public sealed record TenureEnded : Event
{
    /// <summary>The record.</summary>
    [Id(0)] public required string Holder { get; init; }

    /// <summary>The last day in office.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Its revision.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(3)] public ValueList<Provenance> Sources { get; init; }
}
