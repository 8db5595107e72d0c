using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>The difference of two states of the view, as one reader sees both: by book, and in it by commitment.</summary>
/// <param name="From">The state before, of the same journal.</param>
/// <param name="FromOn">The civil date of it.</param>
/// <param name="To">The state after.</param>
/// <param name="ToOn">The civil date of it.</param>
/// <param name="Reader">Who asks.</param>
internal sealed record Comparison(ViewSnapshot From, DateOnly FromOn, ViewSnapshot To, DateOnly ToOn, Actor Reader)
{
    private const char Separator = ':';

    /// <summary>What differs behind an item, each with the two states of its book.</summary>
    public IEnumerable<(ComparedItem Item, string Key, ViewBook? Before, ViewBook After)> Items(string? after)
    {
        var (key, number) = Place(after);
        BookKind[] kinds = [BookKind.Agreement, BookKind.Program, BookKind.Province];
        foreach (var kind in key is { } last ? kinds.SkipWhile(kind => kind != last.Kind) : kinds)
        {
            if (key is { } begun && begun.Kind == kind && To.Find(begun, Reader) is { Unreadable: false } same)
                foreach (var item in Of(From.Find(begun, Reader), same, number))
                    yield return item;
            foreach (var book in To.Of(kind, Reader, key is { } passed && passed.Kind == kind ? passed.Id : null))
                foreach (var item in Of(From.Find(book.Key, Reader), book, -1))
                    yield return item;
        }
    }

    // The book itself is number 0, commitments have theirs.
    private IEnumerable<(ComparedItem Item, string Key, ViewBook? Before, ViewBook After)> Of(ViewBook? before, ViewBook after, int behind)
    {
        // Of a book whose history could not be read then, nothing can be said.
        if (before is { Unreadable: true })
            yield break;
        if (behind < 0 && Beside(before, after) is { } beside)
            yield return (beside, KeyOf(after, 0), before, after);
        foreach (var ledger in after.Commitments.InOrder)
            if (ledger.Number > behind && Of(before, after, ledger) is { } item)
                yield return (item, KeyOf(after, ledger.Number), before, after);
    }

    private ComparedItem? Beside(ViewBook? before, ViewBook after)
    {
        if (before is not null && before.StateOn(FromOn) == after.StateOn(ToOn)
            && (before.Version == after.Version || before.IsSameBesideCommitments(after)))
            return null;
        return new()
        {
            Book = after.Key,
            Title = after.Title,
            Difference = before is null ? Difference.Added : Difference.Changed,
            BookBefore = before is null ? null : Face(before, FromOn),
            BookAfter = Face(after, ToOn),
            Changes = default,
            EarlierLeftOut = false,
        };
    }

    private ComparedItem? Of(ViewBook? before, ViewBook after, Ledger ledger)
    {
        var earlier = before?.Commitments.Find(ledger.Commitment.Id);
        if (FromOn == ToOn && ReferenceEquals(earlier, ledger))
            return null;
        var then = earlier is null ? null : FiguresOf.View(ViewBook.Light(earlier), FromOn);
        var now = FiguresOf.View(ViewBook.Light(ledger), ToOn);
        return then == now ? null : new()
        {
            Book = after.Key,
            Title = ledger.Commitment.Title,
            Commitment = ledger.Commitment.Id,
            Difference = then is null ? Difference.Added : IsGivenUp(now) && !IsGivenUp(then) ? Difference.Removed : Difference.Changed,
            Before = then,
            After = now,
            Changes = default,
            EarlierLeftOut = false,
        };
    }

    private static bool IsGivenUp(CommitmentView view) => view.Commitment.State == CommitmentState.Cancelled;

    private static BookFace Face(ViewBook book, DateOnly on) =>
        new() { Title = book.Title, State = book.StateOn(on), Version = book.Version };

    private static string KeyOf(ViewBook book, int number) => string.Create(CultureInfo.InvariantCulture, $"{book.Key}{Separator}{number}");

    private static (BookKey? Book, int Number) Place(string? after)
    {
        if (after?.Split(Separator) is not [var key, var number])
            return (null, -1);
        return (BookKey.Parse(key), int.Parse(number, CultureInfo.InvariantCulture));
    }
}
