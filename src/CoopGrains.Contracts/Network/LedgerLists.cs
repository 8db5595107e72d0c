using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>Whether a conflict of sources is settled.</summary>
[JsonConverter(typeof(CamelCase<ConflictState>))]
public enum ConflictState
{
    /// <summary>It is not.</summary>
    Open,

    /// <summary>It is.</summary>
    Resolved,
}

/// <summary>Sources that disagree, and the book that it is about.</summary>
public sealed record ConflictView
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The conflict, with what each source says.</summary>
    public required SourceConflict Conflict { get; init; }
}

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
