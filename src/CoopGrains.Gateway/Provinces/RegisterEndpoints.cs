using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Provinces;

/// <summary>Units and office-holders over time, and the areas of cooperation.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegisterReads(this RouteGroupBuilder v1, NetworkReads network)
    {
        var register = v1.MapGroup("").WithTags("Provinces");

        register.MapGet("/provinces/{id}/units", (string id, HttpContext http) =>
        {
            Query.Only(http.Request, "q", "kind", "on", "asOf", "limit", "cursor");
            var filter = new UnitFilter
            {
                Words = Query.Text(http.Request, "q"),
                Kind = Query.Named<LocalUnitKind>(http.Request, "kind"),
                On = Query.Date(http.Request, "on"),
            };
            return network.ListAsync(http, (reading, _, page) => reading.Units(id, filter, page.After, page.Limit));
        }).Aggregates<ListPage<LocalUnitView>>(
            "Units of a province, closed ones too, with what took their place", "q", "kind", "on", "asOf", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(LocalUnitKind))).Refuses(404);

        register.MapGet("/provinces/{id}/units/{unit}", (string id, string unit, HttpContext http) =>
            network.OneAsync(http, (reading, _) => reading.Unit(id, unit), unit))
            .Reads<LocalUnitView>("A unit of a province", 404);

        register.MapGet("/provinces/{id}/offices/{holder}", (string id, string holder, HttpContext http) =>
            network.OneAsync(http, (reading, _) => reading.Holder(id, holder), holder))
            .Reads<OfficeHolderView>("An office-holder", 404);

        register.Get("/offices", async http =>
        {
            Query.Only(http.Request, "q", "party", "person", "office", "on", "asOf", "limit", "cursor");
            var filter = new HolderFilter
            {
                Party = await network.PartyAsync(http.Request),
                Words = Query.Text(http.Request, "q"),
                Person = Query.Text(http.Request, "person"),
                Office = Query.Text(http.Request, "office"),
                On = Query.Date(http.Request, "on"),
            };
            await network.ListAsync(http, (reading, _, page) => reading.Holders(filter, page.After, page.Limit));
        }).Aggregates<ListPage<OfficeHolderView>>(
            "Office-holders by person, office and date", "q", "party", "person", "office", "on", "asOf", "limit", "cursor");

        register.Get("/areas", http =>
        {
            Query.Only(http.Request);
            return Json.WriteTaggedAsync(http, RenderedReply.Of(Areas, Language.Of(http)));
        }).Reads<AreaList>("The areas of cooperation, as one tree; totals by area overlap");

        register.Get("/vocabulary", http =>
        {
            Query.Only(http.Request);
            return Json.WriteTaggedAsync(http, RenderedReply.Of(Vocabulary.All, Language.Of(http)));
        }).Reads<WordList>("Every code that people read, in words of the three languages");
    }

    public static void MapRegisterWrites(this RouteGroupBuilder provinces, BookWrites books)
    {
        provinces.MapPost("/{id}/units", (string id, HttpContext http) => books.ChangeAsync<IProvinceGrain, RegisterUnit>(
            http, BookKind.Province, id, (book, caller, command) => book.RegisterUnitAsync(caller, command), created: made => "/units/" + made))
            .Creates<RegisterUnit>(Roles.Coordinator, "Enters a unit of the province");

        provinces.MapPut("/{id}/units/{unit}", (string id, string unit, HttpContext http) => books.ChangeAsync<IProvinceGrain, CorrectUnit>(
            http, BookKind.Province, id, (book, caller, command) => book.CorrectUnitAsync(caller, command),
            (command, request) => command with { Unit = unit, Revision = IfMatch.RevisionOf(request) }))
            .Edits<CorrectUnit>(Roles.Coordinator, "Enters a unit anew that was entered wrongly");

        provinces.MapPost("/{id}/units/{unit}/closure", (string id, string unit, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, CloseUnit>(
                http, BookKind.Province, id, (book, caller, command) => book.CloseUnitAsync(caller, command),
                (command, _) => command with { Unit = unit }))
            .Changes<CloseUnit>(Roles.Coordinator, "Closes a unit; it stays on what was recorded of its time");

        provinces.MapPost("/{id}/offices", (string id, HttpContext http) => books.ChangeAsync<IProvinceGrain, RegisterHolder>(
            http, BookKind.Province, id, (book, caller, command) => book.RegisterHolderAsync(caller, command), created: made => "/offices/" + made))
            .Creates<RegisterHolder>(Roles.Coordinator, "Enters an office-holder; one that succeeds another ends the other's time");

        provinces.MapPut("/{id}/offices/{holder}", (string id, string holder, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, CorrectHolder>(
                http, BookKind.Province, id, (book, caller, command) => book.CorrectHolderAsync(caller, command),
                (command, request) => command with { Holder = holder, Revision = IfMatch.RevisionOf(request) }))
            .Edits<CorrectHolder>(Roles.Coordinator, "Enters an office-holder anew that was entered wrongly");

        provinces.MapPost("/{id}/offices/{holder}/closure", (string id, string holder, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, EndTenure>(
                http, BookKind.Province, id, (book, caller, command) => book.EndTenureAsync(caller, command),
                (command, _) => command with { Holder = holder }))
            .Changes<EndTenure>(Roles.Coordinator, "Ends somebody's time in office");
    }

    private static AreaList Areas { get; } = new() { Areas = AreaTree.All };
}
