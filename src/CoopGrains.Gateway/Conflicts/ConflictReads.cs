using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Conflicts;

/// <summary>Answers about conflicts of sources. What was quoted in a settled one is in its book's history.</summary>
internal sealed class ConflictReads(NetworkReads network, INetworkView view, BookHistory history)
{
    /// <summary>All that the reader may see.</summary>
    public Task ListAsync(HttpContext http)
    {
        Query.Only(http.Request, "state", "limit", "cursor");
        var state = Query.Named<ConflictState>(http.Request, "state");
        return network.ListAsync(
            http, (reading, reader, page) => reading.Conflicts(state, reader, page.After, page.Limit), async page => page with { Items = (await WithReadingsAsync([.. page.Items], http.RequestAborted)).ToValueList() });
    }

    /// <summary>One, with what each source says.</summary>
    public async Task OneAsync(HttpContext http, BookKind kind, string id, string conflict)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, kind, id);
        var found = view.Now.Conflict(book.Book, conflict, http.Visit().Actor)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", conflict)).Thrown();
        if (found.Conflict.Resolution is not null)
            found = With(found, await ReadingsAsync(book.Book, [conflict], http.RequestAborted));
        await Json.WriteTaggedAsync(http, RenderedReply.Made(found, Language.Of(http)));
    }

    /// <summary>Settled ones with what their sources said, which memory does not keep.</summary>
    public async Task<List<ConflictView>> WithReadingsAsync(List<ConflictView> page, CancellationToken ct)
    {
        var views = page;
        foreach (var settled in page.Where(view => view.Conflict.Resolution is not null).GroupBy(view => view.Book))
        {
            var readings = await ReadingsAsync(settled.Key, [.. settled.Select(view => view.Conflict.Id)], ct);
            views = views.ConvertAll(view => view.Book == settled.Key ? With(view, readings) : view);
        }
        return views;
    }

    private static ConflictView With(ConflictView view, Dictionary<string, ValueList<Reading>> readings) =>
        readings.TryGetValue(view.Conflict.Id, out var said) ? view with { Conflict = view.Conflict with { Readings = said } } : view;

    // One way through the history for all that are asked for, no further than the last of them.
    private async Task<Dictionary<string, ValueList<Reading>>> ReadingsAsync(BookKey book, HashSet<string> conflicts, CancellationToken ct)
    {
        var found = new Dictionary<string, ValueList<Reading>>(StringComparer.Ordinal);
        await foreach (var happened in history.FromAsync(book, 1, ct))
            if (happened.Event == "conflictRaised" && EventCatalog.Read(happened.Event, happened.Content) is ConflictRaised raised
                && conflicts.Contains(raised.Conflict.Id))
            {
                found[raised.Conflict.Id] = raised.Conflict.Readings;
                if (found.Count == conflicts.Count)
                    break;
            }
        return found;
    }
}
