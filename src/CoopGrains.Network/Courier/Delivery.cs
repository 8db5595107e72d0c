using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>A command for another book that an event makes necessary.</summary>
/// <param name="From">The book whose event it is.</param>
/// <param name="Sequence">The event's sequence there.</param>
/// <param name="To">The book to tell.</param>
/// <param name="Command">What to tell it.</param>
/// <param name="Restricted">True when neither book may be named to operators.</param>
/// <param name="Item">Tells apart several for one book; null when there is one.</param>
internal sealed record Delivery(BookKey From, long Sequence, BookKey To, Command Command, bool Restricted, string? Item = null)
{
    /// <summary>The same for every attempt, and after a restore too: book and sequence, never a position.</summary>
    public string OperationId => Item is null
        ? $"system:courier-{From}-{Sequence}-{To}"
        : $"system:courier-{From}-{Sequence}-{To}-{Item}";
}
