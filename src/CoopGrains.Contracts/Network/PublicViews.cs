namespace CoopGrains.Contracts;

/// <summary>The network as anybody may read it: open books and, of what they say, only what names a source.</summary>
public sealed record PublicNetwork
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The civil date (UTC+7) that states are told for.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Agreements that were signed, by id.</summary>
    public required ValueList<PublicAgreement> Agreements { get; init; }

    /// <summary>Send it as <c>agreementsAfter</c> for those that follow; null when there are no more.</summary>
    public string? AgreementsNext { get; init; }

    /// <summary>Programs, by id.</summary>
    public required ValueList<PublicProgram> Programs { get; init; }

    /// <summary>Send it as <c>programsAfter</c> for those that follow; null when there are no more.</summary>
    public string? ProgramsNext { get; init; }

    /// <summary>Figures of all these agreements and programs, also of those on other pages.</summary>
    public required ValueList<PublicFigure> Figures { get; init; }
}

/// <summary>An agreement as its sources state it.</summary>
public sealed record PublicAgreement
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The book's version.</summary>
    public required long Version { get; init; }

    /// <summary>Which kind of instrument.</summary>
    public required InstrumentType Type { get; init; }

    /// <summary>The kind in the source's words.</summary>
    public required ValueList<string> TypeStated { get; init; }

    /// <summary>Its title, as the sources have it.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The parties.</summary>
    public required ValueList<PublicParty> Parties { get; init; }

    /// <summary>Where it stands.</summary>
    public required AgreementState State { get; init; }

    /// <summary>The term; null when the sources state none, or another than the one that holds since it was amended.</summary>
    public Window? Term { get; init; }

    /// <summary>When it was signed, as far as the sources state it.</summary>
    public PartialDate? SignedOn { get; init; }

    /// <summary>True when its text was amended since: what was changed names no source and is left out.</summary>
    public required bool Amended { get; init; }

    /// <summary>Where it is read from.</summary>
    public required ValueList<PublicSource> Sources { get; init; }
}

/// <summary>A program as its sources state it.</summary>
public sealed record PublicProgram
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The book's version.</summary>
    public required long Version { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProgramState State { get; init; }

    /// <summary>The agreement it stands under; null under practice, and when that agreement is not public.</summary>
    public BookKey? Agreement { get; init; }

    /// <summary>Who takes part.</summary>
    public required ValueList<PublicParty> Parties { get; init; }

    /// <summary>Areas of cooperation.</summary>
    public required ValueList<string> Areas { get; init; }

    /// <summary>Where it is read from.</summary>
    public required ValueList<PublicSource> Sources { get; init; }
}

/// <summary>A province or national body with its name.</summary>
public sealed record PublicParty
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; null while nobody has entered it.</summary>
    public LocalizedText? Name { get; init; }
}

/// <summary>Where something is read from.</summary>
public sealed record PublicSource
{
    /// <summary>The file, title or address.</summary>
    public required string Source { get; init; }

    /// <summary>The line in it, counted from 1; null where lines mean nothing.</summary>
    public int? Line { get; init; }

    /// <summary>The words relied on, verbatim.</summary>
    public string? Quote { get; init; }

    /// <summary>Sources without the notes of whoever entered them.</summary>
    public static ValueList<PublicSource> Of(ValueList<Provenance> sources) =>
        sources.Select(source => new PublicSource { Source = source.Source, Line = source.Line, Quote = source.Quote }).ToValueList();
}

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
    public required string Indicator { get; init; }

    /// <summary>How its entries make one figure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    public string? Unit { get; init; }

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
    public required string Indicator { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    public string? Unit { get; init; }

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

/// <summary>One agreement as anybody may read it.</summary>
public sealed record PublicAgreementPage
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The agreement.</summary>
    public required PublicAgreement Agreement { get; init; }

    /// <summary>The clauses that the sources state and that hold.</summary>
    public required ValueList<Clause> Clauses { get; init; }

    /// <summary>The instrument it follows, when that is public.</summary>
    public BookKey? Predecessor { get; init; }

    /// <summary>The public instruments that follow it.</summary>
    public required ValueList<BookKey> RenewedBy { get; init; }

    /// <summary>The instrument above it, when that is public.</summary>
    public BookKey? Parent { get; init; }

    /// <summary>The first of the public programs under it.</summary>
    public required ValueList<BookKey> Programs { get; init; }

    /// <summary>Its commitments that name a source.</summary>
    public required ValueList<PublicCommitment> Commitments { get; init; }

    /// <summary>Its entries that name a source, in the order of the book's history; a page may have none and yet a next one.</summary>
    public ValueList<PublicEntry> Entries { get; init; }

    /// <summary>Send it as <c>from</c> for the entries that follow; null when there are no more.</summary>
    public long? Next { get; init; }
}

/// <summary>One program as anybody may read it.</summary>
public sealed record PublicProgramPage
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The program.</summary>
    public required PublicProgram Program { get; init; }

    /// <summary>Its commitments that name a source.</summary>
    public required ValueList<PublicCommitment> Commitments { get; init; }

    /// <summary>Its entries that name a source, in the order of the book's history; a page may have none and yet a next one.</summary>
    public ValueList<PublicEntry> Entries { get; init; }

    /// <summary>Send it as <c>from</c> for the entries that follow; null when there are no more.</summary>
    public long? Next { get; init; }
}
