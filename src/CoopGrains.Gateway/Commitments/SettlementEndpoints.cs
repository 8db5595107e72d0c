using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;

namespace CoopGrains.Gateway.Commitments;

/// <summary>What is confirmed is reversed, what is counted twice is settled.</summary>
internal static class SettlementEndpoints
{
    public static void MapSettlements(this RouteGroupBuilder book, BookKind kind, BookWrites books)
    {
        book.MapPost("/{id}/entries/{entry}/reversal", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, ReverseEntry>(
                http, kind, id, (grain, caller, command) => grain.ReverseEntryAsync(caller, command),
                (command, _) => command with { Entry = entry }, made => "/entries/" + made))
            .Creates<ReverseEntry>(Roles.Recorder, "Reverses a confirmed entry: a new entry that the other side has to confirm").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/duplicates", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, MarkDuplicate>(
                http, kind, id, (grain, caller, command) => grain.MarkDuplicateAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<MarkDuplicate>(NeededRole.Workers, "Marks an unconfirmed entry as a duplicate of another, which alone counts").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/distinct", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, MarkDistinct>(
                http, kind, id, (grain, caller, command) => grain.MarkDistinctAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<MarkDistinct>(NeededRole.Workers, "Settles that an entry is not the same as the one it resembles").Refuses(423);
    }
}
