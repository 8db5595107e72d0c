namespace CoopGrains.Contracts;

/// <summary>A book as the view knows it.</summary>
public sealed record KnownBook
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The version that the view has seen.</summary>
    public required long Version { get; init; }

    /// <summary>Whether reading it needs clearance.</summary>
    public required bool Restricted { get; init; }

    /// <summary>True when its history cannot be read: it is left out of every total.</summary>
    public required bool Unreadable { get; init; }

    /// <summary>True when that is so for a row of a newer build, and not for damage.</summary>
    public bool IsNewer { get; init; }

    /// <summary>The provinces or national bodies it concerns.</summary>
    public required ValueList<string> Parties { get; init; }

    /// <summary>The leave by which it is read; null for a reader who may see it for good.</summary>
    public string? Grant { get; init; }

    /// <summary>True when the reader keeps it for one of its parties: a coordinator, and not by leave. Such a one alone sees its readers.</summary>
    public bool IsKept { get; init; }
}

/// <summary>What the register allows a user of an agency.</summary>
public sealed record Registered
{
    /// <summary>The province or national body.</summary>
    public required string Body { get; init; }

    /// <summary>The country.</summary>
    public required Side Side { get; init; }

    /// <summary>The roles.</summary>
    public required Roles Roles { get; init; }

    /// <summary>Whether the user may see restricted books of the body.</summary>
    public required bool Cleared { get; init; }

    /// <summary>Closed agencies of the same body: others answer for them.</summary>
    public ValueList<string> StandsFor { get; init; }
}

/// <summary>What a spelling stands for.</summary>
public sealed record ResolvedName
{
    /// <summary>The province; null when no spelling of one matches.</summary>
    public string? Province { get; init; }

    /// <summary>The nearest names, best first, when nothing matches; at most 3, and never taken for the answer.</summary>
    public ValueList<NameSuggestion> Suggestions { get; init; }
}

/// <summary>A province whose name is near.</summary>
public sealed record NameSuggestion
{
    /// <summary>The province.</summary>
    public required string Province { get; init; }

    /// <summary>Its names.</summary>
    public required LocalizedText Name { get; init; }
}

/// <summary>A part of a list in a stable order.</summary>
public sealed record ListPage<T>
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The items.</summary>
    public required ValueList<T> Items { get; init; }

    /// <summary>What to ask for next, or null at the end: the id of the last book, or the number of the last entry.</summary>
    public string? Next { get; init; }
}

/// <summary>A province in a list.</summary>
public sealed record ProvinceSummary
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>True for national bodies.</summary>
    public required bool National { get; init; }

    /// <summary>The country.</summary>
    public required Side Side { get; init; }

    /// <summary>The ISO 3166-2 code.</summary>
    public required string Iso { get; init; }

    /// <summary>Its names.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>Other spellings.</summary>
    public required ValueList<string> Aliases { get; init; }

    /// <summary>Provinces it borders.</summary>
    public required ValueList<string> Borders { get; init; }

    /// <summary>The worst light of the commitments of open books that it gives or receives under; null when none has one.</summary>
    public StatusLight? Light { get; init; }
}

/// <summary>An agreement in a list.</summary>
public sealed record AgreementSummary
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>The type.</summary>
    public required InstrumentType Type { get; init; }

    /// <summary>The title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The state on the civil date asked for.</summary>
    public required AgreementState State { get; init; }

    /// <summary>The term; null when it is not stated.</summary>
    public Window? Term { get; init; }

    /// <summary>Days to the end of the term, when it runs and has an end.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>True when the end is near.</summary>
    public required bool ExpiringSoon { get; init; }

    /// <summary>The parties.</summary>
    public required ValueList<string> Parties { get; init; }

    /// <summary>The instrument it follows.</summary>
    public BookKey? Predecessor { get; init; }

    /// <summary>The instruments that follow it.</summary>
    public required ValueList<BookKey> RenewedBy { get; init; }

    /// <summary>The national instrument above it.</summary>
    public BookKey? Parent { get; init; }

    /// <summary>Whether reading it needs clearance.</summary>
    public required bool Restricted { get; init; }

    /// <summary>
    /// The worst light of its commitments and, of an open one, those of the open programs under it; null when none has one.
    /// </summary>
    public StatusLight? Light { get; init; }
}

/// <summary>A program in a list.</summary>
public sealed record ProgramSummary
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>The title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The state.</summary>
    public required ProgramState State { get; init; }

    /// <summary>The agreement it stands under.</summary>
    public BookKey? Agreement { get; init; }

    /// <summary>The parties.</summary>
    public required ValueList<string> Parties { get; init; }

    /// <summary>Areas of the program and its commitments.</summary>
    public required ValueList<string> Areas { get; init; }

    /// <summary>How many commitments it holds, proposals included.</summary>
    public required int Commitments { get; init; }

    /// <summary>How many entries it has taken.</summary>
    public required int Entries { get; init; }

    /// <summary>Whether reading it needs clearance.</summary>
    public required bool Restricted { get; init; }

    /// <summary>The worst light of its commitments; null when none has one.</summary>
    public StatusLight? Light { get; init; }
}

/// <summary>Which provinces to list.</summary>
public sealed record ProvinceFilter
{
    /// <summary>National bodies too.</summary>
    public bool National { get; init; }

    /// <summary>One of whose names, in any language or spelling, holds these words.</summary>
    public string? Words { get; init; }
}

/// <summary>Which agreements to list.</summary>
public sealed record AgreementFilter
{
    /// <summary>Whose title holds these words in any language, whatever their tones and case.</summary>
    public string? Words { get; init; }

    /// <summary>In this state on the date.</summary>
    public AgreementState? State { get; init; }

    /// <summary>With this party.</summary>
    public string? Party { get; init; }

    /// <summary>Directly under this instrument.</summary>
    public BookKey? Parent { get; init; }

    /// <summary>Whose term runs and ends within so many days.</summary>
    public int? ExpiringWithin { get; init; }
}

/// <summary>Which programs to list.</summary>
public sealed record ProgramFilter
{
    /// <summary>Whose title holds these words in any language, whatever their tones and case.</summary>
    public string? Words { get; init; }

    /// <summary>Under this agreement.</summary>
    public BookKey? Agreement { get; init; }

    /// <summary>In this area or one that lies in it, itself or one of its commitments.</summary>
    public string? Area { get; init; }

    /// <summary>With this party.</summary>
    public string? Party { get; init; }

    /// <summary>In this state.</summary>
    public ProgramState? State { get; init; }
}
