using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Access;

/// <summary>Answers about who may read a restricted book for a time, and who has read it: to coordinators of its parties alone.</summary>
internal sealed class AccessReads(VisibleBooks visible, RestrictedReads restricted, BookHistory history, Paging paging, TimeProvider clock)
{
    /// <summary>Leave to read a book that has not ended.</summary>
    public async Task GrantsAsync(HttpContext http)
    {
        Query.Only(http.Request, "book", "limit", "cursor");
        var (book, reading) = await OwnAsync(http);
        var (after, limit) = paging.Asked(http.Request);
        await restricted.RecordAsync(http, book);
        var page = reading.Grants(book.Book, http.Visit().Actor, clock.GetUtcNow(), after, limit)
            ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>Who read a book, oldest first.</summary>
    public async Task AccessAsync(HttpContext http)
    {
        Query.Only(http.Request, "book", "limit", "cursor");
        var (book, _) = await OwnAsync(http);
        var asked = paging.Asked(http.Request);
        // It tells of reads and nothing of what is in the book; recorded, each look would add to what it looks at.
        http.Visit().Recorded.Add(book.Book);
        var reads = await history.ReadersAsync(book.Book, asked.AfterNumber, asked.Limit + 1, http.RequestAborted);
        var last = reads.Count > asked.Limit ? reads[asked.Limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null;
        var page = new AccessPage
        {
            Book = book.Book,
            Items = reads.Take(asked.Limit).Select(AccessItem.Of).ToValueList(),
            Next = paging.Linked(http, last),
        };
        await Json.WriteTaggedAsync(http, RenderedReply.Made(page, Language.Of(http)));
    }

    /// <summary>A book that the caller keeps for one of its parties; to all others it is unknown.</summary>
    private async ValueTask<(KnownBook Book, INetworkReading Reading)> OwnAsync(HttpContext http)
    {
        var text = Query.Text(http.Request, "book") ?? throw Query.Missing("book");
        var reader = http.Visit().Actor;
        var reading = await visible.CaughtUpAsync(http);
        var found = BookKey.TryParse(text, out var key) ? await visible.FindAsync(reader, key, http.RequestAborted) : null;
        return found is { IsKept: true } ? (found, reading) : throw new Problem(RefusalCodes.Unknown).Thrown();
    }
}
