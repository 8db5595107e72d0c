using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    // Whoever may only read has nothing to do there.
    public Worklist Worklist(Actor reader, DateTimeOffset now, string? after = null, int limit = MostItems) => state.ReadWork((open, snapshot) =>
        Page(open, snapshot, reader, now, after, limit, book => book.HasPart(reader), (found, work) => found.In(work)));

    public Worklist Oversight(OversightOf what, Actor reader, DateTimeOffset now, string? after = null, int limit = MostItems) =>
        state.ReadWork((open, snapshot) =>
            Page(open, snapshot, reader, now, after, limit, book => book.IsSeenBy(reader), (found, work) => found.In(work, what)));

    private Worklist Page(
        WorkIndex open, ViewSnapshot snapshot, Actor reader, DateTimeOffset now, string? after, int limit,
        Func<ViewBook, bool> isIn, Action<FoundWork, WorkIndex> find)
    {
        var today = CivilTime.DateOf(now);
        var found = new FoundWork(Worker.Of(reader, snapshot), today);
        find(found, open);
        ValueList<BookKey> counted = default;
        if (reader.MaySeeRestricted)
        {
            var hidden = WorkIndex.Of(SeenRestricted(snapshot, reader).Where(isIn));
            find(found, hidden);
            var alone = new FoundWork(Worker.Of(reader, snapshot), today);
            find(alone, hidden);
            counted = alone.OldestFirst(null).Select(item => item.Book).Distinct().ToValueList();
        }
        var page = found.OldestFirst(after is null ? null : ToDo.At(after)).Take(limit + 1).ToList();
        var more = page.Count > limit;
        if (more)
            page.RemoveAt(limit);
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            Total = found.Total,
            Items = page.Select(item => ItemOf(item, snapshot, now, today)).ToValueList(),
            Next = more ? page[^1].Place : null,
            Restricted = counted,
        };
    }

    private static WorkItem ItemOf(ToDo item, ViewSnapshot snapshot, DateTimeOffset now, DateOnly today)
    {
        var book = snapshot.Books[item.Book];
        return new()
        {
            Kind = item.Kind,
            Book = item.Book,
            Title = item.Case is { } id && book.Cases?.Find(id) is { } one ? one.Title : book.Title,
            Commitment = item.Entry?.Commitment ?? item.Commitment,
            Entry = item.EntryId,
            Case = item.Case,
            Period = item.Period,
            Item = item.Item,
            Amount = item.Entry?.Amount,
            Since = item.Since,
            AgeDays = Math.Max(0, (int)(now - item.Since).TotalDays),
            Due = item.Due,
            Late = item.Due is { } due && due.Last < today,
        };
    }
}
