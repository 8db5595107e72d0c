namespace CoopGrains.Contracts;

/// <summary>The trade series.</summary>
public sealed record TradeReport
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>One series for each commitment that is measured to date in a currency.</summary>
    public required ValueList<TradeSeries> Series { get; init; }
}

/// <summary>One trade series to date.</summary>
public sealed record TradeSeries
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>What it is about.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What is measured.</summary>
    [CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>The provinces it covers together.</summary>
    public required ValueList<string> Provinces { get; init; }

    /// <summary>From the begin of the first to the end of the last entry in it; null without data.</summary>
    public Window? Window { get; init; }

    /// <summary>Turnover to date, as reported.</summary>
    public Amount? Turnover { get; init; }

    /// <summary>Turnover to date, as confirmed.</summary>
    public Amount? Confirmed { get; init; }

    /// <summary>Of it imports; null when not stated.</summary>
    public Amount? Imports { get; init; }

    /// <summary>Of it exports; null when not stated: it is never the rest.</summary>
    public Amount? Exports { get; init; }

    /// <summary>The entries that make it: their windows do not overlap, or they are for others.</summary>
    public required ValueList<EntryView> Entries { get; init; }

    /// <summary>The newest figure that was divided into imports and exports, where one that took its place is not; else null.</summary>
    public TradeDivision? Divided { get; init; }

    /// <summary>Month by month, as far as months were posted, in order.</summary>
    public required ValueList<TradeMonth> Months { get; init; }

    /// <summary>What of the turnover is told by no month; null when that is not known: no month was posted, or something is a bound or an
    /// estimate.</summary>
    public Amount? NotByMonth { get; init; }
}

/// <summary>A figure to date that a newer one has taken the place of, which does not say what part of it are imports and exports.</summary>
public sealed record TradeDivision
{
    /// <summary>From when to when it was.</summary>
    public required Window Window { get; init; }

    /// <summary>Turnover, as this figure told it.</summary>
    public required Amount Turnover { get; init; }

    /// <summary>Of it imports; null when not stated.</summary>
    public Amount? Imports { get; init; }

    /// <summary>Of it exports; null when not stated: it is never the rest.</summary>
    public Amount? Exports { get; init; }

    /// <summary>Where its entry stands.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>Its entry.</summary>
    public required string Entry { get; init; }

    /// <summary>What the newer figure has more, which nobody has divided; null when that is not known: they do not begin alike, or one
    /// of them is a bound or an estimate.</summary>
    public Amount? NotDivided { get; init; }
}

/// <summary>One month of a trade series.</summary>
public sealed record TradeMonth
{
    /// <summary>The month.</summary>
    public required PartialDate Month { get; init; }

    /// <summary>For whom: a month stands once for each of those that no wider entry for it names.</summary>
    public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Turnover of the month.</summary>
    public Amount? Turnover { get; init; }

    /// <summary>Of it imports; null when not stated.</summary>
    public Amount? Imports { get; init; }

    /// <summary>Of it exports; null when not stated: it is never the rest.</summary>
    public Amount? Exports { get; init; }

    /// <summary>Where its entry stands.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>Its entry; of several for one month that are for one of the same the one for the most, then the confirmed one, else the newest.</summary>
    public required string Entry { get; init; }

    /// <summary>True when a cumulative figure covers the month: it is part of that, and adds nothing to it.</summary>
    public required bool InCumulative { get; init; }
}
