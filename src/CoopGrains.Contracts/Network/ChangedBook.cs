namespace CoopGrains.Contracts;

/// <summary>A book in which something was recorded since.</summary>
public sealed record ChangedBook
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>When something was last recorded in it.</summary>
    public required DateTimeOffset At { get; init; }
}
