using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public KnownBook? BookOf(string hash, Actor reader) => (state.Snapshot.Documents.GetValueOrDefault(hash) ?? [])
        .Select(book => Find(book, reader)).OfType<KnownBook>()
        .OrderBy(book => book.Restricted).ThenBy(book => book.Book.ToString(), StringComparer.Ordinal).FirstOrDefault();

    public bool HasAttachedOwn(string hash, Actor reader)
    {
        var snapshot = state.Snapshot;
        return (snapshot.Documents.GetValueOrDefault(hash) ?? []).Any(book => snapshot.Books[book].Attachments.Any(one =>
            one.Document.Hash == hash && one.Document.UploadedBy == reader.Agency && one.By == reader.Body));
    }

    public ListPage<Attachment>? Attachments(BookKey book, string? to, Actor reader, long after, int limit)
    {
        var snapshot = state.Snapshot;
        return snapshot.Find(book, reader) is { Unreadable: false } found
            ? Page(snapshot, reader, limit, found.Attachments.Where(one => one.Number > after && (to is null || one.To == to)),
                one => one.Number.ToString(CultureInfo.InvariantCulture))
            : null;
    }
}
