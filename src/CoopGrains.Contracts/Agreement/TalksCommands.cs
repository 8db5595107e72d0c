using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A new matter for an agenda.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NewAgendaItem)]
public sealed record NewAgendaItem
{
    /// <summary>A readable id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }
}

/// <summary>An outcome as it is entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NewOutcome)]
public sealed record NewOutcome
{
    /// <summary>A readable id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What was agreed.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The agenda item that it answers.</summary>
    [Id(2)] public string? AgendaItem { get; init; }

    /// <summary>By when it is to be done.</summary>
    [Id(3)] public PartialDate? Due { get; init; }

    /// <summary>Instruments that were concluded.</summary>
    [Id(4)] public ValueList<BookKey> Instruments { get; init; }

    /// <summary>True when nothing is left to be done.</summary>
    [Id(5)] public bool Done { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(6)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>An unfinished outcome of talks under an earlier instrument, looked up beforehand.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Unfinished)]
public sealed record Unfinished
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required TalksRef From { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }
}

/// <summary>Plans talks. What earlier talks left unfinished comes onto their agenda.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.PlanTalks)]
public sealed record PlanTalks : Command
{
    /// <summary>When, as far as it is settled: a year is enough.</summary>
    [Id(0)] public required PartialDate On { get; init; }

    /// <summary>The party that hosts.</summary>
    [Id(1)] public required string Host { get; init; }

    /// <summary>Where.</summary>
    [Id(2)] public LocalizedText? Place { get; init; }

    /// <summary>New matters.</summary>
    [Id(3)] public ValueList<NewAgendaItem> Agenda { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(4)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>What talks under earlier instruments left unfinished.</summary>
    [Id(5), JsonIgnore] public ValueList<Unfinished> Unfinished { get; init; }
}

/// <summary>Enters talks that were held before or outside the register, as their source states them.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterTalks)]
public sealed record RegisterTalks : Command
{
    /// <summary>When they were held, as far as it is stated.</summary>
    [Id(0)] public required PartialDate On { get; init; }

    /// <summary>The party that hosted.</summary>
    [Id(1)] public required string Host { get; init; }

    /// <summary>Where.</summary>
    [Id(2)] public LocalizedText? Place { get; init; }

    /// <summary>Who chaired.</summary>
    [Id(3)] public ValueList<TalksChair> Chairs { get; init; }

    /// <summary>What was talked about.</summary>
    [Id(4)] public ValueList<NewAgendaItem> Agenda { get; init; }

    /// <summary>What they came to.</summary>
    [Id(5)] public ValueList<NewOutcome> Outcomes { get; init; }

    /// <summary>Where it is read from; at least one.</summary>
    [Id(6)] public required ValueList<Provenance> Sources { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(7), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }

    /// <summary>Talks of this agreement on the same day that these are not: without that word they are refused as entered twice.</summary>
    [Id(8)] public ValueList<int> DifferentFrom { get; init; }
}

/// <summary>Shares the agenda: new matters in place of those before; carried ones stay.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ShareAgenda)]
public sealed record ShareAgenda : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The revision that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>New matters.</summary>
    [Id(2)] public required ValueList<NewAgendaItem> Agenda { get; init; }
}

/// <summary>Records that talks took place; with a reason, corrects what was recorded of that, until somebody has signed the minutes.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.HoldTalks)]
public sealed record HoldTalks : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Where; as planned when it is left out.</summary>
    [Id(2)] public LocalizedText? Place { get; init; }

    /// <summary>Who chaired.</summary>
    [Id(3)] public ValueList<TalksChair> Chairs { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(4), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }

    /// <summary>Why what was recorded is corrected; null when they are recorded for the first time.</summary>
    [Id(5)] public string? Reason { get; init; }
}

/// <summary>Writes the minutes, until somebody has signed them.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DraftMinutes)]
public sealed record DraftMinutes : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The revision that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>The minutes.</summary>
    [Id(2)] public required LocalizedText Minutes { get; init; }
}

/// <summary>Signs the minutes for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SignMinutes)]
public sealed record SignMinutes : Command, ISigning
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The revision that is signed; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>The office-holder who signed.</summary>
    [Id(2)] public required string SignedBy { get; init; }

    /// <summary>The office.</summary>
    [Id(3)] public required LocalizedText Office { get; init; }

    /// <summary>The date on paper.</summary>
    [Id(4)] public required PartialDate DatedOn { get; init; }

    /// <summary>Reference to the scan.</summary>
    [Id(5)] public string? Scan { get; init; }

    /// <summary>The signing office-holder's record in the party's book.</summary>
    [Id(6)] public string? Holder { get; init; }

    /// <summary>That record, looked up beforehand; null when there is none.</summary>
    [Id(7), JsonIgnore] public OfficeHolder? Found { get; init; }
}

/// <summary>Records what talks came to, until the last party has signed the minutes. Beside drafted minutes it voids what was signed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RecordOutcome)]
public sealed record RecordOutcome : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The outcome.</summary>
    [Id(1)] public required NewOutcome Outcome { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(2), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Says that an outcome is done, or not pursued any more.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SettleOutcome)]
public sealed record SettleOutcome : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The outcome; taken from the path.</summary>
    [Id(1), JsonIgnore] public string Outcome { get; init; } = "";

    /// <summary>True when it is done; false when it is dropped.</summary>
    [Id(2)] public required bool Done { get; init; }

    /// <summary>How, or why.</summary>
    [Id(3)] public required string Note { get; init; }
}

/// <summary>Puts talks off.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.PostponeTalks)]
public sealed record PostponeTalks : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The new time; null when it is not settled.</summary>
    [Id(1)] public PartialDate? To { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Gives talks up.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CancelTalks)]
public sealed record CancelTalks : Command
{
    /// <summary>The talks; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>The courier's word of what became of an outcome elsewhere.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NoteOutcome)]
public sealed record NoteOutcome : Command
{
    /// <summary>The outcome, of this agreement.</summary>
    [Id(0)] public required TalksRef Outcome { get; init; }

    /// <summary>A commitment that it created; null when it is not about one.</summary>
    [Id(1)] public CommitmentRef? Commitment { get; init; }

    /// <summary>The talks that it moved to; null when it is not about that.</summary>
    [Id(2)] public TalksRef? CarriedTo { get; init; }
}
