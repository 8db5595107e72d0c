using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Public;

/// <summary>Answers anybody, from what is public of the view; the words of sources are read from the journal.</summary>
internal sealed class PublicReads(INetworkView view, NetworkReads network, BookHistory history, BookPatience patience, TimeProvider clock)
{
    private const int MostListed = 200;

    /// <summary>Rows of a book's history that one request looks at: a stranger's request costs no more, however long the history is.</summary>
    private const int RowsAtOnce = 400;

    private const int MostEntries = 50;

    /// <summary>Making what is public anew takes at most this part of a processor, as one in so many.</summary>
    private const int Share = 20;

    private const string EntryReported = "entryReported";

    private readonly Lock _gate = new();
    private volatile Made? _last;

    /// <summary>The network.</summary>
    public Task NetworkAsync(HttpContext http)
    {
        Query.Only(http.Request, "agreementsAfter", "programsAfter", "limit");
        var answer = Now().Network(
            Query.Text(http.Request, "agreementsAfter"), Query.Text(http.Request, "programsAfter"),
            Query.Number(http.Request, "limit", 1, MostListed) ?? MostListed);
        return AnswerAsync(http, answer, answer.Stamp);
    }

    /// <summary>One agreement.</summary>
    public async Task AgreementAsync(HttpContext http, string id)
    {
        var (published, from) = (Now(), FromOf(http));
        var page = published.Agreement(id) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        var (entries, next) = await EntriesAsync(published, page.Agreement.Book, page.Agreement.Version, from, http.RequestAborted);
        await AnswerAsync(http, page with { Entries = entries, Next = next }, page.Stamp);
    }

    /// <summary>One program.</summary>
    public async Task ProgramAsync(HttpContext http, string id)
    {
        var (published, from) = (Now(), FromOf(http));
        var page = published.Program(id) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        var (entries, next) = await EntriesAsync(published, page.Program.Book, page.Program.Version, from, http.RequestAborted);
        await AnswerAsync(http, page with { Entries = entries, Next = next }, page.Stamp);
    }

    // By the clock alone, and not when something has changed: what is restricted changes too.
    private IPublished Now()
    {
        if (!view.Ready.IsCompletedSuccessfully)
            throw new Problem(Codes.Unavailable).Thrown();
        if (_last is { } recent && Holds(recent))
            return recent.Published;
        lock (_gate)
        {
            if (_last is { } made && Holds(made))
                return made.Published;
            var (day, began) = (network.Today, clock.GetTimestamp());
            var now = view.Now.Published(day);
            _last = new(now, day, clock.GetTimestamp(), clock.GetElapsedTime(began) * Share);
            return now;
        }
    }

    private bool Holds(Made made) => made.Day == network.Today && clock.GetElapsedTime(made.At) < made.Rest;

    private async Task<(ValueList<PublicEntry> Entries, long? Next)> EntriesAsync(
        IPublished published, BookKey book, long version, long from, CancellationToken ct)
    {
        if (published.EntriesFrom(book) is not { } first)
            return default;
        var rows = await patience.WithinAsync(history.ReadAsync(book, Math.Max(first, from), RowsAtOnce, ct));
        var entries = new List<PublicEntry>();
        foreach (var row in rows)
        {
            if (row.Event != EntryReported || EventCatalog.Read(row.Event, row.Content) is not EntryReported reported
                || published.Entry(book, reported.Entry) is not { } entry)
                continue;
            if (entries.Count == MostEntries)
                return (entries.ToValueList(), row.Sequence);
            entries.Add(entry with { Sources = PublicSource.Of(reported.Sources) });
        }
        return (entries.ToValueList(), rows is [.., { Sequence: var last }] && last < version ? last + 1 : null);
    }

    private static long FromOf(HttpContext http)
    {
        Query.Only(http.Request, "from");
        return Query.Number(http.Request, "from", 1, int.MaxValue) ?? 1;
    }

    private static Task AnswerAsync<T>(HttpContext http, T answer, ViewStamp stamp)
    {
        http.Response.Headers.CacheControl = "public, max-age=10";
        http.Response.Headers.Vary = "Accept-Language";
        return Json.WriteStampedAsync(http, answer, stamp);
    }

    /// <summary>What was made, for which day and when, and for how long it serves.</summary>
    private sealed record Made(IPublished Published, DateOnly Day, long At, TimeSpan Rest);
}
