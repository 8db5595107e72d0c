namespace CoopGrains.Contracts;

/// <summary>An occasion and the book that holds it.</summary>
public sealed record OccasionView
{
    /// <summary>The province or national body whose book holds it.</summary>
    public required string Party { get; init; }

    /// <summary>The occasion.</summary>
    public required Occasion Occasion { get; init; }
}

/// <summary>Which occasions to list.</summary>
public sealed record OccasionFilter
{
    /// <summary>That concern this province or national body.</summary>
    public string? Party { get; init; }

    /// <summary>Of this kind.</summary>
    public OccasionKind? Kind { get; init; }

    /// <summary>That may have been then.</summary>
    public PartialDate? On { get; init; }

    /// <summary>That implement this agreement.</summary>
    public BookKey? Implements { get; init; }
}

/// <summary>A twinning with the log of what was done.</summary>
public sealed record TwinningView
{
    /// <summary>The twinning.</summary>
    public required Twinning Twinning { get; init; }

    /// <summary>What was done, as logged; the newest 200.</summary>
    public required ValueList<TwinningActivity> Activities { get; init; }
}

/// <summary>How many places are twinned.</summary>
public sealed record TwinningCounts
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The date that it is counted for.</summary>
    public required PartialDate On { get; init; }

    /// <summary>Twinnings.</summary>
    public required int Twinnings { get; init; }

    /// <summary>Different Lao places in them; null, not 0, when some are not told apart.</summary>
    public int? Lao { get; init; }

    /// <summary>Different Vietnamese places in them; null, not 0, when some are not told apart.</summary>
    public int? Vietnamese { get; init; }

    /// <summary>Twinnings that both sides have entered.</summary>
    public required int EnteredByBoth { get; init; }

    /// <summary>Places by province, as far as they are told apart.</summary>
    public required ValueList<TwinnedProvince> Provinces { get; init; }
}

/// <summary>Twinned places of a province.</summary>
public sealed record TwinnedProvince
{
    /// <summary>The province.</summary>
    public required string Province { get; init; }

    /// <summary>Places that are known to be its.</summary>
    public required int Places { get; init; }

    /// <summary>Places stated for it and others together: whole, never split, and not to be added up over provinces.</summary>
    public required int Shared { get; init; }
}
