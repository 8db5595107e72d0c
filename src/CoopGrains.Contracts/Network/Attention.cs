namespace CoopGrains.Contracts;

/// <summary>The first of what was found, and how much there is.</summary>
public sealed record FirstOf<T>
{
    /// <summary>How many there are.</summary>
    public required int Total { get; init; }

    /// <summary>As many as were asked for.</summary>
    public required ValueList<T> Items { get; init; }
}

/// <summary>A year of yearly talks of which nothing is recorded: whether they took place nobody knows here.</summary>
public sealed record TalksGap
{
    /// <summary>The agreement in force whose series it is; of instruments that follow on, the last.</summary>
    public required BookKey Agreement { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Its parties.</summary>
    public required ValueList<string> Parties { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The talks that were planned for it; null when there were none.</summary>
    public TalksRef? Talks { get; init; }
}
