using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What a book says to its cases.</summary>
public sealed record CaseHost
{
    /// <summary>Who takes part in the book.</summary>
    public required ValueList<string> Parties { get; init; }

    /// <summary>True when overseers do not see the book.</summary>
    public required bool Restricted { get; init; }

    /// <summary>Why no case is raised any more, or null.</summary>
    public Decision? RefusesCase { get; init; }

    /// <summary>True when the book has the thing of its own that a case is about.</summary>
    public required Func<CaseObject, bool> Has { get; init; }
}
