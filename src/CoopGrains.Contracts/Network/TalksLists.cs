using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>Talks and the agreement they belong to.</summary>
public sealed record TalksView
{
    /// <summary>The agreement.</summary>
    public required BookKey Agreement { get; init; }

    /// <summary>The talks.</summary>
    public required Talks Talks { get; init; }
}

/// <summary>What there is of a year in the series of yearly talks.</summary>
[JsonConverter(typeof(CamelCase<YearOfTalks>))]
public enum YearOfTalks
{
    /// <summary>They took place.</summary>
    Held,

    /// <summary>They are to come.</summary>
    Planned,

    /// <summary>They were given up.</summary>
    Cancelled,

    /// <summary>The year, or the day that was planned, is over and nothing is recorded of it: nobody knows here whether they took place.</summary>
    NoRecord,

    /// <summary>Nothing is planned yet; it is the other side's turn to host.</summary>
    Proposed,
}

/// <summary>A year in the series of yearly talks.</summary>
public sealed record TalksYear
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>What there is of it.</summary>
    public required YearOfTalks State { get; init; }

    /// <summary>The talks; null when there are none.</summary>
    public TalksRef? Talks { get; init; }

    /// <summary>The side that hosts, or whose turn it is; null when nobody has hosted yet.</summary>
    public Side? HostSide { get; init; }

    /// <summary>The party that hosts; of a proposal, the one party of that side, or null when there are several.</summary>
    public string? Host { get; init; }
}

/// <summary>The yearly talks of an agreement, from those under the instruments it follows on.</summary>
public sealed record TalksSeries
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The agreement.</summary>
    public required BookKey Agreement { get; init; }

    /// <summary>Year by year.</summary>
    public required ValueList<TalksYear> Years { get; init; }

    /// <summary>All talks that the reader sees, by date.</summary>
    public required ValueList<TalksView> Talks { get; init; }
}

/// <summary>One entry of the calendar.</summary>
public sealed record CalendarEntry
{
    /// <summary>The same for ever for the same thing.</summary>
    public required string Id { get; init; }

    /// <summary>The book that it stands in.</summary>
    public required BookKey Book { get; init; }

    /// <summary>What it is.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>When, as far as it is known.</summary>
    public required PartialDate On { get; init; }

    /// <summary>Its last day; null when it has one.</summary>
    public PartialDate? Until { get; init; }

    /// <summary>True when it comes every year.</summary>
    public bool Yearly { get; init; }

    /// <summary>Where.</summary>
    public LocalizedText? Place { get; init; }

    /// <summary>True when it is not settled yet.</summary>
    public bool Tentative { get; init; }

    /// <summary>True when it was given up.</summary>
    public bool Cancelled { get; init; }

    /// <summary>When its book was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
