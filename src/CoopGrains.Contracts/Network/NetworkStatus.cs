using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>What the status of the network is grouped by.</summary>
[JsonConverter(typeof(CamelCase<StatusBy>))]
public enum StatusBy
{
    /// <summary>Provinces that give or receive; national bodies are left out.</summary>
    Province,

    /// <summary>Areas of cooperation, each with those that lie in it; they overlap.</summary>
    Area,

    /// <summary>The country that gives; a joint duty is in both, so they overlap.</summary>
    Side,

    /// <summary>The agreement a commitment stands in or under; "none" for practice and for province books.</summary>
    Agreement,

    /// <summary>Target periods; "outside" for entries that lie in none.</summary>
    Period,

    /// <summary>The state of the program or agreement that holds the commitment; "none" for province books.</summary>
    State,
}

/// <summary>How fresh an answer is. Nothing that is shown moves with what its reader may not see.</summary>
public sealed record ViewStamp
{
    /// <summary>Position of the last journal row in it; 0 when there is none. Counts restricted books too, so it is never shown.</summary>
    [JsonIgnore] public required long Position { get; init; }

    /// <summary>Counts restores; positions of different epochs are not comparable.</summary>
    public required int Epoch { get; init; }

    /// <summary>Asked for as <c>asOf</c>, it gives the same answer again: when the last event that the reader may see was recorded,
    /// to the microsecond, or the beginning of the civil day if that came later; or what was asked for.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How long a row takes to arrive here, as last seen; 0 for a reading of the past. Whole seconds.</summary>
    public required TimeSpan Lag { get; init; }
}

/// <summary>The status of what the reader may see of the network.</summary>
public sealed record NetworkStatus
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The civil date that overdue, expiry and "under way" are told for.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Provinces, national bodies left out.</summary>
    public required int Provinces { get; init; }

    /// <summary>Provinces of Laos.</summary>
    public required int LaoPartners { get; init; }

    /// <summary>Provinces of Viet Nam.</summary>
    public required int VnProvinces { get; init; }

    /// <summary>Agreements in any state.</summary>
    public required int Instruments { get; init; }

    /// <summary>Agreements by their state on the date.</summary>
    public required ValueList<StateCount> InstrumentsByState { get; init; }

    /// <summary>Programs in any state.</summary>
    public required int Programs { get; init; }

    /// <summary>Programs by state.</summary>
    public required ValueList<StateCount> ProgramsByState { get; init; }

    /// <summary>Commitments, targets and entries of the whole network.</summary>
    public required NetworkCounts Counts { get; init; }

    /// <summary>Open cases, and those that are late or were handed to the overseers.</summary>
    public required CaseCounts Cases { get; init; }

    /// <summary>When the oldest open dispute began; null when there is none.</summary>
    public DateTimeOffset? OldestDispute { get; init; }

    /// <summary>The figures of the whole network; shared ones count once.</summary>
    public required ValueList<NetworkFigure> Figures { get; init; }

    /// <summary>What it is grouped by; null when it is not.</summary>
    public StatusBy? By { get; init; }

    /// <summary>True when one commitment may be in several groups, so that groups must not be added up.</summary>
    public required bool GroupsOverlap { get; init; }

    /// <summary>The groups, by value.</summary>
    public required ValueList<StatusGroup> Groups { get; init; }

    /// <summary>Books left out because their history cannot be read.</summary>
    public required ValueList<BookKey> Unreadable { get; init; }
}

/// <summary>How many are in a state.</summary>
public sealed record StateCount
{
    /// <summary>The state, as JSON writes it.</summary>
    [CodeOf(typeof(AgreementState), typeof(ProgramState))]
    public required string State { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }
}

/// <summary>One group of a status.</summary>
public sealed record StatusGroup
{
    /// <summary>What it is grouped by.</summary>
    public required StatusBy By { get; init; }

    /// <summary>The province, area, side, agreement key, period or state.</summary>
    public required string Value { get; init; }

    /// <summary>Its name or title, when it has one.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>Of an area, the area that it lies in and whose totals hold its own; null otherwise.</summary>
    public string? Within { get; init; }

    /// <summary>Commitments, targets and entries in it, shared ones included.</summary>
    public required NetworkCounts Counts { get; init; }

    /// <summary>Its figures; of a province: without those it shares with others.</summary>
    public required ValueList<NetworkFigure> Figures { get; init; }

    /// <summary>Figures of sets that the province belongs to: whole, never split, and not to be added up over provinces.</summary>
    public ValueList<NetworkFigure> Shared { get; init; }
}

/// <summary>How many commitments, targets and entries, proposals apart.</summary>
public sealed record NetworkCounts
{
    /// <summary>Commitments, proposals left out.</summary>
    public required int Commitments { get; init; }

    /// <summary>Proposals; they enter no other figure.</summary>
    public required int Proposals { get; init; }

    /// <summary>Targets of periods.</summary>
    public required int Targets { get; init; }

    /// <summary>Commitments without an entry that counts.</summary>
    public required int NoData { get; init; }

    /// <summary>Targets whose period has begun and that no entry counts for.</summary>
    public required int TargetsWithoutData { get; init; }

    /// <summary>Targets whose period is over and that are not confirmed in full.</summary>
    public required int Overdue { get; init; }

    /// <summary>Entries by where they stand.</summary>
    public required EntryCounts Entries { get; init; }

    /// <summary>The worst light of its commitments (red, amber, grey, green), of a period: of its targets; null when none has one.</summary>
    public StatusLight? Light { get; init; }

    /// <summary>How many commitments have which light, what the worst is of; of a period: how many targets.</summary>
    public required Lights Lights { get; init; }
}

/// <summary>How many commitments have which light; those with nothing due have none.</summary>
public sealed record Lights
{
    /// <summary>On track.</summary>
    public required int Green { get; init; }

    /// <summary>At risk, or indicative.</summary>
    public required int Amber { get; init; }

    /// <summary>Overdue.</summary>
    public required int Red { get; init; }

    /// <summary>No data.</summary>
    public required int Grey { get; init; }
}

/// <summary>Ledger entries by where they stand, breakdowns too; each is counted in one place.</summary>
/// <remarks>A disputed entry counts, as in figures, until its correction is confirmed; the correction that waits is counted apart.</remarks>
public sealed record EntryCounts
{
    /// <summary>Awaiting, confirmed and disputed together.</summary>
    public required int Reported { get; init; }

    /// <summary>Reported, not answered for all parties.</summary>
    public required int Awaiting { get; init; }

    /// <summary>Confirmed by the other side.</summary>
    public required int Confirmed { get; init; }

    /// <summary>Disputed.</summary>
    public required int Disputed { get; init; }

    /// <summary>Back with their authors.</summary>
    public required int SentBack { get; init; }

    /// <summary>Taken back.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>Replaced by corrections.</summary>
    public required int Corrected { get; init; }

    /// <summary>Corrections that wait to replace a disputed entry; not part of reported.</summary>
    public required int Corrections { get; init; }

    /// <summary>Taken out of every total by a reversal that both sides confirmed; the reversals are not counted besides.</summary>
    public required int Reversed { get; init; }

    /// <summary>Reversals that wait to be confirmed; not part of reported.</summary>
    public required int Reversals { get; init; }

    /// <summary>Found to be the same as another entry; not part of reported.</summary>
    public required int Duplicates { get; init; }
}
