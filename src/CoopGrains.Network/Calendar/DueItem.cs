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

/// <summary>When a book has to be looked at next, the earliest first.</summary>
/// <param name="On">The first civil date on which something in it is due.</param>
/// <param name="Book">The book.</param>
internal readonly record struct NextDue(DateOnly On, BookKey Book) : IComparable<NextDue>
{
    /// <inheritdoc/>
    public int CompareTo(NextDue other) => On.CompareTo(other.On) is not 0 and var byDay
        ? byDay
        : string.CompareOrdinal(Book.ToString(), other.Book.ToString());
}

/// <summary>What is due in books. Whatever else time does joins by a line here.</summary>
internal static class DueItems
{
    private static readonly Func<ViewBook, IEnumerable<DueItem>>[] Sources = [Silences, Expiries];

    /// <summary>All that is due in a book by a date.</summary>
    public static IEnumerable<DueItem> Of(ViewBook book, DateOnly today) =>
        Sources.SelectMany(source => source(book)).Where(due => due.On <= today);

    /// <summary>When something is due in a book, past or to come; null when nothing is.</summary>
    public static NextDue? Next(ViewBook book)
    {
        DateOnly? first = null;
        if (!book.Unreadable)
            foreach (var due in Sources.SelectMany(source => source(book)))
                first = first is { } on && on <= due.On ? on : due.On;
        return first is { } day ? new(day, book.Key) : null;
    }

    private static IEnumerable<DueItem> Silences(ViewBook book)
    {
        foreach (var one in book.Cases?.Open ?? default)
            if (CaseTimes.SilentOn(one) is { } day)
                yield return new(book.Key, "silence", one.Id, day,
                    new EscalateCase { Case = one.Id, Reason = "silence", Due = PartialDate.Of(day) });
    }

    private static IEnumerable<DueItem> Expiries(ViewBook book)
    {
        if (book.Agreement is { } agreement && EndRules.DueOn(agreement) is { } day)
            yield return new(book.Key, "expiry", "", day, new ExpireAgreement { EndedOn = PartialDate.Of(day.AddDays(-1)) });
    }
}
