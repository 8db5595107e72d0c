using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Calendar;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Agreements;

/// <summary>Answers about talks, and the calendar.</summary>
internal sealed class TalksReads(NetworkReads network, RestrictedReads restricted, INetworkView view)
{
    /// <summary>The yearly talks of an agreement.</summary>
    public async Task SeriesAsync(HttpContext http, string id)
    {
        Query.Only(http.Request, "asOf");
        var (book, reading) = await network.OpenedAsOfAsync(http, BookKind.Agreement, id);
        var series = reading.TalksSeries(book.Book, http.Visit().Actor, network.DayAsked(http))
            ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, series, series.Stamp);
    }

    /// <summary>Talks of a number.</summary>
    public async Task OneAsync(HttpContext http, string id, string number)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, BookKind.Agreement, id);
        var talks = view.Now.Talks(book.Book, TalksEndpoints.NumberOf(number), http.Visit().Actor)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", number)).Thrown();
        await Json.WriteTaggedAsync(http, RenderedReply.Made(talks, Language.Of(http)));
    }

    /// <summary>Talks and events as iCalendar, without what the reader may not see.</summary>
    public async Task CalendarAsync(HttpContext http)
    {
        Query.Only(http.Request);
        var reading = await network.CaughtUpAsync(http);
        var entries = reading.Calendar(http.Visit().Actor, network.Today);
        await restricted.RecordAsync(http, entries.Select(entry => entry.Book).Distinct());
        var rendered = RenderedReply.OfBytes(ICalendar.Write(entries, Language.Of(http)));
        await Json.WriteTaggedAsync(http, rendered, ICalendar.MediaType);
    }
}

/// <summary>The calendar.</summary>
internal static class CalendarEndpoint
{
    public static void MapCalendar(this RouteGroupBuilder v1, TalksReads reads) =>
        v1.Get("/calendar.ics", http => reads.CalendarAsync(http))
            .Downloads("text/calendar", "Talks and events as iCalendar; what is not settled is tentative")
            .WithTags("Talks");
}
