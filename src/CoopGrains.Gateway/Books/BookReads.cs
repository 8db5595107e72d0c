using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using Orleans;

namespace CoopGrains.Gateway.Books;

/// <summary>The one way of reading a book: is it as fresh as asked, may the reader see it; then the book says what it is.</summary>
/// <remarks>What it was at an <c>asOf</c> the view says, of a book that the reader may see today.</remarks>
internal sealed class BookReads(
    BookGrains grains, VisibleBooks visible, NetworkReads network, RestrictedReads restricted, BookPatience patience)
{
    /// <summary>Answers with a book's view.</summary>
    public async Task ReadAsync<TGrain, TView>(HttpContext http, BookKind kind, string id, Func<TGrain, Reader, Task<TView?>> read)
        where TGrain : IGrainWithStringKey
        where TView : class =>
        await Json.WriteTaggedAsync(http, RenderedReply.Of(await ViewAsync(http, kind, id, read), Language.Of(http)));

    /// <summary>Answers with a part of a book's view, completed with what memory does not hold.</summary>
    public async Task PartAsync<TGrain, TView, TPart>(
        HttpContext http, BookKind kind, string id, string part, Func<TGrain, Reader, Task<TView?>> read, Func<TView, TPart?> find,
        Func<BookKey, TPart, Task<TPart>> complete)
        where TGrain : IGrainWithStringKey
        where TView : class
        where TPart : class
    {
        var found = find(await ViewAsync(http, kind, id, read)) ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", part)).Thrown();
        await Json.WriteTaggedAsync(http, RenderedReply.Made(await complete(BookKey.Of(kind, id), found), Language.Of(http)));
    }

    /// <summary>Answers with one commitment of a book.</summary>
    public async Task CommitmentAsync<TGrain, TView>(
        HttpContext http, BookKind kind, string id, string commitment,
        Func<TGrain, Reader, Task<TView?>> read, Func<TView, ValueList<CommitmentView>> commitments)
        where TGrain : IGrainWithStringKey
        where TView : class
    {
        var view = await ViewAsync(http, kind, id, read);
        var found = commitments(view).FirstOrDefault(candidate => candidate.Commitment.Id == commitment)
            ?? throw Problem.With(RefusalCodes.CommitmentUnknown, ("commitment", commitment)).Thrown();
        await Json.WriteTaggedAsync(http, RenderedReply.Of(found, Language.Of(http)));
    }

    private async ValueTask<TView> ViewAsync<TGrain, TView>(
        HttpContext http, BookKind kind, string id, Func<TGrain, Reader, Task<TView?>> read)
        where TGrain : IGrainWithStringKey
        where TView : class
    {
        Query.Only(http.Request, "asOf");
        var reader = http.Visit().Actor;
        await visible.CaughtUpAsync(http);
        var known = await visible.RequireAsync(reader, kind, id, http.RequestAborted);
        await restricted.RecordAsync(http, known);
        var view = await network.PastAsync(http) is { } past
            ? (TView?)past.View(known.Book, reader, network.DayAsked(http))
            : await patience.WithinAsync(read(grains.Of<TGrain>(known.Book), new() { Actor = reader, AtLeast = known.Version }));
        return view ?? throw new Problem(RefusalCodes.Unknown).Thrown();
    }
}
