using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Leave to read a restricted book for a time: for one user, with a reason and an end.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AccessGrant)]
public sealed record AccessGrant : IRecord
{
    /// <summary>Its id in its book.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The agency of whom it is for.</summary>
    [Id(1)] public required string Agency { get; init; }

    /// <summary>The user of that agency.</summary>
    [Id(2)] public required string User { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>Its last day, as both countries count days.</summary>
    [Id(4)] public required PartialDate Until { get; init; }

    /// <summary>When it was granted.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>The province or national body whose coordinator granted it.</summary>
    [Id(6)] public required string By { get; init; }

    /// <summary>True for the user it names.</summary>
    public bool IsFor(string agency, string user) => Agency == agency && User == user;
}

/// <summary>Lets a user read a restricted book for a time. One who may see it for good needs no such leave.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.GrantAccess)]
public sealed record GrantAccess : Command
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The agency of whom it is for.</summary>
    [Id(1)] public required string Agency { get; init; }

    /// <summary>The user of that agency.</summary>
    [Id(2)] public required string User { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>Its last day: at most 90 days from today.</summary>
    [Id(4)] public required PartialDate Until { get; init; }

    /// <summary>True when the register knows the user, looked up beforehand.</summary>
    [Id(5), JsonIgnore] public bool UserIsKnown { get; init; }
}

/// <summary>Ends leave to read a restricted book before its time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RevokeAccess)]
public sealed record RevokeAccess : Command
{
    /// <summary>The grant; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Grant { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>A user was let read a restricted book for a time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AccessGranted)]
public sealed record AccessGranted : Event
{
    /// <summary>The leave.</summary>
    [Id(0)] public required AccessGrant Grant { get; init; }
}

/// <summary>Leave to read a restricted book ended before its time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AccessRevoked)]
public sealed record AccessRevoked : Event
{
    /// <summary>The grant.</summary>
    [Id(0)] public required string Grant { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>What books that may be restricted share: those of agreements and programs.</summary>
/// <remarks>Each command is durable before its answer and takes effect once for one operation id; repeat it freely.</remarks>
[Alias(WireNames.IAccessGrain)]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>Lets a user read it for a time.</summary>
    [Alias("GrantAccess")] Task<Outcome> GrantAccessAsync(Caller caller, GrantAccess command);

    /// <summary>Ends such leave.</summary>
    [Alias("RevokeAccess")] Task<Outcome> RevokeAccessAsync(Caller caller, RevokeAccess command);
}
