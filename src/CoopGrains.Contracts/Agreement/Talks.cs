using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Where talks stand. A day that passed without a record reads "no record", never "missed".</summary>
[GenerateSerializer, Alias(WireNames.TalksState)]
[JsonConverter(typeof(CamelCase<TalksState>))]
public enum TalksState
{
    /// <summary>A host and a day, month or year are named.</summary>
    Planned,

    /// <summary>The agenda is known to all parties.</summary>
    AgendaShared,

    /// <summary>They took place.</summary>
    Held,

    /// <summary>Minutes are written and wait for signatures.</summary>
    MinutesDrafted,

    /// <summary>Every party has signed the minutes.</summary>
    MinutesSigned,

    /// <summary>Put off; a new day may be named.</summary>
    Postponed,

    /// <summary>Given up; what was to be talked about moves to the next.</summary>
    Cancelled,
}

/// <summary>Where an outcome of talks stands.</summary>
[GenerateSerializer, Alias(WireNames.OutcomeState)]
[JsonConverter(typeof(CamelCase<OutcomeState>))]
public enum OutcomeState
{
    /// <summary>To be done.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Not pursued any more.</summary>
    Dropped,

    /// <summary>On the agenda of later talks.</summary>
    Carried,
}

/// <summary>Something to talk about.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgendaItem)]
public sealed record AgendaItem
{
    /// <summary>Its id in these talks.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The unfinished outcome of earlier talks that it comes from; null for a new matter.</summary>
    [Id(2)] public TalksRef? CarriedFrom { get; init; }
}

/// <summary>Who chaired, or co-chaired, for a party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksChair)]
public sealed record TalksChair
{
    /// <summary>The party.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>The person, as the source prints the name.</summary>
    [Id(1)] public required string Person { get; init; }

    /// <summary>The office-holder's record in the party's book; null when there is none.</summary>
    [Id(2)] public string? Holder { get; init; }
}

/// <summary>What talks came to: a decision, an agreed task, an instrument.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksOutcome)]
public sealed record TalksOutcome : IRecord
{
    /// <summary>Its id in these talks.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What was agreed.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The agenda item that it answers; null when none.</summary>
    [Id(2)] public string? AgendaItem { get; init; }

    /// <summary>By when it is to be done; null when that is not stated.</summary>
    [Id(3)] public PartialDate? Due { get; init; }

    /// <summary>Instruments that were concluded.</summary>
    [Id(4)] public ValueList<BookKey> Instruments { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)] public required OutcomeState State { get; init; }

    /// <summary>How it was settled.</summary>
    [Id(6)] public string? Note { get; init; }

    /// <summary>Commitments that it created.</summary>
    [Id(7)] public ValueList<CommitmentRef> Commitments { get; init; }

    /// <summary>The talks that it moved to.</summary>
    [Id(8)] public TalksRef? CarriedTo { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(9)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>When it was recorded; null in rows from before it was kept.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>Talks of the parties of an agreement.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Talks)]
public sealed record Talks
{
    /// <summary>Their number in the agreement, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Where they stand.</summary>
    [Id(1)] public required TalksState State { get; init; }

    /// <summary>When they are or were held, as far as it is known.</summary>
    [Id(2)] public required PartialDate On { get; init; }

    /// <summary>The party that hosts.</summary>
    [Id(3)] public required string Host { get; init; }

    /// <summary>Where.</summary>
    [Id(4)] public LocalizedText? Place { get; init; }

    /// <summary>Who chaired.</summary>
    [Id(5)] public ValueList<TalksChair> Chairs { get; init; }

    /// <summary>The agenda.</summary>
    [Id(6)] public ValueList<AgendaItem> Agenda { get; init; }

    /// <summary>The minutes; null before they are drafted, or when they are not kept here.</summary>
    [Id(7)] public LocalizedText? Minutes { get; init; }

    /// <summary>Signatures under the minutes.</summary>
    [Id(8)] public ValueList<Signature> Signatures { get; init; }

    /// <summary>The outcomes.</summary>
    [Id(9)] public ValueList<TalksOutcome> Outcomes { get; init; }

    /// <summary>Why they were put off or given up; null otherwise.</summary>
    [Id(10)] public string? Reason { get; init; }

    /// <summary>Rises with each change of agenda and minutes, and with each outcome beside drafted minutes; edits are checked against it.</summary>
    [Id(11)] public required int Revision { get; init; }

    /// <summary>Where they are read from.</summary>
    [Id(12)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>When the minutes were written as they are; null before, and in rows from before it was kept.</summary>
    [Id(13), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? MinutesAt { get; init; }
}
