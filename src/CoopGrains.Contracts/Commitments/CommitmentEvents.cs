using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A commitment was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAdded)]
public sealed record CommitmentAdded : Event
{
    /// <summary>The commitment as entered.</summary>
    [Id(0)] public required Commitment Commitment { get; init; }
}

/// <summary>A target was set or changed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TargetSet)]
public sealed record TargetSet : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The target as it now is.</summary>
    [Id(1)] public required Target Target { get; init; }

    /// <summary>The target before, or null when the period had none.</summary>
    [Id(2)] public Target? Before { get; init; }

    /// <summary>The commitment's revision after this edit.</summary>
    [Id(3)] public required int Revision { get; init; }
}

/// <summary>An entry was reported.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryReported)]
public sealed record EntryReported : Event
{
    /// <summary>The entry's id.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The commitment.</summary>
    [Id(1)] public required string Commitment { get; init; }

    /// <summary>The amount; null for attestations.</summary>
    [Id(2)] public Amount? Amount { get; init; }

    /// <summary>The words the amount was read from, when it was given as written.</summary>
    [Id(3)] public string? AmountAsWritten { get; init; }

    /// <summary>When it occurred.</summary>
    [Id(4)] public required Window Occurred { get; init; }

    /// <summary>For whom.</summary>
    [Id(5)] public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Named parts.</summary>
    [Id(6)] public ValueList<Part> Parts { get; init; }

    /// <summary>What exactly was counted.</summary>
    [Id(7)] public string? Meaning { get; init; }

    /// <summary>References to evidence.</summary>
    [Id(8)] public ValueList<string> Evidence { get; init; }

    /// <summary>The entry that this one breaks down.</summary>
    [Id(9)] public string? BreakdownOf { get; init; }

    /// <summary>The entry that this one corrects.</summary>
    [Id(10)] public string? Corrects { get; init; }

    /// <summary>Who reported.</summary>
    [Id(11)] public required Reporter By { get; init; }

    /// <summary>Who has to confirm: every party of it for whom its reporter does not speak, somebody of the other side among them.</summary>
    [Id(12)] public required ValueList<string> ToConfirm { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(13)] public required DateTimeOffset At { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(14)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>The units where it was done.</summary>
    [Id(15), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<UnitRef> Places { get; init; }

    /// <summary>The confirmed entry that this one takes out of every total once it is confirmed itself.</summary>
    [Id(16)] public string? Reverses { get; init; }

    /// <summary>An entry of another agency that says the same: perhaps the same thing counted twice.</summary>
    [Id(17)] public string? Resembles { get; init; }

    /// <summary>The agency that reported it first, of an entry that was brought from another store; left out when the reporter's own did.</summary>
    [Id(18), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public string? OriginalAgency { get; init; }
}

/// <summary>An entry was confirmed, wholly or for one of its parties.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryConfirmed)]
public sealed record EntryConfirmed : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The province or national body that confirmed.</summary>
    [Id(1)] public required string For { get; init; }

    /// <summary>True when nobody has to confirm any more: the entry counts from here on.</summary>
    [Id(2)] public required bool Complete { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>An entry was disputed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryDisputed)]
public sealed record EntryDisputed : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The own figure of who disputes it.</summary>
    [Id(1)] public Amount? OwnFigure { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Who disputes.</summary>
    [Id(3)] public required string For { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>An entry went back to its author.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntrySentBack)]
public sealed record EntrySentBack : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>What is to be mended.</summary>
    [Id(1)] public required string Note { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }
}

/// <summary>An entry was taken back by its author.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryWithdrawn)]
public sealed record EntryWithdrawn : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Who reported an entry.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Reporter)]
public sealed record Reporter
{
    /// <summary>The user.</summary>
    [Id(0)] public required string User { get; init; }

    /// <summary>The agency.</summary>
    [Id(1)] public required string Agency { get; init; }

    /// <summary>The province or national body.</summary>
    [Id(2)] public required string Body { get; init; }

    /// <summary>The country.</summary>
    [Id(3)] public required Side Side { get; init; }

    /// <summary>The province of the other side for which it was entered; null when it is the agency's own. It confirms nothing.</summary>
    [Id(4)] public string? OnBehalfOf { get; init; }
}
