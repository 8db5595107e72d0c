using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>How the entries of a commitment make one figure.</summary>
[GenerateSerializer, Alias(WireNames.Measure)]
[JsonConverter(typeof(CamelCase<Measure>))]
public enum Measure
{
    /// <summary>Entries add up: students, money.</summary>
    Sum,

    /// <summary>
    /// The entry with the latest end of window counts: twinned clusters. Entries for others are no newer word about one's own: those for
    /// the most provinces come first, then the newer ones of whomever no other counts, and they add up.
    /// </summary>
    Latest,

    /// <summary>
    /// The latest cumulative entry plus later ones that do not overlap it: trade since a month. Entries for others do not stand in each
    /// other's way.
    /// </summary>
    ToDate,

    /// <summary>A standing duty: entries attest it and carry no amount.</summary>
    Attestation,
}

/// <summary>How often a commitment falls due.</summary>
[GenerateSerializer, Alias(WireNames.Cadence)]
[JsonConverter(typeof(CamelCase<Cadence>))]
public enum Cadence
{
    /// <summary>Every year.</summary>
    Yearly,

    /// <summary>For every course; no target until a course exists.</summary>
    PerCourse,

    /// <summary>For every course, each year; no target until a course exists.</summary>
    PerCoursePerYear,

    /// <summary>Always.</summary>
    Standing,

    /// <summary>In turn by the two sides.</summary>
    Alternating,

    /// <summary>Once.</summary>
    Once,
}

/// <summary>What a commitment rests on.</summary>
[GenerateSerializer, Alias(WireNames.BasisKind)]
[JsonConverter(typeof(CamelCase<BasisKind>))]
public enum BasisKind
{
    /// <summary>A clause of an instrument.</summary>
    Clause,

    /// <summary>What is done without a cited clause.</summary>
    Practice,

    /// <summary>What one side proposed: it enters progress once the other agrees.</summary>
    Proposal,
}

/// <summary>Where a commitment stands.</summary>
[GenerateSerializer, Alias(WireNames.CommitmentState)]
[JsonConverter(typeof(CamelCase<CommitmentState>))]
public enum CommitmentState
{
    /// <summary>Put forward by one of those whom it names: the others agree, or one refuses.</summary>
    Proposed,

    /// <summary>Agreed by all whom it names, or in force as stated: it counts.</summary>
    Active,

    /// <summary>Given up by all whom it names; a proposal, by any of them.</summary>
    Cancelled,

    /// <summary>Its term was reviewed, and a successor carries it on.</summary>
    CarriedForward,

    /// <summary>Stands in a text that is not in force: it counts with that, or goes with it.</summary>
    Drafted,
}

/// <summary>The basis of a commitment.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Basis)]
public sealed record Basis
{
    /// <summary>Which kind.</summary>
    [Id(0)] public required BasisKind Kind { get; init; }

    /// <summary>The clause, as its instrument names it.</summary>
    [Id(1)] public string? Clause { get; init; }
}

/// <summary>A target of one period.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Target)]
public sealed record Target
{
    /// <summary>The period.</summary>
    [Id(0)] public required Window Period { get; init; }

    /// <summary>The value, or null when it is undefined: per course without a course.</summary>
    [Id(1)] public Amount? Amount { get; init; }

    /// <summary>Courses held or planned in the period, for per-course cadences.</summary>
    [Id(2)] public int? Courses { get; init; }
}

/// <summary>What the parties bind themselves to, as it is kept.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Commitment)]
public sealed record Commitment
{
    /// <summary>Its id in its book.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The provinces or national bodies that give; all of them for a joint duty.</summary>
    [Id(2)] public required ValueList<string> Givers { get; init; }

    /// <summary>The provinces that receive; one figure for several of them is shared and never split.</summary>
    [Id(3)] public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Areas of cooperation it belongs to.</summary>
    [Id(4)] public required ValueList<string> Areas { get; init; }

    /// <summary>What it rests on.</summary>
    [Id(5)] public required Basis Basis { get; init; }

    /// <summary>What is measured, such as "students": figures of one indicator and unit add up in the network.</summary>
    [Id(6), CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>How its entries make one figure.</summary>
    [Id(7)] public required Measure Measure { get; init; }

    /// <summary>The unit of its target and entries; null for attestations.</summary>
    [Id(8), CodeOf(Vocabulary.Unit)] public string? Unit { get; init; }

    /// <summary>How often it falls due.</summary>
    [Id(9)] public required Cadence Cadence { get; init; }

    /// <summary>The value for one occurrence of the cadence (a year, a course), or null when none is stated.</summary>
    [Id(10)] public Amount? Rate { get; init; }

    /// <summary>Targets by period, in order.</summary>
    [Id(11)] public required ValueList<Target> Targets { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(12)] public required CommitmentState State { get; init; }

    /// <summary>Rises with each edit of the commitment or its targets, asked for or in effect; edits are checked against it.</summary>
    [Id(13)] public required int Revision { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(14)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>The talks, and their outcome, that created it; null when none are stated.</summary>
    [Id(15)] public TalksRef? Talks { get; init; }

    /// <summary>The commitment of the term before that it carries on; null when it is new.</summary>
    [Id(16), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public CommitmentRef? CarriedFrom { get; init; }

    /// <summary>The successors of its agreement that carry it on.</summary>
    [Id(17), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<CarryRecord> CarriedTo { get; init; }

    /// <summary>What is asked for and others have yet to agree to.</summary>
    [Id(18), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<CommitmentAsk> Asked { get; init; }

    /// <summary>True when a target was set since it was entered: its sources may say nothing of that one.</summary>
    [Id(19), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Retargeted { get; init; }
}
