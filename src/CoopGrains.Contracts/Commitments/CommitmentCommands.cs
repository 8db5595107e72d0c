using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Years with the same target, written as one rule.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.YearlyTargets)]
public sealed record YearlyTargets
{
    /// <summary>The first year.</summary>
    [Id(0)] public required int From { get; init; }

    /// <summary>The last year.</summary>
    [Id(1)] public required int To { get; init; }

    /// <summary>The target of each year; null for per-course cadences, whose targets wait for courses.</summary>
    [Id(2)] public Amount? Amount { get; init; }
}

/// <summary>Enters a commitment into a book.</summary>
/// <remarks>
/// What is entered as stated, with a source, counts at once, and so does what carries on unchanged what both sides chose. What is entered
/// into the draft of an agreement is part of its text: it is accepted with it, counts once that is in force, and is cancelled when it is
/// withdrawn. Everything else, and every proposal, waits for the other side.
/// </remarks>
[GenerateSerializer, Immutable, Alias(WireNames.AddCommitment)]
public sealed record AddCommitment : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>What it is about.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>Who gives.</summary>
    [Id(2)] public required ValueList<string> Givers { get; init; }

    /// <summary>Who receives.</summary>
    [Id(3)] public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Areas of cooperation.</summary>
    [Id(4)] public ValueList<string> Areas { get; init; }

    /// <summary>What it rests on.</summary>
    [Id(5)] public required Basis Basis { get; init; }

    /// <summary>What is measured.</summary>
    [Id(6)] public required string Indicator { get; init; }

    /// <summary>How entries make one figure.</summary>
    [Id(7)] public required Measure Measure { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    [Id(8)] public string? Unit { get; init; }

    /// <summary>How often it falls due.</summary>
    [Id(9)] public required Cadence Cadence { get; init; }

    /// <summary>The value for one occurrence of the cadence.</summary>
    [Id(10)] public Amount? Rate { get; init; }

    /// <summary>One target for each of several years.</summary>
    [Id(11)] public YearlyTargets? Yearly { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(12)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>The talks, and their outcome, that created it.</summary>
    [Id(13)] public TalksRef? Talks { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(14), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }

    /// <summary>The commitment that it carries on: of the agreement that this one's follows, or of a program under that.</summary>
    [Id(15)] public CommitmentRef? CarriedFrom { get; init; }

    /// <summary>What was found of the commitment that it carries on, looked up beforehand.</summary>
    [Id(16), JsonIgnore] public FoundCarry? Found { get; init; }
}

/// <summary>Sets or changes the target of one period, or asks for that.</summary>
/// <remarks>
/// Of a commitment that is agreed, a change waits until the other side sends the same; sending what holds drops what was asked for. Of a
/// proposal it takes effect at once, and the other side agrees to the proposal as changed.
/// </remarks>
[GenerateSerializer, Immutable, Alias(WireNames.SetTarget)]
public sealed record SetTarget : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The revision of the commitment that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>The period.</summary>
    [Id(2)] public required Window Period { get; init; }

    /// <summary>The new target; null for per-course cadences.</summary>
    [Id(3)] public Amount? Amount { get; init; }

    /// <summary>How many courses the period has, for per-course cadences: the target is that many times the rate.</summary>
    [Id(4)] public int? Courses { get; init; }
}

/// <summary>Reports fulfilment: one ledger entry.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReportFulfilment)]
public sealed record ReportFulfilment : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The amount; none for attestations.</summary>
    [Id(1)] public Amount? Amount { get; init; }

    /// <summary>The amount in the words of a Vietnamese source, such as "trên 140 triệu USD", instead of <see cref="Amount"/>.</summary>
    [Id(2)] public string? AmountAsWritten { get; init; }

    /// <summary>When it occurred.</summary>
    [Id(3)] public required Window Occurred { get; init; }

    /// <summary>For whom; when empty, as what it corrects or breaks down, else all beneficiaries of the commitment.</summary>
    [Id(4)] public ValueList<string> Beneficiaries { get; init; }

    /// <summary>Named parts of the amount.</summary>
    [Id(5)] public ValueList<Part> Parts { get; init; }

    /// <summary>What exactly was counted, in the reporter's words.</summary>
    [Id(6)] public string? Meaning { get; init; }

    /// <summary>Evidence: hashes of documents, http links, or a few words.</summary>
    [Id(7)] public ValueList<string> Evidence { get; init; }

    /// <summary>An entry that this one breaks down; it then adds nothing to totals.</summary>
    [Id(8)] public string? BreakdownOf { get; init; }

    /// <summary>A disputed or sent-back entry that this one corrects; taken from the path.</summary>
    [Id(9), JsonIgnore] public string? Corrects { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(10)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>The units where it was done; the units must have existed then.</summary>
    [Id(11)] public ValueList<UnitRef> Places { get; init; }

    /// <summary>What was found of the places, in their order, looked up beforehand.</summary>
    [Id(12), JsonIgnore] public ValueList<FoundUnit> Found { get; init; }

    /// <summary>The party of the other side for which it is entered; that side still has to confirm it.</summary>
    [Id(13)] public string? OnBehalfOf { get; init; }

    /// <summary>Evidence that was not found, looked up beforehand.</summary>
    [Id(14), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }

    /// <summary>The agency that reported it first, of an entry that is brought from another store; null when the caller's own did.</summary>
    [Id(15)] public string? OriginalAgency { get; init; }
}

/// <summary>Confirms an entry for the caller's province or national body.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ConfirmEntry)]
public sealed record ConfirmEntry : Command
{
    /// <summary>The entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";
}

/// <summary>Disputes an entry with one's own figure.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DisputeEntry)]
public sealed record DisputeEntry : Command
{
    /// <summary>The entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>What who disputes it holds to be true; none for attestations.</summary>
    [Id(1)] public Amount? OwnFigure { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Sends an entry back to its author with a note.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SendBackEntry)]
public sealed record SendBackEntry : Command
{
    /// <summary>The entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>What is to be mended.</summary>
    [Id(1)] public required string Note { get; init; }
}

/// <summary>Takes back one's own unconfirmed entry.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawEntry)]
public sealed record WithdrawEntry : Command
{
    /// <summary>The entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}
