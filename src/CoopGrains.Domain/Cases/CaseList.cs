using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The cases of a book: those that are open, and the last that ended. Older ones are in the history.</summary>
public sealed record CaseList
{
    /// <summary>None.</summary>
    public static CaseList Empty { get; } = new();

    /// <summary>Open cases, in the order the book took them.</summary>
    public ValueList<Case> Open { get; init; }

    /// <summary>The last cases that ended, the newest last; at most 100.</summary>
    public ValueList<Case> Ended { get; init; }

    /// <summary>How many cases the book has taken.</summary>
    public int Taken { get; init; }

    /// <summary>An open case, or one of the last that ended; null when it is neither.</summary>
    public Case? Find(string? id) => Open.Find(id) ?? Ended.Find(id);

    /// <summary>All that is remembered, in the order the book took them.</summary>
    [JsonIgnore] public IEnumerable<Case> All => Open.Concat(Ended).OrderBy(one => one.Number);
}
