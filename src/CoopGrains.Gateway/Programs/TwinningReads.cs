using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Programs;

/// <summary>Answers about twinnings. Their log is the program's history.</summary>
internal sealed class TwinningReads(NetworkReads network, INetworkView view, BookHistory history, Paging paging)
{
    private const int MostShown = 200;

    /// <summary>Twinnings of a program.</summary>
    public async Task ListAsync(HttpContext http, string id)
    {
        Query.Only(http.Request, "on", "asOf", "limit", "cursor");
        var on = Query.Date(http.Request, "on");
        var (book, reading) = await network.OpenedAsOfAsync(http, BookKind.Program, id);
        var (after, limit) = paging.Asked(http.Request);
        var page = reading.Twinnings(book.Book, on, http.Visit().Actor, after, limit) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>How many there are on a day; on that of its <c>asOf</c>, or today, when none is given.</summary>
    public async Task CountAsync(HttpContext http, string id)
    {
        Query.Only(http.Request, "on", "asOf");
        var (book, reading) = await network.OpenedAsOfAsync(http, BookKind.Program, id);
        var on = Query.Date(http.Request, "on") ?? PartialDate.Of(network.DayAsked(http));
        var counts = reading.TwinningCounts(book.Book, on, http.Visit().Actor) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, counts, counts.Stamp);
    }

    /// <summary>One twinning with its log.</summary>
    public async Task OneAsync(HttpContext http, string id, string twinning)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, BookKind.Program, id);
        var found = view.Now.Twinning(book.Book, twinning, http.Visit().Actor)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", twinning)).Thrown();
        var told = new TwinningView { Twinning = found, Activities = await LogAsync(book.Book, found, http.RequestAborted) };
        await Json.WriteTaggedAsync(http, RenderedReply.Made(told, Language.Of(http)));
    }

    private async Task<ValueList<TwinningActivity>> LogAsync(BookKey book, Twinning twinning, CancellationToken ct)
    {
        var log = new List<TwinningActivity>();
        if (twinning.Activities == 0)
            return default;
        await foreach (var happened in history.FromAsync(book, 1, ct))
        {
            if (happened.Event == "activityLogged" && EventCatalog.Read(happened.Event, happened.Content) is ActivityLogged logged
                && logged.Twinning == twinning.Id)
                log.Add(logged.Activity);
            if (log.Count >= twinning.Activities)
                break;
        }
        return log.TakeLast(MostShown).ToValueList();
    }
}
