using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Windows without an end, "to this day": whatever is computed with one ends it on the civil day of its report.</summary>
internal static class OpenWindows
{
    /// <summary>The day on which an open window that is reported ends; null when it states its end.</summary>
    public static PartialDate? EndOf(Ledger ledger, EntryReported reported) =>
        EndOf(ledger, reported.Occurred, reported.Corrects ?? reported.Reverses, CivilTime.DateOf(reported.At));

    /// <param name="ledger">The commitment with its entries.</param>
    /// <param name="window">What is reported.</param>
    /// <param name="about">The entry that it corrects or reverses, or null: with the same window it speaks of the same time.</param>
    /// <param name="today">The day of the report.</param>
    public static PartialDate? EndOf(Ledger ledger, Window window, string? about, DateOnly today) =>
        window.To is not null ? null
        : about is not null && ledger.Entries.TryGetValue(about, out var before) && before.Occurred == window && before.CountsTo is { } same ? same
        : PartialDate.Of(today);
}
