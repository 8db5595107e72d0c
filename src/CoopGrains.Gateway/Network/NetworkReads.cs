using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Commitments;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Network;

/// <summary>Answers from the view of all books.</summary>
internal sealed class NetworkReads(
    INetworkView view, VisibleBooks visible, BookReads books, BookHistory history, Paging paging, Spelling spelling, TimeProvider clock)
{
    // Both countries keep UTC+7 all year.
    private static readonly TimeSpan CivilOffset = TimeSpan.FromHours(7);

    /// <summary>Today's civil date.</summary>
    public DateOnly Today => DayOf(clock.GetUtcNow());

    /// <summary>This instant.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>An aggregate as the reader may see it; the problem of the code when there is none.</summary>
    public async Task AnswerAsync<T>(
        HttpContext http, Func<INetworkReading, Actor, T?> read, Func<T, ViewStamp> stamp, string none = RefusalCodes.Unknown)
        where T : class
    {
        var reading = await visible.CaughtUpAsync(http);
        var answer = read(reading, http.Visit().Actor) ?? throw new Problem(none).Thrown();
        await Json.WriteStampedAsync(http, answer, stamp(answer));
    }

    /// <summary>The view, as fresh as the request asks for.</summary>
    public ValueTask<INetworkReading> CaughtUpAsync(HttpContext http) => visible.CaughtUpAsync(http);

    /// <summary>A page of a list.</summary>
    public async Task ListAsync<T>(HttpContext http, Func<INetworkReading, Actor, PageAsked, ListPage<T>?> list)
    {
        var reading = await visible.CaughtUpAsync(http);
        var page = list(reading, http.Visit().Actor, paging.Asked(http.Request)) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>A page of the work list of the caller's agency.</summary>
    public Task WorklistAsync(HttpContext http) =>
        WorkAsync(http, (reading, reader, page) => reading.Worklist(reader, Now, page.After, page.Limit));

    /// <summary>A page of what is unconfirmed, disputed or overdue.</summary>
    public Task OversightAsync(HttpContext http, OversightOf what) =>
        WorkAsync(http, (reading, reader, page) => reading.Oversight(what, reader, Now, page.After, page.Limit));

    private async Task WorkAsync(HttpContext http, Func<INetworkReading, Actor, PageAsked, Worklist> read)
    {
        var reading = await visible.CaughtUpAsync(http);
        var work = read(reading, http.Visit().Actor, paging.Asked(http.Request));
        await Json.WriteStampedAsync(http, work with { Next = paging.Linked(http, work.Next) }, work.Stamp);
    }

    /// <summary>One record of a book.</summary>
    public async Task OneAsync<T>(HttpContext http, Func<INetworkReading, Actor, T?> read, string id)
        where T : class
    {
        Query.Only(http.Request);
        var reading = await visible.CaughtUpAsync(http);
        var found = read(reading, http.Visit().Actor) ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", id)).Thrown();
        await Json.WriteTaggedAsync(http, RenderedReply.Made(found, Language.Of(http)));
    }

    /// <summary>One entry.</summary>
    public async Task EntryAsync(HttpContext http, BookKind kind, string id, string entry)
    {
        Query.Only(http.Request);
        var book = await OpenedAsync(http, kind, id);
        var found = view.Now.Entry(book.Book, entry, http.Visit().Actor)
            ?? throw Problem.With(RefusalCodes.EntryUnknown, ("entry", entry)).Thrown();
        var told = await EntryTexts.ReadAsync(history, book.Book, found, http.RequestAborted);
        await Json.WriteTaggedAsync(http, RenderedReply.Made(EntryReply.Of(found, told), Language.Of(http)));
    }

    /// <summary>Entries of a commitment.</summary>
    public async Task EntriesAsync(HttpContext http, BookKind kind, string id, string commitment)
    {
        var book = await OpenedAsync(http, kind, id);
        var (after, limit) = paging.Asked(http.Request);
        var page = view.Now.Entries(book.Book, commitment, http.Visit().Actor, int.Parse(after ?? "0", CultureInfo.InvariantCulture), limit)
            ?? throw Problem.With(RefusalCodes.CommitmentUnknown, ("commitment", commitment)).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>The status of the network, now or as it was recorded at an instant.</summary>
    public async Task StatusAsync(HttpContext http)
    {
        Query.Only(http.Request, "by", "asOf");
        var by = Query.Named<StatusBy>(http.Request, "by");
        var asked = Query.Instant(http.Request, "asOf");
        if (asked > Now)
            throw new Problem(Codes.AsOfInFuture).Thrown();
        var reading = await visible.CaughtUpAsync(http);
        if (asked is { } past)
            reading = await view.AsOfAsync(past, http.RequestAborted);
        var at = asked ?? clock.GetUtcNow();
        var status = reading.Status(by, http.Visit().Actor, DayOf(at));
        await Json.WriteStampedAsync(http, status, status.Stamp);
    }

    /// <summary>What a spelling stands for.</summary>
    public async Task ResolveAsync(HttpContext http, string name)
    {
        var reading = await visible.CaughtUpAsync(http);
        await Json.WriteTaggedAsync(http, RenderedReply.Made(reading.Resolve(name), Language.Of(http)));
    }

    /// <summary>The province of a spelling in the query; null when none is given.</summary>
    public async ValueTask<string?> PartyAsync(HttpRequest request) =>
        Query.Text(request, "party") is { } named ? await spelling.IdAsync(named, null) : null;

    /// <summary>A book that is readable; its reading is recorded when it is restricted.</summary>
    public async ValueTask<KnownBook> OpenedAsync(HttpContext http, BookKind kind, string id)
    {
        await visible.CaughtUpAsync(http);
        var book = await visible.RequireAsync(http.Visit().Actor, kind, id, http.RequestAborted);
        await books.RecordAsync(book, http.Visit().Actor, http.RequestAborted);
        return book.Unreadable ? throw new Problem(Codes.StateUnreadable).Thrown() : book;
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(CivilOffset).DateTime);
}
