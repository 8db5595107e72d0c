using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Gateway.Public;

/// <summary>What anybody may read without a token. Where the site does not offer it, these paths are as unknown as any other.</summary>
internal static class PublicEndpoints
{
    public static void MapPublic(this RouteGroupBuilder v1, PublicReads reads)
    {
        var open = v1.MapGroup("/public").AllowAnonymous().WithMetadata(new ForAnybody()).WithTags("Public");
        open.Get("/network", reads.NetworkAsync)
            .IsPublic<PublicNetwork>("Agreements, programs and figures that name their sources", "agreementsAfter", "programsAfter", "limit");
        open.MapGet("/agreements/{id}", (string id, HttpContext http) => reads.AgreementAsync(http, id))
            .IsPublic<PublicAgreementPage>("An agreement with what names its sources", "from").Refuses(404);
        open.MapGet("/programs/{id}", (string id, HttpContext http) => reads.ProgramAsync(http, id))
            .IsPublic<PublicProgramPage>("A program with what names its sources", "from").Refuses(404);
    }

    private static RouteHandlerBuilder IsPublic<TReply>(this RouteHandlerBuilder endpoint, string summary, params string[] query) => endpoint
        .WithSummary(summary)
        .WithDescription("Needs no token; there only where the site has set Coop:PublicReads.")
        .WithMetadata(new TakesQuery(query))
        .Answers<TReply>(200)
        .WithMetadata(new ProducesResponseTypeMetadata(304))
        .Refuses(400, 429, 500, 503);
}

/// <summary>The endpoint answers anybody, within a share of requests that all strangers have together.</summary>
internal sealed record ForAnybody;
