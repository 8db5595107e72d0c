using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;

namespace CoopGrains.Gateway.Conflicts;

/// <summary>Conflicts of sources: raised with what each says, settled by who and why.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this RouteGroupBuilder v1, ConflictReads reads) =>
        v1.Get("/network/conflicts", http => reads.ListAsync(http))
            .Aggregates<ListPage<ConflictView>>("Sources that disagree, side by side", "state", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(ConflictState))).WithTags("Conflicts");

    public static void MapConflicts(this RouteGroupBuilder book, BookKind kind, BookWrites books, ConflictReads reads)
    {
        var conflicts = book.MapGroup("/{id}/conflicts").WithTags("Conflicts");

        conflicts.MapGet("/{conflict}", (string id, string conflict, HttpContext http) => reads.OneAsync(http, kind, id, conflict))
            .Reads<ConflictView>("Sources that disagree, with the words of each", 404);

        conflicts.MapPost("", (string id, HttpContext http) => books.ChangeAsync<ICommitmentsGrain, RaiseConflict>(
            http, kind, id, (grain, caller, command) => grain.RaiseConflictAsync(caller, command), created: made => "/conflicts/" + made))
            .Creates<RaiseConflict>(NeededRole.Workers, "Puts sources that disagree side by side").Refuses(423);

        conflicts.MapPost("/{conflict}/resolution", (string id, string conflict, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, ResolveConflict>(
                http, kind, id, (grain, caller, command) => grain.ResolveConflictAsync(caller, command),
                (command, _) => command with { Conflict = conflict }))
            .Changes<ResolveConflict>(Roles.Coordinator, "Settles a conflict: which reading holds, and why").Refuses(423);
    }
}
