using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>How something differs between two points of recorded time.</summary>
[JsonConverter(typeof(CamelCase<Difference>))]
public enum Difference
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It was there and says something else now.</summary>
    Changed,

    /// <summary>It was given up: it counts no more.</summary>
    Removed,
}

/// <summary>What differs of one commitment, or of a book beside its commitments, between two points.</summary>
public sealed record ComparedItem
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>What the commitment, or the book, is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The commitment; null for what differs of the book beside its commitments.</summary>
    public string? Commitment { get; init; }

    /// <summary>How it differs.</summary>
    public required Difference Difference { get; init; }

    /// <summary>The commitment with its figures before; null when there was none, or when the item is about the book.</summary>
    public CommitmentView? Before { get; init; }

    /// <summary>The commitment with its figures after.</summary>
    public CommitmentView? After { get; init; }

    /// <summary>The book before; null when there was none, or when the item is about a commitment.</summary>
    public BookFace? BookBefore { get; init; }

    /// <summary>The book after.</summary>
    public BookFace? BookAfter { get; init; }

    /// <summary>Who changed it: the newest 20 events, oldest first. None when time alone did, such as the end of a term.</summary>
    public required ValueList<RecordedChange> Changes { get; init; }

    /// <summary>True when there were more, earlier ones: the book's history has them all.</summary>
    public required bool EarlierLeftOut { get; init; }
}

/// <summary>A book at a point of time, beside its commitments; its history says the rest.</summary>
public sealed record BookFace
{
    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Its state on the civil date of the point; "none" for provinces.</summary>
    [CodeOf(typeof(AgreementState), typeof(ProgramState))]
    public required string State { get; init; }

    /// <summary>Its version.</summary>
    public required long Version { get; init; }
}

/// <summary>One recorded event that changed something.</summary>
public sealed record RecordedChange
{
    /// <summary>Its sequence in the book's history.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who acted within the agency, as the book's history tells it.</summary>
    public required string User { get; init; }

    /// <summary>The agency that acted.</summary>
    public required string Agency { get; init; }

    /// <summary>Its side; empty for the system and its operators.</summary>
    public required string Side { get; init; }

    /// <summary>The entry that it was about; null for anything else.</summary>
    public string? Entry { get; init; }

    /// <summary>
    /// What else of several in the book it was about, as the book's paths name it: <c>events/v-…</c>, <c>talks/1</c>, <c>units/…</c>; null
    /// for what is about an entry, the commitment or the book itself.
    /// </summary>
    public string? Item { get; init; }
}
