using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public Worklist Worklist(Actor reader, DateTimeOffset now) => state.ReadWork((open, snapshot) =>
    {
        List<WorkIndex> work = [open];
        if (reader.Cleared)
            work.Add(WorkIndex.Of(snapshot.Restricted.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>()
                .Where(book => !book.Unreadable)));
        var found = new FoundWork(Worker.Of(reader, snapshot), CivilTime.DateOf(now), snapshot);
        foreach (var index in work)
            found.In(index);
        return new Worklist
        {
            Stamp = StampOf(snapshot),
            Total = found.Total,
            Items = found.OldestFirst().Take(MostItems).Select(item => new WorkItem
            {
                Kind = item.Kind,
                Book = item.Book,
                Title = snapshot.Books[item.Book].Title,
                Commitment = item.Entry?.Commitment ?? item.Commitment,
                Entry = item.Entry?.Id,
                Period = item.Period,
                Amount = item.Entry?.Amount,
                Since = item.Since,
                AgeDays = Math.Max(0, (int)(now - item.Since).TotalDays),
            }).ToValueList(),
        };
    });
}
