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
        return network.ListAsync(http, (reading, reader, page) => reading.Conflicts(state, reader, page.After, page.Limit));
    }

    /// <summary>One, with what each source says.</summary>
    public async Task OneAsync(HttpContext http, BookKind kind, string id, string conflict)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, kind, id);
        var found = view.Now.Conflict(book.Book, conflict, http.Visit().Actor)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", conflict)).Thrown();
        if (found.Conflict.Resolution is not null)
            found = found with { Conflict = found.Conflict with { Readings = await ReadingsAsync(book.Book, conflict, http.RequestAborted) } };
        await Json.WriteTaggedAsync(http, RenderedReply.Made(found, Language.Of(http)));
    }

    private async Task<ValueList<Reading>> ReadingsAsync(BookKey book, string conflict, CancellationToken ct)
    {
        await foreach (var happened in history.FromAsync(book, 1, ct))
            if (happened.Event == "conflictRaised" && EventCatalog.Read(happened.Event, happened.Content) is ConflictRaised raised
                && raised.Conflict.Id == conflict)
                return raised.Conflict.Readings;
        return default;
    }
}
