namespace CoopGrains.Contracts;

/// <summary>What two parties have with each other, for the papers of their talks. Of open books alone: paper goes from hand to hand.</summary>
public sealed record TalksReport
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The civil date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>What it tells of; null for all.</summary>
    public Window? Period { get; init; }

    /// <summary>Instruments of both.</summary>
    public required FirstOf<AgreementSummary> Agreements { get; init; }

    /// <summary>Commitments that name both, by book, proposals last.</summary>
    public required FirstOf<ReportedCommitment> Commitments { get; init; }

    /// <summary>Sources that disagree about these, and are not settled.</summary>
    public required FirstOf<ConflictView> Conflicts { get; init; }

    /// <summary>Cases that are open in these books, between the two.</summary>
    public required FirstOf<CaseView> Cases { get; init; }

    /// <summary>Talks of these instruments, the latest first.</summary>
    public required FirstOf<TalksView> Talks { get; init; }
}

/// <summary>A commitment in a report.</summary>
public sealed record ReportedCommitment
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText BookTitle { get; init; }

    /// <summary>The commitment, with the target periods that lie in the report's.</summary>
    public required CommitmentView Commitment { get; init; }

    /// <summary>Its entries of both whose windows lie in the report's period.</summary>
    public required FirstOf<EntryView> Entries { get; init; }
}
