using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Talks were planned.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksPlanned)]
public sealed record TalksPlanned : Event
{
    /// <summary>The talks, with what earlier ones left unfinished on the agenda.</summary>
    [Id(0)] public required Talks Talks { get; init; }
}

/// <summary>Talks that were held before were entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksRegistered)]
public sealed record TalksRegistered : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required Talks Talks { get; init; }

    /// <summary>Talks on the same day that they are not, by the word of whoever entered them.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<int> DifferentFrom { get; init; }
}

/// <summary>An agenda was shared.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgendaShared)]
public sealed record AgendaShared : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The agenda as it now is.</summary>
    [Id(1)] public ValueList<AgendaItem> Agenda { get; init; }

    /// <summary>Their revision.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>The agenda before.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<AgendaItem> Before { get; init; }
}

/// <summary>Talks took place.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksHeld)]
public sealed record TalksHeld : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Where.</summary>
    [Id(2)] public LocalizedText? Place { get; init; }

    /// <summary>Who chaired.</summary>
    [Id(3)] public ValueList<TalksChair> Chairs { get; init; }

    /// <summary>Of a correction: when they were held by what was recorded before.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? Before { get; init; }

    /// <summary>Why that is corrected.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public string? Reason { get; init; }

    /// <summary>The revision of the drafted minutes that a correction moves; 0 when there were none.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Revision { get; init; }
}

/// <summary>Minutes were written.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.MinutesDrafted)]
public sealed record MinutesDrafted : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The minutes.</summary>
    [Id(1)] public required LocalizedText Minutes { get; init; }

    /// <summary>Their revision.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }

    /// <summary>The minutes before; null when they are the first.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public LocalizedText? Before { get; init; }
}

/// <summary>A party signed the minutes.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.MinutesSigned)]
public sealed record MinutesSigned : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The signature.</summary>
    [Id(1)] public required Signature Signature { get; init; }

    /// <summary>True when every party has now signed.</summary>
    [Id(2)] public required bool Complete { get; init; }
}

/// <summary>An outcome was recorded.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OutcomeRecorded)]
public sealed record OutcomeRecorded : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The outcome.</summary>
    [Id(1)] public required TalksOutcome Outcome { get; init; }

    /// <summary>The revision of the drafted minutes that it moves, which voids their signatures; 0 when there were none yet, and in old rows.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Revision { get; init; }
}

/// <summary>An outcome was done or dropped.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OutcomeSettled)]
public sealed record OutcomeSettled : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The outcome.</summary>
    [Id(1)] public required string Outcome { get; init; }

    /// <summary>True when it was done; false when it was dropped.</summary>
    [Id(2)] public required bool Done { get; init; }

    /// <summary>How, or why.</summary>
    [Id(3)] public required string Note { get; init; }

    /// <summary>The party that said so.</summary>
    [Id(4)] public required string By { get; init; }
}

/// <summary>Talks were put off.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksPostponed)]
public sealed record TalksPostponed : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The new time; null when it is not settled.</summary>
    [Id(1)] public PartialDate? To { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Talks were given up.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TalksCancelled)]
public sealed record TalksCancelled : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>The agreement learned what became of an outcome elsewhere.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OutcomeNoted)]
public sealed record OutcomeNoted : Event
{
    /// <summary>The talks.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The outcome.</summary>
    [Id(1)] public required string Outcome { get; init; }

    /// <summary>A commitment that it created.</summary>
    [Id(2)] public CommitmentRef? Commitment { get; init; }

    /// <summary>The talks that it moved to.</summary>
    [Id(3)] public TalksRef? CarriedTo { get; init; }
}
