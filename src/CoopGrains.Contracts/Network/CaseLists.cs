namespace CoopGrains.Contracts;

/// <summary>A case as it stands on a civil date.</summary>
public sealed record CaseView
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The case.</summary>
    public required Case Case { get; init; }

    /// <summary>True while it is open.</summary>
    public required bool Open { get; init; }

    /// <summary>True when its due date has passed while it was open; the verification of what was done may come later.</summary>
    public required bool Late { get; init; }

    /// <summary>The day from which silence hands it to the overseers; null when it does not, or has.</summary>
    public PartialDate? SilentOn { get; init; }
}

/// <summary>Open cases by kind, and how many need attention.</summary>
public sealed record CaseCounts
{
    /// <summary>All that are open.</summary>
    public required int Open { get; init; }

    /// <summary>Issues.</summary>
    public required int Issues { get; init; }

    /// <summary>Exchanges that are not acknowledged by all.</summary>
    public required int Exchanges { get; init; }

    /// <summary>Overseers' questions without a reply.</summary>
    public required int Questions { get; init; }

    /// <summary>Overseers' recommendations without a reply.</summary>
    public required int Recommendations { get; init; }

    /// <summary>Action points that are not verified.</summary>
    public required int ActionPoints { get; init; }

    /// <summary>Those of any kind whose due date has passed.</summary>
    public required int Late { get; init; }

    /// <summary>Issues that were handed to the overseers.</summary>
    public required int Escalated { get; init; }
}
