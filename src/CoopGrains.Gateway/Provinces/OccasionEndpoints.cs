using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;

namespace CoopGrains.Gateway.Provinces;

/// <summary>Delegations, visits, honors, gifts and anniversaries.</summary>
internal static class OccasionEndpoints
{
    public static void MapOccasions(this RouteGroupBuilder v1, BookWrites books, NetworkReads network)
    {
        var events = v1.MapGroup("").WithTags("Events");

        events.Get("/events", async http =>
        {
            Query.Only(http.Request, "party", "kind", "on", "implements", "asOf", "limit", "cursor");
            var filter = new OccasionFilter
            {
                Party = await network.PartyAsync(http.Request),
                Kind = Query.Named<OccasionKind>(http.Request, "kind"),
                On = Query.Date(http.Request, "on"),
                Implements = Query.Book(http.Request, "implements", BookKind.Agreement),
            };
            await network.ListAsync(http, (reading, _, page) => reading.Occasions(filter, page.After, page.Limit));
        }).Aggregates<ListPage<OccasionView>>(
            "Delegations, visits, honors, gifts and anniversaries", "party", "kind", "on", "implements", "asOf", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(OccasionKind)));

        events.MapGet("/provinces/{id}/events/{occasion}", (string id, string occasion, HttpContext http) =>
            network.OneAsync(http, (reading, _) => reading.Occasion(id, occasion), occasion))
            .Reads<OccasionView>("A delegation, visit, honor, gift or anniversary", 404);

        events.MapPost("/provinces/{id}/events", (string id, HttpContext http) => books.ChangeAsync<IProvinceGrain, RecordOccasion>(
            http, BookKind.Province, id, (book, caller, command) => book.RecordOccasionAsync(caller, command), created: made => "/events/" + made))
            .Creates<RecordOccasion>(Roles.Coordinator, "Enters a delegation, visit, honor, gift or anniversary");

        events.MapPost("/provinces/{id}/events/{occasion}/withdrawal", (string id, string occasion, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, RetractOccasion>(
                http, BookKind.Province, id, (book, caller, command) => book.RetractOccasionAsync(caller, command),
                (command, _) => command with { Occasion = occasion }))
            .Changes<RetractOccasion>(Roles.Coordinator, "Takes back what was entered wrongly; it stays in the history");
    }
}
