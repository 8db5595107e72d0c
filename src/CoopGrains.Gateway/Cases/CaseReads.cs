using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Cases;

/// <summary>Answers about cases.</summary>
internal sealed class CaseReads(NetworkReads network, INetworkView view, BookHistory history, Paging paging)
{
    /// <summary>The cases of a book.</summary>
    public async Task ListAsync(HttpContext http, BookKind kind, string id)
    {
        Query.Only(http.Request, "state", "asOf", "limit", "cursor");
        var state = Query.Named<CaseState>(http.Request, "state");
        var (book, reading) = await network.OpenedAsOfAsync(http, kind, id);
        var asked = paging.Asked(http.Request);
        var page = reading.Cases(book.Book, state, http.Visit().Actor, network.DayAsked(http), asked.AfterNumber, asked.Limit)
            ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
    }

    /// <summary>One case, with its texts.</summary>
    public async Task OneAsync(HttpContext http, BookKind kind, string id, string caseId)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, kind, id);
        var found = view.Now.Case(book.Book, caseId, http.Visit().Actor, network.Today)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", caseId)).Thrown();
        var reply = await CaseReply.ReadAsync(history, book.Book, found, http.RequestAborted);
        await Json.WriteTaggedAsync(http, RenderedReply.Made(reply, Language.Of(http)));
    }
}
