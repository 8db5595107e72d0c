using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>Finds in the journal who made the differences of a page.</summary>
internal sealed class WhoChanged(IBookStore store)
{
    private const int MostRows = 1_000;
    private const int MostChanges = 20;

    private readonly Dictionary<BookKey, (IReadOnlyList<JournalRow> Rows, bool Cut)> _read = [];

    public async Task<ComparedItem> WithChangesAsync(ComparedItem item, ViewBook? before, ViewBook after, CancellationToken ct)
    {
        var (rows, cut) = await RowsAsync(before?.Version ?? 0, after, ct);
        var own = new List<RecordedChange>();
        for (var i = rows.Count - 1; i >= 0 && own.Count <= MostChanges; i--)
        {
            var happened = EventCatalog.Read(rows[i].Kind, rows[i].Text);
            var about = LedgerChange.About(after.Commitments, happened);
            if (about.Commitment == item.Commitment || LedgerChange.IsAboutAll(happened))
                own.Add(new()
                {
                    Sequence = rows[i].Sequence,
                    Event = rows[i].Kind,
                    RecordedAt = rows[i].RecordedAt,
                    User = rows[i].Actor,
                    Agency = rows[i].Agency,
                    Side = rows[i].Side,
                    Entry = about.Entry,
                    Item = ChangedItem.Of(happened),
                });
        }
        return item with
        {
            Changes = own.Take(MostChanges).Reverse().ToValueList(),
            EarlierLeftOut = cut || own.Count > MostChanges,
        };
    }

    private async ValueTask<(IReadOnlyList<JournalRow> Rows, bool Cut)> RowsAsync(long version, ViewBook after, CancellationToken ct)
    {
        if (version == after.Version)
            return ([], false);
        if (!_read.TryGetValue(after.Key, out var read))
        {
            var from = Math.Max(version + 1, after.Version - MostRows + 1);
            var rows = await store.HistoryAsync(after.Key.ToString(), from, (int)(after.Version - from + 1), ct);
            _read.Add(after.Key, read = (rows, from > version + 1));
        }
        return read;
    }
}
