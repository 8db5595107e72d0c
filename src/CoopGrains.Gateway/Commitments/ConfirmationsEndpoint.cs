using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Faults;

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

    /// <summary>The book's version after it; null when it is not confirmed.</summary>
    public long? Version { get; init; }
}

/// <summary>Confirms many entries at once: each takes effect, or not, by itself.</summary>
internal sealed class ConfirmMany(BookWrites books, BookGrains grains, VisibleBooks visible, BookPatience patience)
{
    private const int Most = 200;

    public async Task ConfirmAsync(HttpContext http)
    {
        var visit = http.Visit();
        NeededRole.Require(http, visit.Actor);
        var key = IdempotencyKey.Of(http.Request);
        var items = (await RequestBody.ReadAsync<Confirmations>(http)).Value.Items;
        if (items.IsEmpty || items.Count > Most)
            throw Problem.At("/items", items.IsEmpty ? Codes.FieldMissing : RefusalCodes.TooManyItems, ("field", "items")).Thrown();
        visit.AskedForChange = true;
        // All at once: entries of one book share its next write.
        var results = await Task.WhenAll(items.Select(item => ConfirmAsync(http, visit.Actor, key, item)));
        await Json.WriteAsync(http, new ConfirmationResults { Items = results.ToValueList() });
    }

    private async Task<ConfirmationResult> ConfirmAsync(HttpContext http, Actor actor, string key, EntryToConfirm item)
    {
        try
        {
            if (await visible.FindAsync(actor, item.Book, http.RequestAborted) is not { } known)
                return Refused(item, RefusalCodes.Unknown);
            // An operation of its own: the same key with other entries beside it still finds this one done.
            var caller = books.CallerOf(http, actor, key + "/" + item.Entry, Encoding.UTF8.GetBytes($"{item.Book} {item.Entry}"),
                known.Version);
            return await patience.WithinAsync(grains.Commitments(item.Book).ConfirmAsync(caller, new() { Entry = item.Entry })) switch
            {
                Outcome.Accepted accepted => new() { Book = item.Book, Entry = item.Entry, Status = 200, Version = accepted.Version },
                Outcome.Refused refused => Refused(item, refused.Code),
                var other => throw new InvalidOperationException($"No such outcome: {other}."),
            };
        }
        catch (Exception exception) when (Fault.Of(exception) is var fault and not FaultKind.Defect)
        {
            return Refused(item, fault switch
            {
                FaultKind.BookUnreadable => Codes.StateUnreadable,
                FaultKind.NotApplied => Codes.Unavailable,
                _ => Codes.OutcomeUnknown,
            });
        }
    }

    public static void Map(RouteGroupBuilder v1, ConfirmMany confirmations) =>
        v1.Post("/confirmations", http => confirmations.ConfirmAsync(http))
            .Writes<Confirmations>(Roles.Confirmer, "Confirms many entries at once, with a result for each")
            .Answers<ConfirmationResults>(200)
            .WithTags("Confirmations");

    private static ConfirmationResult Refused(EntryToConfirm item, string code) =>
        new() { Book = item.Book, Entry = item.Entry, Status = ProblemCatalog.Of(code).Status, Code = code };
}
