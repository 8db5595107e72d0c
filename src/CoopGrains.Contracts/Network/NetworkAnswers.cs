namespace CoopGrains.Contracts;

/// <summary>How one province stands.</summary>
public sealed record Scorecard
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The civil date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The province.</summary>
    public required ProvinceSummary Province { get; init; }

    /// <summary>Its counts, its figures, and those it shares with others.</summary>
    public required StatusGroup Status { get; init; }

    /// <summary>The commitments it gives or receives under, by book.</summary>
    public required ValueList<ScorecardLine> Commitments { get; init; }
}

/// <summary>One commitment on a scorecard.</summary>
public sealed record ScorecardLine
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>True when the province gives.</summary>
    public required bool Gives { get; init; }

    /// <summary>The commitment with its figures.</summary>
    public required CommitmentView Commitment { get; init; }
}

/// <summary>The entries that make a figure.</summary>
public sealed record Explanation
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The figure as asked.</summary>
    public required string Figure { get; init; }

    /// <summary>What the entries come to; null when there are none, or for attestations.</summary>
    public Amount? Value { get; init; }

    /// <summary>How many entries make it.</summary>
    public required int Total { get; init; }

    /// <summary>At most 200 of them, by book and number.</summary>
    public required ValueList<ExplainedEntry> Entries { get; init; }
}

/// <summary>An entry and where it is kept.</summary>
public sealed record ExplainedEntry
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The entry.</summary>
    public required EntryView Entry { get; init; }
}

/// <summary>Proposals that the reader may see.</summary>
public sealed record ProposalList
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The proposals, by book and number.</summary>
    public required ValueList<Proposal> Proposals { get; init; }
}

/// <summary>A proposal: not agreed, and in no progress.</summary>
public sealed record Proposal
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>What is proposed.</summary>
    public required Commitment Commitment { get; init; }
}

/// <summary>What the courier could not deliver because the receiver refused it, or cannot be read.</summary>
public sealed record Undelivered
{
    /// <summary>The book whose event it was.</summary>
    public required BookKey From { get; init; }

    /// <summary>The event's sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>The book that refused.</summary>
    public required BookKey To { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Why it was refused; <c>bookDamaged</c> when the receiver cannot be read.</summary>
    public required string Code { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
