using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Kinds of occasion between the two countries.</summary>
[GenerateSerializer, Alias(WireNames.OccasionKind)]
[JsonConverter(typeof(CamelCase<OccasionKind>))]
public enum OccasionKind
{
    /// <summary>đoàn đại biểu, đoàn công tác.</summary>
    Delegation,

    /// <summary>A visit or courtesy call: thăm, chào xã giao.</summary>
    Visit,

    /// <summary>An honor: huân chương, huy chương.</summary>
    Honor,

    /// <summary>quà tặng.</summary>
    Gift,

    /// <summary>ngày kỷ niệm.</summary>
    Anniversary,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>What somebody did on an occasion.</summary>
[GenerateSerializer, Alias(WireNames.OccasionRole)]
[JsonConverter(typeof(CamelCase<OccasionRole>))]
public enum OccasionRole
{
    /// <summary>Received others.</summary>
    Host,

    /// <summary>Led a delegation.</summary>
    Head,

    /// <summary>Took part.</summary>
    Member,

    /// <summary>Confers an honor.</summary>
    Grantor,

    /// <summary>In whose name another presents it.</summary>
    OnBehalfOf,

    /// <summary>Hands over an honor or a gift.</summary>
    Presenter,

    /// <summary>Is honored, or receives a gift.</summary>
    Recipient,
}

/// <summary>Who took part in an occasion, and as what. Persons only in their offices.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Participant)]
public sealed record Participant
{
    /// <summary>As what.</summary>
    [Id(0)] public required OccasionRole Role { get; init; }

    /// <summary>For which province or national body.</summary>
    [Id(1)] public required string Party { get; init; }

    /// <summary>The office-holder's record in that party's book; null when there is none.</summary>
    [Id(2)] public string? Holder { get; init; }

    /// <summary>The office or body, in words; null when the record says it.</summary>
    [Id(3)] public LocalizedText? Who { get; init; }
}

/// <summary>One way in which sources put it; several where they differ.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Reading)]
public sealed record Reading
{
    /// <summary>What it says.</summary>
    [Id(0)] public required LocalizedText Text { get; init; }

    /// <summary>Where it says so.</summary>
    [Id(1)] public required ValueList<Provenance> Sources { get; init; }
}

/// <summary>A delegation, visit, honor, gift or anniversary.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Occasion)]
public sealed record Occasion : IRecord
{
    /// <summary>Its id in its book.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Which kind.</summary>
    [Id(1)] public required OccasionKind Kind { get; init; }

    /// <summary>What it was.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>When it was, or its first day.</summary>
    [Id(3)] public required PartialDate On { get; init; }

    /// <summary>Its last day; null when it has one day, or no last one is stated.</summary>
    [Id(4)] public PartialDate? Until { get; init; }

    /// <summary>True when it comes every year on that day; that of 29 February on the 28th in years without one.</summary>
    [Id(5)] public bool Yearly { get; init; }

    /// <summary>Where.</summary>
    [Id(6)] public LocalizedText? Place { get; init; }

    /// <summary>Provinces and national bodies that it concerns.</summary>
    [Id(7)] public required ValueList<string> Parties { get; init; }

    /// <summary>Who took part.</summary>
    [Id(8)] public ValueList<Participant> Participants { get; init; }

    /// <summary>What sources say of it, each in its own words, where they differ.</summary>
    [Id(9)] public ValueList<Reading> Readings { get; init; }

    /// <summary>The agreement that it implements; null when none is stated.</summary>
    [Id(10)] public BookKey? Implements { get; init; }

    /// <summary>The talks that it belongs to.</summary>
    [Id(11)] public TalksRef? Talks { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(12)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Enters an occasion that a province or national body took part in, past or planned.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RecordOccasion)]
public sealed record RecordOccasion : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Which kind.</summary>
    [Id(1)] public required OccasionKind Kind { get; init; }

    /// <summary>What it was.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>When it was, or its first day.</summary>
    [Id(3)] public required PartialDate On { get; init; }

    /// <summary>Its last day.</summary>
    [Id(4)] public PartialDate? Until { get; init; }

    /// <summary>True when it comes every year on that day; that of 29 February on the 28th in years without one.</summary>
    [Id(5)] public bool Yearly { get; init; }

    /// <summary>Where.</summary>
    [Id(6)] public LocalizedText? Place { get; init; }

    /// <summary>Provinces and national bodies that it concerns; that of the book is one of them.</summary>
    [Id(7)] public required ValueList<string> Parties { get; init; }

    /// <summary>Who took part.</summary>
    [Id(8)] public ValueList<Participant> Participants { get; init; }

    /// <summary>What sources say of it, each in its own words, where they differ.</summary>
    [Id(9)] public ValueList<Reading> Readings { get; init; }

    /// <summary>The agreement that it implements.</summary>
    [Id(10)] public BookKey? Implements { get; init; }

    /// <summary>The talks that it belongs to.</summary>
    [Id(11)] public TalksRef? Talks { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(12)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(13), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Takes back an occasion that was entered wrongly; it stays in the history.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RetractOccasion)]
public sealed record RetractOccasion : Command
{
    /// <summary>The occasion; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Occasion { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>An occasion was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OccasionRecorded)]
public sealed record OccasionRecorded : Event
{
    /// <summary>The occasion.</summary>
    [Id(0)] public required Occasion Occasion { get; init; }
}

/// <summary>An occasion was taken back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OccasionRetracted)]
public sealed record OccasionRetracted : Event
{
    /// <summary>The occasion.</summary>
    [Id(0)] public required string Occasion { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}
