namespace CoopGrains.Contracts;

/// <summary>A commitment that names a source, with what its cited entries come to.</summary>
public sealed record PublicCommitment
{
    /// <summary>Its id in its book.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Who gives.</summary>
    public required ValueList<string> Givers { get; init; }

    /// <summary>Who receives; one figure for several of them is shared and never split.</summary>
    public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Areas of cooperation.</summary>
    public required ValueList<string> Areas { get; init; }

    /// <summary>What it rests on.</summary>
    public required Basis Basis { get; init; }

    /// <summary>What is measured.</summary>
    [CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>How its entries make one figure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    [CodeOf(Vocabulary.Unit)] public string? Unit { get; init; }

    /// <summary>How often it falls due.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>The value for one occurrence of the cadence, or null.</summary>
    public Amount? Rate { get; init; }

    /// <summary>Where it stands; what is only proposed enters no figure of the network.</summary>
    public required CommitmentState State { get; init; }

    /// <summary>True when its targets were set apart from its sources since: they are left out.</summary>
    public required bool TargetsWithoutSource { get; init; }

    /// <summary>Over all its cited entries.</summary>
    public required PublicCell Overall { get; init; }

    /// <summary>By target period.</summary>
    public required ValueList<PublicCell> Periods { get; init; }

    /// <summary>Where it is read from.</summary>
    public required ValueList<PublicSource> Sources { get; init; }
}

/// <summary>What cited commitments of one indicator, unit and measure come to together.</summary>
public sealed record PublicFigure
{
    /// <summary>What is measured.</summary>
    [CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    [CodeOf(Vocabulary.Unit)] public string? Unit { get; init; }

    /// <summary>How entries make one figure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>How many commitments it covers.</summary>
    public required int Commitments { get; init; }

    /// <summary>The first of the books that they stand in; their pages have the entries.</summary>
    public required ValueList<BookKey> Books { get; init; }

    /// <summary>Over all their cited entries.</summary>
    public required PublicCell Overall { get; init; }

    /// <summary>By target period; "outside" last, when entries lie in no period.</summary>
    public required ValueList<PublicCell> Periods { get; init; }
}

/// <summary>A public figure in one period. Without data it is null, never 0; bounds and estimates survive summing.</summary>
public sealed record PublicCell
{
    /// <summary>What <see cref="Value"/> is a sum of: always <c>citedConfirmedEntries</c>, so that no other total is taken for it.</summary>
    public string SumOf { get; init; } = "citedConfirmedEntries";

    /// <summary>The period as text, "outside", or null for all.</summary>
    public string? Period { get; init; }

    /// <summary>The target.</summary>
    public Amount? Target { get; init; }

    /// <summary>Entries that name a source and that the other side has confirmed, by the measure.</summary>
    public Amount? Value { get; init; }

    /// <summary>Entries that name a source and that the other side has not confirmed yet; no part of the value.</summary>
    public Amount? Unconfirmed { get; init; }

    /// <summary>Entries that name a source and that the other side disputes, at the reporter's figure; no part of the value.</summary>
    public Amount? Disputed { get; init; }

    /// <summary>How many entries with a source there are, confirmed or not.</summary>
    public required int Entries { get; init; }

    /// <summary>True when there is none.</summary>
    public required bool NoData { get; init; }
}

/// <summary>An entry that names a source.</summary>
public sealed record PublicEntry
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; init; }

    /// <summary>The commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>Reported, confirmed or disputed.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>The amount; null for attestations.</summary>
    public Amount? Amount { get; init; }

    /// <summary>When it occurred.</summary>
    public required Window Occurred { get; init; }

    /// <summary>For whom.</summary>
    public required ValueList<string> Beneficiaries { get; init; }

    /// <summary>Named parts.</summary>
    public ValueList<Part> Parts { get; init; }

    /// <summary>True when it breaks another entry down, and adds nothing to a figure.</summary>
    public required bool Breakdown { get; init; }

    /// <summary>The province or national body that reported it.</summary>
    public required string ReportedBy { get; init; }

    /// <summary>The provinces or national bodies that have confirmed it.</summary>
    public ValueList<string> ConfirmedBy { get; init; }

    /// <summary>Where it is read from.</summary>
    public ValueList<PublicSource> Sources { get; init; }
}
