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
