using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Where a ledger entry stands.</summary>
[GenerateSerializer, Alias(WireNames.EntryStatus)]
[JsonConverter(typeof(CamelCase<EntryStatus>))]
public enum EntryStatus
{
    /// <summary>Reported by one of its parties; the others have not all answered.</summary>
    Reported,

    /// <summary>Confirmed by all its other parties, or for them by the national body of their side; never without the other side.</summary>
    Confirmed,

    /// <summary>Disputed; only an agreed correction will count.</summary>
    Disputed,

    /// <summary>Back with its author.</summary>
    SentBack,

    /// <summary>Taken back by its author.</summary>
    Withdrawn,

    /// <summary>Replaced by its correction.</summary>
    Corrected,

    /// <summary>Confirmed once, and taken out of every total by a reversal that both sides confirmed.</summary>
    Reversed,

    /// <summary>The same as another entry, which alone counts.</summary>
    Duplicate,
}

/// <summary>The figures of a commitment for one period, or over all its entries.</summary>
/// <remarks>A figure without data is null, never 0.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.Figures)]
public sealed record Figures
{
    /// <summary>The period; null for the commitment as a whole.</summary>
    [Id(0)] public Window? Period { get; init; }

    /// <summary>The target, or null when it is undefined.</summary>
    [Id(1)] public Amount? Target { get; init; }

    /// <summary>Entries reported, confirmed or disputed, at the reporter's figure, combined by the measure.</summary>
    [Id(2)] public Amount? Reported { get; init; }

    /// <summary>Entries confirmed.</summary>
    [Id(3)] public Amount? Confirmed { get; init; }

    /// <summary>Entries disputed; part of reported.</summary>
    [Id(4)] public Amount? Disputed { get; init; }

    /// <summary>Entries nobody has answered; part of reported.</summary>
    [Id(5)] public Amount? Awaiting { get; init; }

    /// <summary>True when no entry counts here.</summary>
    [Id(6)] public required bool NoData { get; init; }

    /// <summary>How many entries count here.</summary>
    [Id(7)] public required int Entries { get; init; }

    /// <summary>Named parts of the reported figure that divide it by no dimension; a part that no entry states is absent.</summary>
    [Id(8)] public ValueList<Part> Parts { get; init; }

    /// <summary>True when the period is over and what is confirmed is below the target or missing.</summary>
    [Id(9)] public required bool Overdue { get; init; }

    /// <summary>The light of the period; null before it begins, without a target, and for the commitment as a whole.</summary>
    [Id(10)] public StatusLight? Light { get; init; }

    /// <summary>What was to be confirmed by the date: the target's share of the days that are over. Null where there is no light.</summary>
    [Id(11)] public Amount? Expected { get; init; }

    /// <summary>The reported figure divided by level, field, place or category, as far as entries state it.</summary>
    [Id(12)] public ValueList<Division> Divisions { get; init; }
}

/// <summary>A figure divided by one dimension.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Division)]
public sealed record Division
{
    /// <summary>By what.</summary>
    [Id(0)] public required Dimension Dimension { get; init; }

    /// <summary>The parts that are stated; lower bounds where some entries do not state them.</summary>
    [Id(1)] public required ValueList<Part> Parts { get; init; }

    /// <summary>How much of the whole no part names; null when that cannot be told: bounds and estimates leave no exact rest.</summary>
    [Id(2)] public Amount? NotStated { get; init; }
}

/// <summary>A commitment with its figures.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentView)]
public sealed record CommitmentView
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required Commitment Commitment { get; init; }

    /// <summary>True when its figure is one for several provinces.</summary>
    [Id(1)] public required bool Shared { get; init; }

    /// <summary>Figures over all its entries, in or out of target periods.</summary>
    [Id(2)] public required Figures Overall { get; init; }

    /// <summary>Figures of each target period.</summary>
    [Id(3)] public required ValueList<Figures> Periods { get; init; }

    /// <summary>How many counted entries lie in no target period (before, after or across).</summary>
    [Id(4)] public required int OutsidePeriods { get; init; }

    /// <summary>True when a sum holds a bound or an estimate: indicative, never on track.</summary>
    [Id(5)] public required bool Indicative { get; init; }

    /// <summary>The worst light of its periods (red, amber, grey, green); grey when nothing is due and nothing was ever reported, null when
    /// nothing is due otherwise, and for what does not count.</summary>
    [Id(6)] public StatusLight? Light { get; init; }

    /// <summary>Periods that are locked, or unlocked for a time.</summary>
    [Id(7)] public ValueList<PeriodLock> Locks { get; init; }

    /// <summary>Whom what is asked about it still waits for.</summary>
    [Id(8)] public ValueList<AskAwaited> Awaited { get; init; }
}

/// <summary>A ledger entry as it is kept in memory; its texts and evidence are in the history.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryView)]
public sealed record EntryView
{
    /// <summary>The entry's id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The commitment.</summary>
    [Id(1)] public required string Commitment { get; init; }

    /// <summary>The amount; null for attestations.</summary>
    [Id(2)] public Amount? Amount { get; init; }

    /// <summary>When it occurred.</summary>
    [Id(3)] public required Window Occurred { get; init; }

    /// <summary>For whom.</summary>
    [Id(4)] public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Named parts.</summary>
    [Id(5)] public ValueList<Part> Parts { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(6)] public required EntryStatus Status { get; init; }

    /// <summary>Who reported it.</summary>
    [Id(7)] public required Reporter By { get; init; }

    /// <summary>Who has to confirm it.</summary>
    [Id(8)] public required ValueList<string> ToConfirm { get; init; }

    /// <summary>Who has confirmed it: 1 of 3.</summary>
    [Id(9)] public ValueList<string> ConfirmedBy { get; init; }

    /// <summary>The figure of who disputes it.</summary>
    [Id(10)] public Amount? OwnFigure { get; init; }

    /// <summary>Who disputes it.</summary>
    [Id(11)] public string? DisputedBy { get; init; }

    /// <summary>The entry that this one breaks down.</summary>
    [Id(12)] public string? BreakdownOf { get; init; }

    /// <summary>The entry that this one corrects.</summary>
    [Id(13)] public string? Corrects { get; init; }

    /// <summary>When its status was last changed.</summary>
    [Id(14)] public required DateTimeOffset Since { get; init; }

    /// <summary>The order in which the book took it, from 1.</summary>
    [Id(15)] public required int Number { get; init; }

    /// <summary>The correction that was reported for this entry and is not withdrawn.</summary>
    [Id(16)] public string? CorrectedBy { get; init; }

    /// <summary>True for the correction of a disputed entry: it counts only once it is confirmed, in place of that entry.</summary>
    [Id(17)] public bool StandsBy { get; init; }

    /// <summary>Reversals and duplicates that it is about; null for most.</summary>
    [Id(18)] public EntryLinks? Links { get; init; }

    /// <summary>True when its reporter named a source; left out when not. The sources themselves are in the history.</summary>
    [Id(19), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Cited { get; init; }

    /// <summary>The agency that reported it first, of an entry that was brought from another store; left out when its reporter's own did.</summary>
    [Id(20), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public string? OriginalAgency { get; init; }

    /// <summary>
    /// Of a window without an end: the civil day (UTC+7) of the report, on which it ends for every figure, period and lock; of a correction
    /// or reversal with the same window, the day of what it is about. Left out when the window states its end.
    /// </summary>
    [Id(21), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? CountsTo { get; init; }

    /// <summary>The window that everything is computed with.</summary>
    [JsonIgnore] public Window Counted => CountsTo is { } end ? Occurred with { To = end } : Occurred;
}

/// <summary>How an entry is tied to others by reversal and by resemblance.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryLinks)]
public sealed record EntryLinks
{
    /// <summary>Of a reversal: the confirmed entry that it takes out of every total once it is confirmed.</summary>
    [Id(0)] public string? Reverses { get; init; }

    /// <summary>The reversal of this entry that waits to be confirmed, or was.</summary>
    [Id(1)] public string? ReversedBy { get; init; }

    /// <summary>An entry of another agency that says the same, until somebody settles whether it is the same.</summary>
    [Id(2)] public string? Resembles { get; init; }

    /// <summary>Of a duplicate: the entry that counts in its place.</summary>
    [Id(3)] public string? DuplicateOf { get; init; }

    /// <summary>Entries that are duplicates of this one.</summary>
    [Id(4)] public ValueList<string> Duplicates { get; init; }

    /// <summary>The other side's request to mark it as a duplicate, until its own side agrees or declines; left out when there is none.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DuplicateAsk? Asked { get; init; }
}
