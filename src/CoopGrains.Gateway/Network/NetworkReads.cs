using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Commitments;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Network;

/// <summary>Answers from the view of all books.</summary>
internal sealed class NetworkReads(
    INetworkView view, VisibleBooks visible, RestrictedReads restricted, BookHistory history, Paging paging, Spelling spelling, TimeProvider clock,
    BookGrains grains, BookPatience patience)
{
    private static readonly object AskedKey = new();

    /// <summary>Today's civil date.</summary>
    public DateOnly Today => DayOf(clock.GetUtcNow());

    /// <summary>This instant.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The civil date that a request asks about: of its <c>asOf</c>, or today.</summary>
    public DateOnly DayAsked(HttpContext http) => http.Items[AskedKey] is PastPoint past ? DayOf(past.AsOf) : Today;

    /// <summary>An aggregate as the reader may see it, now or as it was, in another currency besides if asked; the problem of the code when
    /// there is none.</summary>
    public async Task AnswerAsync<T>(
        HttpContext http, Func<INetworkReading, Actor, T?> read, Func<T, ViewStamp> stamp, string none = RefusalCodes.Unknown)
        where T : class
    {
        var conversion = AskedConversion.Of(http.Request, Today);
        var reading = await ReadingAsync(http);
        var answer = read(reading, http.Visit().Actor) ?? throw new Problem(none).Thrown();
        await Json.WriteStampedAsync(http, answer, stamp(answer), conversion);
    }

    /// <summary>The view as it is: for a request that has waited already, such as to open a book.</summary>
    public INetworkReading Latest => view.Now;

    /// <summary>The view, as fresh as the request asks for.</summary>
    public ValueTask<INetworkReading> CaughtUpAsync(HttpContext http) => visible.CaughtUpAsync(http);

    /// <summary>The view: as fresh as the request asks for, or as it was at its <c>asOf</c>.</summary>
    public async ValueTask<INetworkReading> ReadingAsync(HttpContext http)
    {
        var now = await visible.CaughtUpAsync(http);
        return await PastAsync(http) ?? now;
    }

    /// <summary>The view as it was at the request's <c>asOf</c>; null when it asks for none.</summary>
    public async ValueTask<INetworkReading?> PastAsync(HttpContext http)
    {
        if (Query.Moment(http.Request, "asOf") is not { } asked)
            return null;
        var point = await PointAsync(http, asked);
        http.Items[AskedKey] = point;
        return await view.AsOfAsync(point, http.RequestAborted);
    }

    /// <summary>What differs between two moments.</summary>
    public async Task CompareAsync(HttpContext http)
    {
        Query.Only(http.Request, "from", "to", "limit", "cursor");
        var from = Query.Moment(http.Request, "from") ?? throw Query.Missing("from");
        var to = Query.Moment(http.Request, "to") ?? throw Query.Missing("to");
        await visible.CaughtUpAsync(http);
        var (earlier, later) = (await PointAsync(http, from), await PointAsync(http, to));
        if (earlier.Position > later.Position || earlier.AsOf > later.AsOf)
            throw new Problem(Codes.MomentsReversed).Thrown();
        var reader = http.Visit().Actor;
        var (after, limit) = paging.Asked(http.Request);
        var page = await view.CompareAsync(earlier, later, reader, after, limit, http.RequestAborted);
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    private async ValueTask<PastPoint> PointAsync(HttpContext http, Moment moment)
    {
        if (moment.Instant is { } instant)
            return await view.PointAsync(instant, http.RequestAborted) ?? throw new Problem(Codes.AsOfInFuture).Thrown();
        var version = moment.Version!.Value;
        if (version.Epoch != view.Epoch && view.Epoch > 0)
            throw new Problem(Codes.HistoryReplaced).Thrown();
        var book = await visible.RequireAsync(http.Visit().Actor, version.Book.Kind, version.Book.Id, http.RequestAborted);
        return await view.PointAsync(book.Book, version.Version, http.RequestAborted)
            ?? throw Problem.With(Codes.VersionUnknown, ("id", book.Book.ToString()), ("revision", $"{version.Version}")).Thrown();
    }

    /// <summary>A page of a list.</summary>
    /// <param name="http">The request.</param>
    /// <param name="list">The page, from the view.</param>
    /// <param name="complete">Adds what memory does not hold; null when it holds everything.</param>
    public async Task ListAsync<T>(
        HttpContext http, Func<INetworkReading, Actor, PageAsked, ListPage<T>?> list, Func<ListPage<T>, Task<ListPage<T>>>? complete = null)
    {
        var reading = await ReadingAsync(http);
        var page = list(reading, http.Visit().Actor, paging.Asked(http.Request)) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        if (complete is not null)
            page = await complete(page);
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
        await restricted.RecordAsync(http, work.Restricted);
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
        // Of the book itself: whoever has just answered the entry is shown the answer.
        var reader = new Reader { Actor = http.Visit().Actor, AtLeast = book.Version };
        var found = await patience.WithinAsync(grains.Commitments(book.Book).ReadEntryAsync(reader, entry))
            ?? throw Problem.With(RefusalCodes.EntryUnknown, ("entry", entry)).Thrown();
        var told = await EntryTexts.ReadAsync(history, book.Book, found, http.RequestAborted);
        await Json.WriteTaggedAsync(http, RenderedReply.Made(EntryReply.Of(found, view.Now.DivisionsOf(found), told), Language.Of(http)));
    }

    /// <summary>Entries of a commitment.</summary>
    public async Task EntriesAsync(HttpContext http, BookKind kind, string id, string commitment)
    {
        Query.Only(http.Request, "asOf", "limit", "cursor");
        var (book, reading) = await OpenedAsOfAsync(http, kind, id);
        var asked = paging.Asked(http.Request);
        var page = reading.Entries(book.Book, commitment, http.Visit().Actor, asked.AfterNumber, asked.Limit)
            ?? throw Problem.With(RefusalCodes.CommitmentUnknown, ("commitment", commitment)).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>The status of the network, now or as it was recorded at an instant.</summary>
    public Task StatusAsync(HttpContext http)
    {
        Query.Only(http.Request, ["by", "asOf", .. AskedConversion.Parameters]);
        var by = Query.Named<StatusBy>(http.Request, "by");
        return AnswerAsync(http, (reading, reader) => reading.Status(by, reader, DayAsked(http)), status => status.Stamp);
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
        await restricted.RecordAsync(http, book);
        return book.Unreadable ? throw new Problem(book.IsNewer ? Codes.Unavailable : Codes.StateUnreadable).Thrown() : book;
    }

    /// <summary>The same, with the view to look at it in: now, or as it was at the request's <c>asOf</c>, if it was there then.</summary>
    public async ValueTask<(KnownBook Book, INetworkReading Reading)> OpenedAsOfAsync(HttpContext http, BookKind kind, string id)
    {
        var (book, reading) = (await OpenedAsync(http, kind, id), await ReadingAsync(http));
        return reading.Find(book.Book, http.Visit().Actor) is null ? throw new Problem(RefusalCodes.Unknown).Thrown() : (book, reading);
    }

    // Both countries keep UTC+7 all year.
    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(TimeSpan.FromHours(7)).DateTime);
}
