using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Access;

/// <summary>Leave to read restricted books for a time, and who has read them.</summary>
/// <remarks>In no metric: the count of these routes would tell operators that there is something restricted, and when it is read.</remarks>
internal static class AccessEndpoints
{
    public static void MapAccess(this RouteGroupBuilder v1, BookWrites books, AccessReads reads)
    {
        var access = v1.MapGroup("").WithTags("Access");

        access.Post("/grants", http => books.ChangeNamedAsync<IAccessGrain, GrantAccess>(
            http, command => command.Book, (book, caller, command) => book.GrantAccessAsync(caller, command),
            book => $"/v1/grants?book={book}", RequireGrantable))
            .Creates<GrantAccess>(Roles.Coordinator, "Lets a user read a restricted book for a time, with a reason")
            .DisableHttpMetrics();

        access.Get("/grants", http => reads.GrantsAsync(http))
            .Aggregates<ListPage<AccessGrant>>("Who may read a restricted book for a time; for coordinators of its parties", "book!", "limit", "cursor")
            .Refuses(404)
            .DisableHttpMetrics();

        access.Get("/access", http => reads.AccessAsync(http))
            .Aggregates<AccessPage>("Who read a restricted book, oldest first; for coordinators of its parties", "book!", "limit", "cursor")
            .Refuses(404)
            .DisableHttpMetrics();

        MapRevocation("/agreements", BookKind.Agreement);
        MapRevocation("/programs", BookKind.Program);

        void MapRevocation(string path, BookKind kind) =>
            access.MapPost(path + "/{id}/grants/{grant}/revocation", (string id, string grant, HttpContext http) =>
                books.ChangeAsync<IAccessGrain, RevokeAccess>(
                    http, kind, id, (book, caller, command) => book.RevokeAccessAsync(caller, command),
                    (command, _) => command with { Grant = grant }))
                .Changes<RevokeAccess>(Roles.Coordinator, "Ends a user's leave to read a restricted book")
                .DisableHttpMetrics();
    }

    // Who a province is everybody may read.
    private static void RequireGrantable(BookKey book)
    {
        if (book.Kind == BookKind.Province)
            throw Problem.At("/book", RefusalCodes.GrantNotNeeded).Thrown();
    }
}
