using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Faults;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Commitments;

/// <summary>Many entries to confirm, in one request.</summary>
internal sealed record Confirmations
{
    /// <summary>The entries, at most 200.</summary>
    public required ValueList<EntryToConfirm> Items { get; init; }
}

/// <summary>An entry of a book.</summary>
internal sealed record EntryToConfirm
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The entry in it.</summary>
    public required string Entry { get; init; }
}

/// <summary>A result for each entry, in the order asked.</summary>
internal sealed record ConfirmationResults
{
    /// <summary>The results.</summary>
    public required ValueList<ConfirmationResult> Items { get; init; }
}

/// <summary>What became of one entry.</summary>
internal sealed record ConfirmationResult
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The entry.</summary>
    public required string Entry { get; init; }

    /// <summary>The status that confirming it alone would have had: 200 when it is confirmed.</summary>
    public required int Status { get; init; }

    /// <summary>Why not; null when it is confirmed.</summary>
    public string? Code { get; init; }

    /// <summary>A short name of that, in the asked language.</summary>
    public string? Title { get; init; }

    /// <summary>A sentence about it, in the asked language.</summary>
    public string? Detail { get; init; }

    /// <summary>The book's version after it; null when it is not confirmed.</summary>
    public long? Version { get; init; }
}

/// <summary>Confirms many entries at once: each takes effect, or not, by itself.</summary>
internal sealed class ConfirmMany(
    BookWrites books, BookGrains grains, VisibleBooks visible, BookPatience patience, BookHistory history, RestrictedReads restricted)
{
    private const int Most = 200;

    public async Task ConfirmAsync(HttpContext http)
    {
        var visit = http.Visit();
        NeededRole.Require(http, visit.Actor);
        var key = IdempotencyKey.Of(http.Request);
        var body = await RequestBody.ReadAsync<Confirmations>(http);
        var items = body.Value.Items;
        if (items.IsEmpty || items.Count > Most)
            throw Problem.At("/items", items.IsEmpty ? Codes.FieldMissing : RefusalCodes.TooManyItems, ("field", "items")).Thrown();
        visit.AskedForChange = true;
        var request = Convert.ToHexStringLower(SHA256.HashData(body.Canonical));
        var places = new Dictionary<BookKey, int>();
        var asked = items.Select(item => (Item: item, Place: places[item.Book] = places.GetValueOrDefault(item.Book) + 1)).ToList();
        // Where another of their books knows the key from other content, nothing takes effect either.
        if (places.Count > 1)
            foreach (var (item, place) in asked.Where(one => one.Place == 1))
                await RequireNewAsync(http, visit.Actor, key, request, item, place);
        // The first alone: where its book knows the key from other content, nothing of the request takes effect.
        var first = await ConfirmAsync(http, visit.Actor, key, request, asked[0].Item, asked[0].Place);
        if (first.Result.Code == RefusalCodes.OperationIdReused)
            throw new Problem(RefusalCodes.OperationIdReused).Thrown();
        // The others at once: entries of one book share its next write.
        var others = await Task.WhenAll(asked.Skip(1).Select(one =>
            ConfirmAsync(http, visit.Actor, key, request, one.Item, one.Place)));
        var results = others.Prepend(first).ToList();
        // A refusal tells of its book, and leaves no row in it.
        await restricted.RecordAsync(http, results.Where(one => one.Result.Code is not null).Select(one => one.Result.Book));
        if (results.Exists(one => one.Replayed) && results.TrueForAll(one => one.Replayed || one.Result.Code is not null))
            http.Response.Headers["Idempotency-Replayed"] = "true";
        await Json.WriteAsync(http, new ConfirmationResults { Items = results.Select(one => one.Result).ToValueList() });
    }

    private async Task<(ConfirmationResult Result, bool Replayed)> ConfirmAsync(
        HttpContext http, Actor actor, string key, string request, EntryToConfirm item, int place)
    {
        try
        {
            if (await visible.FindAsync(actor, item.Book, http.RequestAborted) is not { } known)
                return Refused(http, item, new(RefusalCodes.Unknown));
            var caller = CallerOf(http, actor, key, request, item, place, known.Version);
            return await patience.WithinAsync(grains.Commitments(item.Book).ConfirmAsync(caller, new() { Entry = item.Entry })) switch
            {
                Outcome.Accepted accepted => (
                    new() { Book = item.Book, Entry = item.Entry, Status = 200, Version = accepted.Version }, accepted.Replayed),
                Outcome.Refused refused => Refused(http, item, Problem.Of(refused)),
                var other => throw new InvalidOperationException($"No such outcome: {other}."),
            };
        }
        catch (Exception exception) when (Fault.Of(exception) is var fault and not FaultKind.Defect)
        {
            return Refused(http, item, new(fault switch
            {
                FaultKind.BookUnreadable => Codes.StateUnreadable,
                FaultKind.NotApplied => Codes.Unavailable,
                FaultKind.StoreFull => Codes.StoreFull,
                _ => Codes.OutcomeUnknown,
            }));
        }
    }

    private async Task RequireNewAsync(HttpContext http, Actor actor, string key, string request, EntryToConfirm item, int place)
    {
        if (await visible.FindAsync(actor, item.Book, http.RequestAborted) is { Version: var seen } && await history.KnowsAnotherAsync(
            item.Book, CallerOf(http, actor, key, request, item, place, seen).Operation, http.RequestAborted))
            throw new Problem(RefusalCodes.OperationIdReused).Thrown();
    }

    // An operation of its own, by its place among those of its book and the whole request: the same key with other entries meets what it
    // was used for, whichever they are.
    private Caller CallerOf(HttpContext http, Actor actor, string key, string request, EntryToConfirm item, int place, long seen) =>
        books.CallerOf(http, actor, $"{key}/{place}", Encoding.UTF8.GetBytes($"{item.Book} {item.Entry} {request}"), seen);

    public static void Map(RouteGroupBuilder v1, ConfirmMany confirmations) =>
        v1.Post("/confirmations", http => confirmations.ConfirmAsync(http))
            .Writes<Confirmations>(
                Roles.Confirmer, "Confirms many entries at once, with a result for each; does nothing where a book of them knows the key from other entries")
            .Answers<ConfirmationResults>(200)
            .WithTags("Confirmations");

    private static (ConfirmationResult Result, bool Replayed) Refused(HttpContext http, EntryToConfirm item, Problem problem)
    {
        var said = ProblemDocument.In(Language.OfProblem(http), problem, "");
        return (
            new() { Book = item.Book, Entry = item.Entry, Status = said.Status, Code = said.Code, Title = said.Title, Detail = said.Detail },
            false);
    }
}
