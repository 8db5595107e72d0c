using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Ids;
using CoopGrains.Network;
using Orleans;

namespace CoopGrains.Gateway.Books;

/// <summary>The one way of a write.</summary>
/// <remarks>May the caller see the book, may such a caller ask, what is asked, on which revision; then the book decides.</remarks>
internal sealed class BookWrites(
    BookGrains grains, INetworkView view, VisibleBooks visible, Spelling spelling, OtherBooks others, NewBookIds ids,
    BookPatience patience, RestrictedReads restricted)
{
    /// <summary>Asks a book that exists.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">The kind of book.</param>
    /// <param name="id">The id in the path.</param>
    /// <param name="ask">Calls the book.</param>
    /// <param name="place">Adds to the command what stands in the path and the headers.</param>
    /// <param name="created">The path of what was created, relative to the book; none means that nothing is.</param>
    public async Task ChangeAsync<TGrain, TCommand>(
        HttpContext http,
        BookKind kind,
        string id,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask,
        Func<TCommand, HttpRequest, TCommand>? place = null,
        Func<string, string>? created = null)
        where TGrain : IGrainWithStringKey
        where TCommand : Command
    {
        var visit = http.Visit();
        await visible.CaughtUpAsync(http);
        var known = await visible.RequireAsync(visit.Actor, kind, id, http.RequestAborted);
        await RecordingRefusalsAsync(http, known, async () =>
        {
            NeededRole.Require(http, visit.Actor);
            var key = IdempotencyKey.Of(http.Request);
            var body = await RequestBody.ReadAsync<TCommand>(http);
            await ChangeAsync(
                http, known, key, body, ask, place, created is null ? null : (accepted, made) => PathOf(accepted.Book) + created(made));
        });
    }

    /// <summary>Asks a book that the body names.</summary>
    /// <param name="http">The request.</param>
    /// <param name="named">The book.</param>
    /// <param name="ask">Calls it.</param>
    /// <param name="created">Where what was created is read.</param>
    /// <param name="require">Refuses a book that the caller sees and that cannot be asked.</param>
    public async Task ChangeNamedAsync<TGrain, TCommand>(
        HttpContext http,
        Func<TCommand, BookKey> named,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask,
        Func<BookKey, string> created,
        Action<BookKey> require)
        where TGrain : IGrainWithStringKey
        where TCommand : Command
    {
        var visit = http.Visit();
        await visible.CaughtUpAsync(http);
        NeededRole.Require(http, visit.Actor);
        var key = IdempotencyKey.Of(http.Request);
        var body = await RequestBody.ReadAsync<TCommand>(http);
        var known = await visible.FindAsync(visit.Actor, named(body.Value), http.RequestAborted)
            ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        require(known.Book);
        await ChangeAsync(http, known, key, body, ask, place: null, (accepted, _) => created(accepted.Book));
    }

    /// <summary>Asks a book to come into being.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">The kind of book.</param>
    /// <param name="wanted">The readable id that the command asks for, and whether the book is to be restricted.</param>
    /// <param name="ask">Calls the book.</param>
    /// <param name="from">The id in the path of a book of that kind that it comes from; null when the path names none.</param>
    /// <param name="place">Adds that book to the command.</param>
    public async Task CreateAsync<TGrain, TCommand>(
        HttpContext http,
        BookKind kind,
        Func<TCommand, (string? Id, bool Restricted)> wanted,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask,
        string? from = null,
        Func<TCommand, BookKey, TCommand>? place = null)
        where TGrain : IGrainWithStringKey
        where TCommand : Command
    {
        var visit = http.Visit();
        await visible.CaughtUpAsync(http);
        var origin = from is null ? null : await visible.RequireAsync(visit.Actor, kind, from, http.RequestAborted);
        NeededRole.Require(http, visit.Actor);
        var key = IdempotencyKey.Of(http.Request);
        var body = await RequestBody.ReadAsync<TCommand>(http);
        var command = await spelling.ResolvedAsync(body.Value);
        if (origin is not null && place is not null)
            command = place(command, origin.Book);
        var caller = CallerOf(http, visit.Actor, key, body.Canonical);
        var book = NewKey(kind, wanted(command), caller.Operation.Id);
        command = await others.LookedUpAsync(command, book, visit.Actor, http.RequestAborted);
        await AskAsync(http, book, caller, command, ask, (accepted, _) => PathOf(accepted.Book));
    }

    /// <summary>The commitment that an entry belongs to, as the view has it.</summary>
    /// <exception cref="ProblemException">404: the caller sees no such entry.</exception>
    public string CommitmentOf(HttpRequest request, BookKind kind, string id, string entry) =>
        view.Now.Entry(BookKey.Of(kind, id), entry, request.HttpContext.Visit().Actor)?.Commitment
            ?? throw Problem.With(RefusalCodes.EntryUnknown, ("entry", entry)).Thrown();

    /// <summary>Where a book is read.</summary>
    public static string PathOf(BookKey book) => book.Kind switch
    {
        BookKind.Province => "/v1/provinces/",
        BookKind.Agreement => "/v1/agreements/",
        _ => "/v1/programs/",
    } + book.Id;

    /// <summary>Who asks a book; <paramref name="seen"/> is the book's version in the view.</summary>
    internal Caller CallerOf(HttpContext http, Actor actor, string key, ReadOnlySpan<byte> content, long seen = 0) =>
        new() { Actor = actor, Operation = IdempotencyKey.Operation(http, actor, key, content, patience.CommitBefore), AtLeast = seen };

    private async Task ChangeAsync<TGrain, TCommand>(
        HttpContext http,
        KnownBook known,
        string key,
        RequestBody<TCommand> body,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask,
        Func<TCommand, HttpRequest, TCommand>? place,
        Func<Outcome.Accepted, string, string>? location)
        where TGrain : IGrainWithStringKey
        where TCommand : Command
    {
        var actor = http.Visit().Actor;
        var command = await spelling.ResolvedAsync(body.Value);
        command = await others.LookedUpAsync(command, known.Book, actor, http.RequestAborted);
        if (place is not null)
            command = place(command, http.Request);
        await AskAsync(http, known.Book, CallerOf(http, actor, key, body.Canonical, known.Version), command, ask, location);
    }

    private async Task AskAsync<TGrain, TCommand>(
        HttpContext http,
        BookKey book,
        Caller caller,
        TCommand command,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask,
        Func<Outcome.Accepted, string, string>? location)
        where TGrain : IGrainWithStringKey
    {
        http.Visit().AskedForChange = true;
        var outcome = await patience.WithinAsync(ask(grains.Of<TGrain>(book), caller, command));
        // A refusal tells of the book, and leaves no row in it that would say to whom.
        if (outcome is Outcome.Refused)
            await restricted.RecordAsync(http, [book]);
        await AnswerAsync(http, outcome, location);
    }

    // Before a book is asked, a refusal tells that there is one too: for whoever may not see it there is none.
    private async Task RecordingRefusalsAsync(HttpContext http, KnownBook book, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (ProblemException)
        {
            await restricted.RecordAsync(http, book);
            throw;
        }
    }

    // A restricted book keeps its derived key even when an id was asked for: the book itself refuses that, and nothing is probed.
    private BookKey NewKey(BookKind kind, (string? Id, bool Restricted) wanted, string operation)
    {
        if (wanted.Restricted)
            return ids.Restricted(kind, operation);
        if (wanted.Id is null)
            return ids.Open(kind, operation);
        return BookKey.IsId(wanted.Id)
            ? BookKey.Of(kind, wanted.Id)
            : throw Problem.At("/id", RefusalCodes.IdInvalid, ("id", wanted.Id)).Thrown();
    }

    private Task AnswerAsync(HttpContext http, Outcome outcome, Func<Outcome.Accepted, string, string>? location)
    {
        if (outcome is not Outcome.Accepted accepted)
            return ProblemDocument.WriteAsync(http, Problem.Of((Outcome.Refused)outcome));
        var reply = WriteReply.Of(accepted);
        var response = http.Response;
        if (location is not null && reply.Id is { } made)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = location(accepted, made);
        }
        response.Headers["Coop-Version"] = new BookVersion(reply.Book, view.Epoch, reply.Version).ToString();
        if (accepted.Replayed)
            response.Headers["Idempotency-Replayed"] = "true";
        return Json.WriteAsync(http, reply);
    }
}
