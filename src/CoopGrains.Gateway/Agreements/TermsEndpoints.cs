using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;

namespace CoopGrains.Gateway.Agreements;

/// <summary>Renewal, two terms side by side, and the levels above and under an instrument.</summary>
internal static class TermsEndpoints
{
    public static void MapTerms(this RouteGroupBuilder agreements, BookWrites writes, NetworkReads network)
    {
        agreements.MapPost("/{id}/renewals", (string id, HttpContext http) => writes.CreateAsync<IAgreementGrain, RenewAgreement>(
            http, BookKind.Agreement, command => (command.Id, command.Restricted), (book, caller, command) => book.RenewAsync(caller, command),
            id, (command, predecessor) => command with { Predecessor = predecessor }))
            .Creates<RenewAgreement>(Roles.Coordinator, "Begins the draft of the agreement that follows, with the commitments that it carries on");

        agreements.MapGet("/{id}/comparison", (string id, HttpContext http) => CompareAsync(http, network, id))
            .Aggregates<TermComparison>("Two terms side by side: an instrument and the one that it follows, or else the next", "with")
            .Refuses(404);

        agreements.MapGet("/{id}/levels", (string id, HttpContext http) => LevelsAsync(http, network, id))
            .Aggregates<LevelsView>("The instruments above and under one, and the programs under it").Refuses(404);
    }

    private static async Task CompareAsync(HttpContext http, NetworkReads network, string id)
    {
        Query.Only(http.Request, "with");
        var with = Query.Book(http.Request, "with", BookKind.Agreement);
        var book = await network.OpenedAsync(http, BookKind.Agreement, id);
        var compared = network.Latest.CompareTerms(book.Book, with, http.Visit().Actor, network.Today)
            ?? throw Problem.With(RefusalCodes.ItemUnknown, ("id", with?.ToString() ?? "predecessor")).Thrown();
        await Json.WriteStampedAsync(http, compared, compared.Stamp);
    }

    private static async Task LevelsAsync(HttpContext http, NetworkReads network, string id)
    {
        Query.Only(http.Request);
        var book = await network.OpenedAsync(http, BookKind.Agreement, id);
        var levels = network.Latest.Levels(book.Book, http.Visit().Actor, network.Today) ?? throw new Problem(RefusalCodes.Unknown).Thrown();
        await Json.WriteStampedAsync(http, levels, levels.Stamp);
    }
}
