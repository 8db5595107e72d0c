using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>
/// Closes an agency as a whole: from now on its people are refused. What it reported stays, and other agencies of its province answer for it.
/// Nobody closes the own agency, so that a province keeps somebody who can open it again.
/// </summary>
[GenerateSerializer, Immutable, Alias(WireNames.CloseAgency)]
public sealed record CloseAgency : Command
{
    /// <summary>The agency; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Agency { get; init; } = "";

    /// <summary>The day on which it ended, not one to come.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Opens a closed agency again, with the users that it had.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReopenAgency)]
public sealed record ReopenAgency : Command
{
    /// <summary>The agency; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Agency { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>An agency was closed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgencyClosed)]
public sealed record AgencyClosed : Event
{
    /// <summary>The agency.</summary>
    [Id(0)] public required string Agency { get; init; }

    /// <summary>The day on which it ended.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>A closed agency was opened again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgencyReopened)]
public sealed record AgencyReopened : Event
{
    /// <summary>The agency.</summary>
    [Id(0)] public required string Agency { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}
