using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>One thing to do, before it is put into words.</summary>
internal readonly record struct ToDo(WorkKind Kind, BookKey Book, DateTimeOffset Since)
{
    private const char Separator = '|';

    public EntryView? Entry { get; init; }

    public string? EntryId => Entry?.Id;

    public string? Commitment { get; init; }

    public string? Case { get; init; }

    public string? Period { get; init; }

    public PartialDate? Due { get; init; }

    public string? Item { get; init; }

    private string? About => EntryId ?? Case ?? Commitment ?? Item;

    /// <summary>The oldest first; among those of one age by book, and within it by what it is about.</summary>
    public static IComparer<ToDo> ByAge { get; } = Comparer<ToDo>.Create((left, right) =>
        left.Since.CompareTo(right.Since) is not 0 and var bySince ? bySince
        : RankOf(left.Book.Kind).CompareTo(RankOf(right.Book.Kind)) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(left.Book.Id, right.Book.Id) is not 0 and var byBook ? byBook
        : string.CompareOrdinal(left.About, right.About) is not 0 and var byItem ? byItem
        : left.Kind.CompareTo(right.Kind) is not 0 and var byWork ? byWork
        : string.CompareOrdinal(left.Period, right.Period));

    /// <summary>Its place in the list, as text.</summary>
    public string Place => string.Join(
        Separator, Since.UtcTicks.ToString(CultureInfo.InvariantCulture), (int)Kind, Book, About, Period);

    /// <summary>What stands at a place, as far as the order needs it; null when it is none.</summary>
    public static ToDo? At(string place) =>
        place.Split(Separator) is [var ticks, var kind, var book, var about, var period]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
        && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && BookKey.TryParse(book, out var key)
            ? new ToDo((WorkKind)number, key, new(since, TimeSpan.Zero))
            {
                Commitment = about.Length == 0 ? null : about,
                Period = period.Length == 0 ? null : period,
            }
            : null;

    /// <summary>As the texts of keys are ordered.</summary>
    public static int RankOf(BookKind kind) => kind switch { BookKind.Agreement => 0, BookKind.Program => 1, _ => 2 };
}
