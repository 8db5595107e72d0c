namespace CoopGrains.Contracts;

/// <summary>A locked period of a commitment, and where it is kept.</summary>
public sealed record PeriodLockView
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>The lock on the civil date: who, why, and who asked to unlock it until when.</summary>
    public required PeriodLock Lock { get; init; }
}
