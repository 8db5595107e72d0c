namespace CoopGrains.Contracts;

/// <summary>A commitment of one of two terms that are compared.</summary>
public sealed record ComparedCommitment
{
    /// <summary>Where it is.</summary>
    public required CommitmentRef Ref { get; init; }

    /// <summary>What it is about.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required CommitmentState State { get; init; }

    /// <summary>What is measured.</summary>
    [CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    [CodeOf(Vocabulary.Unit)] public string? Unit { get; init; }

    /// <summary>Figures over all its entries.</summary>
    public required Figures Overall { get; init; }

    /// <summary>Figures of each target period.</summary>
    public required ValueList<Figures> Periods { get; init; }
}

/// <summary>A commitment of the earlier term beside the one that carries it on.</summary>
public sealed record ComparedRow
{
    /// <summary>Of the earlier term; null for what is new in the later one.</summary>
    public ComparedCommitment? Earlier { get; init; }

    /// <summary>Of the later term; null for what nobody carries on, or has not taken up yet.</summary>
    public ComparedCommitment? Later { get; init; }

    /// <summary>True when the later instrument carries it on.</summary>
    public required bool Carried { get; init; }

    /// <summary>The civil date on which it was carried forward; null before the review and the successor's entry into force.</summary>
    public PartialDate? CarriedOn { get; init; }

    /// <summary>What the earlier term left to be done: as it was when it was carried forward, or as it is now.</summary>
    public ValueList<UnfinishedQuota> Unfinished { get; init; }
}

/// <summary>Two terms side by side.</summary>
public sealed record TermComparison
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The earlier instrument.</summary>
    public required AgreementSummary Earlier { get; init; }

    /// <summary>Since when the earlier term is frozen by its review; null when it is not.</summary>
    public PartialDate? FrozenOn { get; init; }

    /// <summary>The later instrument.</summary>
    public required AgreementSummary Later { get; init; }

    /// <summary>How many rows there are.</summary>
    public required int Total { get; init; }

    /// <summary>At most 200 of them: what is carried on, then what is not, then what is new.</summary>
    public required ValueList<ComparedRow> Rows { get; init; }
}

/// <summary>An instrument among those above and under it, as far as the reader sees them.</summary>
public sealed record LevelsView
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The instrument.</summary>
    public required AgreementSummary Agreement { get; init; }

    /// <summary>Those above it, the nearest first.</summary>
    public required ValueList<AgreementSummary> Above { get; init; }

    /// <summary>Instruments directly under it; at most 200, and the rest by the list's filter parent.</summary>
    public required ValueList<AgreementSummary> Under { get; init; }

    /// <summary>Programs directly under it; at most 200, and the rest by the list's filter agreement.</summary>
    public required ValueList<ProgramSummary> Programs { get; init; }
}
