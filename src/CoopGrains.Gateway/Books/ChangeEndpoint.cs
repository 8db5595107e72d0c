using CoopGrains.Contracts;
using Orleans;

namespace CoopGrains.Gateway.Books;

/// <summary>What coordinators do to a book besides its commitments: one path below it for each.</summary>
internal static class ChangeEndpoint
{
    public static void MapChange<TGrain, TCommand>(
        this RouteGroupBuilder group, BookWrites books, BookKind kind, string path, string summary,
        Func<TGrain, Caller, TCommand, Task<Outcome>> ask)
        where TGrain : IGrainWithStringKey
        where TCommand : Command =>
        group.MapPost($"/{{id}}/{path}", (string id, HttpContext http) => books.ChangeAsync(http, kind, id, ask))
            .Changes<TCommand>(Roles.Coordinator, summary);
}
