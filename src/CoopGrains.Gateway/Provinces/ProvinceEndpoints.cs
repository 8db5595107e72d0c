using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Provinces;

/// <summary>The registry of provinces, their agencies and users.</summary>
internal static class ProvinceEndpoints
{
    /// <summary>Operators enter the first provinces, so they see which there are, and what they are called.</summary>
    private static readonly NeededRole Register = new(NeededRole.Readers | Roles.Operator);

    public static void MapProvinceReads(this RouteGroupBuilder provinces, BookReads books, NetworkReads network)
    {
        provinces.Get("/", http =>
        {
            Query.Only(http.Request, "q", "limit", "cursor", "national", "asOf");
            var filter = new ProvinceFilter { National = Query.Flag(http.Request, "national"), Words = Query.Text(http.Request, "q") };
            return network.ListAsync(
                http, (reading, reader, page) => reading.Provinces(filter, reader, network.DayAsked(http), page.After, page.Limit));
        }).Aggregates<ListPage<ProvinceSummary>>(
            "Provinces; with national=true the national bodies too", "q", "national", "asOf", "limit", "cursor")
            .WithMetadata(Register);

        provinces.Get("/resolve", http =>
        {
            Query.Only(http.Request, "name");
            return network.ResolveAsync(http, Query.Text(http.Request, "name") ?? throw Query.Missing("name"));
        }).Reads<ResolvedName>("What any spelling of a province's name stands for; the nearest names when nobody knows it")
            .WithMetadata(new TakesQuery("name!"), Register);

        provinces.MapGet("/{id}", (string id, HttpContext http) =>
            books.ReadAsync<IProvinceGrain, ProvinceView>(http, BookKind.Province, id, (book, reader) => book.ReadAsync(reader)))
            .ReadsBook<ProvinceView>("A province as its book has it");

        provinces.MapGet("/{id}/scorecard", (string id, HttpContext http) =>
        {
            Query.Only(http.Request, ["asOf", .. AskedConversion.Parameters]);
            // Who the national bodies are is known to everyone; any other id that is no province's is unknown.
            var none = id is "vn" or "la" ? Codes.NoScorecard : RefusalCodes.Unknown;
            return network.AnswerAsync(
                http, (reading, reader) => reading.Scorecard(id, reader, network.DayAsked(http)), card => card.Stamp, none);
        }).Aggregates<Scorecard>("How a province stands", ["asOf", .. AskedConversion.Parameters]).WithMetadata(new CountsRestricted());
    }

    public static void MapProvinceWrites(this RouteGroupBuilder provinces, BookWrites books)
    {
        provinces.Post("/", http => books.CreateAsync<IProvinceGrain, RegisterProvince>(
            http, BookKind.Province, command => (command.Id, false), (book, caller, command) => book.RegisterAsync(caller, command)))
            .Creates<RegisterProvince>(Roles.Operator, "Enters a province or a country's national bodies (an operator's bootstrap)");

        provinces.MapPut("/{id}/names", (string id, HttpContext http) => books.ChangeAsync<IProvinceGrain, SetNames>(
            http, BookKind.Province, id, (book, caller, command) => book.SetNamesAsync(caller, command),
            (command, request) => command with { Revision = IfMatch.RevisionOf(request) }))
            .Edits<SetNames>(Roles.Coordinator | Roles.Operator, "Changes a province's names and spellings");

        provinces.MapPost("/{id}/agencies", (string id, HttpContext http) => books.ChangeAsync<IProvinceGrain, RegisterAgency>(
            http, BookKind.Province, id, (book, caller, command) => book.RegisterAgencyAsync(caller, command)))
            .Changes<RegisterAgency>(Roles.Coordinator | Roles.Operator, "Enters an agency");

        provinces.MapPut("/{id}/agencies/{agency}/users/{user}", (string id, string agency, string user, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, AppointUser>(
                http, BookKind.Province, id, (book, caller, command) => book.AppointUserAsync(caller, command),
                (command, _) => command with { Agency = AgencyOf(agency), User = UserOf(user) }))
            .Changes<AppointUser>(Roles.Coordinator | Roles.Operator, "Sets what a user may do for an agency; no roles ends it");

        provinces.MapPost("/{id}/agencies/{agency}/closure", (string id, string agency, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, CloseAgency>(
                http, BookKind.Province, id, (book, caller, command) => book.CloseAgencyAsync(caller, command),
                (command, _) => command with { Agency = AgencyOf(agency) }))
            .Changes<CloseAgency>(Roles.Coordinator, "Closes an agency: its people are refused, and others of the province answer for what it reported");

        provinces.MapPost("/{id}/agencies/{agency}/reopening", (string id, string agency, HttpContext http) =>
            books.ChangeAsync<IProvinceGrain, ReopenAgency>(
                http, BookKind.Province, id, (book, caller, command) => book.ReopenAgencyAsync(caller, command),
                (command, _) => command with { Agency = AgencyOf(agency) }))
            .Changes<ReopenAgency>(Roles.Coordinator, "Opens a closed agency again, with the users that it had");
    }

    private static string AgencyOf(string id) =>
        BookKey.IsId(id) ? id : throw Problem.At("/agency", RefusalCodes.IdInvalid, ("id", id)).Thrown();

    private static string UserOf(string id) =>
        id is { Length: >= 1 and <= 64 } && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789._-") < 0
            ? id
            : throw Problem.At("/user", Codes.UserIdInvalid, ("id", id)).Thrown();
}
