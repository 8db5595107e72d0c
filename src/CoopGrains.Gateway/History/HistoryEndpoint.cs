using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.History;

/// <summary>Answers with histories.</summary>
internal sealed class HistoryReads(VisibleBooks visible, RestrictedReads restricted, BookHistory history)
{
    private const int Most = 200;

    public async Task ReadAsync(HttpContext http, BookKind kind, string id)
    {
        Query.Only(http.Request, "from", "limit");
        var from = Query.Number(http.Request, "from", 1, int.MaxValue) ?? 1;
        var limit = Query.Number(http.Request, "limit", 1, Most) ?? Most;
        var reader = http.Visit().Actor;
        await visible.CaughtUpAsync(http);
        var book = await visible.RequireAsync(reader, kind, id, http.RequestAborted);
        await restricted.RecordAsync(http, book);
        var events = await history.ReadAsync(book.Book, from, limit + 1, http.RequestAborted);
        var page = new HistoryPage
        {
            Book = book.Book,
            Items = events.Take(limit).Select(happened => HistoryItem.Of(happened, HistoryItem.ShowsContent(happened.Event, book))).ToValueList(),
            Next = events.Count > limit ? events[limit].Sequence : null,
        };
        await Json.WriteTaggedAsync(http, RenderedReply.Made(page, Language.Of(http)));
    }
}

/// <summary>Histories of the three kinds of book.</summary>
internal static class HistoryEndpoint
{
    public static void MapHistory(this RouteGroupBuilder book, BookKind kind, HistoryReads history) =>
        book.MapGet("/{id}/history", (string id, HttpContext http) => history.ReadAsync(http, kind, id))
            .Reads<HistoryPage>("A book's history, 1 to n without a gap", 404)
            .WithMetadata(new TakesQuery("from", "limit"))
            .WithTags("History");
}
