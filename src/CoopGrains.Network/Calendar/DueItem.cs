using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Something that a civil date makes due in a book.</summary>
/// <param name="Book">The book.</param>
/// <param name="Kind">What it is, such as "silence".</param>
/// <param name="Item">What of the book it is about; empty for the book as a whole.</param>
/// <param name="On">The date.</param>
/// <param name="Command">What the book is told.</param>
internal sealed record DueItem(BookKey Book, string Kind, string Item, DateOnly On, Command Command)
{
    /// <summary>The same at every look and in every process: the book takes it once, and what was taken back does not come again.</summary>
    public string OperationId =>
        string.Create(CultureInfo.InvariantCulture, $"system:calendar-{Book}-{Kind}-{Item}-{On:yyyy-MM-dd}");
}

/// <summary>What is due in books. Whatever else time does joins by a line here.</summary>
internal static class DueItems
{
    private static readonly Func<ViewBook, DateOnly, IEnumerable<DueItem>>[] Sources = [Silences];

    /// <summary>All that is due in a book by a date.</summary>
    public static IEnumerable<DueItem> Of(ViewBook book, DateOnly today) => Sources.SelectMany(source => source(book, today));

    /// <summary>True for a book in which something may fall due.</summary>
    public static bool MayHave(ViewBook book) => (book.Cases?.Open ?? default).Any(one => one.SilenceDays is not null);

    private static IEnumerable<DueItem> Silences(ViewBook book, DateOnly today)
    {
        foreach (var one in book.Cases?.Open ?? default)
            if (CaseTimes.SilentOn(one) is { } day && day <= today)
                yield return new(book.Key, "silence", one.Id, day,
                    new EscalateCase { Case = one.Id, Reason = "silence", Due = PartialDate.Of(day) });
    }
}
