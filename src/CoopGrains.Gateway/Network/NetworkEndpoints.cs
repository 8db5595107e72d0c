using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Network;

/// <summary>The whole network: status, the entries behind a figure, proposals, trade, and what is to be done.</summary>
internal static class NetworkEndpoints
{
    public static void MapNetwork(this RouteGroupBuilder v1, NetworkReads reads)
    {
        var network = v1.MapGroup("/network").WithTags("Network");

        network.Get("/status", http => reads.StatusAsync(http))
            .Aggregates<NetworkStatus>("The status of what the reader may see of the network", ["by", "asOf", .. AskedConversion.Parameters])
            .WithMetadata(new CountsRestricted());

        network.Get("/explain", http =>
        {
            Query.Only(http.Request, ["figure", "asOf", .. AskedConversion.Parameters]);
            var figure = Query.Text(http.Request, "figure", longest: 500) ?? throw Query.Missing("figure");
            if (!FigureId.IsOne(figure))
                throw new Problem(Codes.FigureInvalid).Thrown();
            return reads.AnswerAsync(
                http, (reading, reader) => reading.Explain(figure, reader, reads.DayAsked(http)), answer => answer.Stamp,
                Codes.FigureUnknown);
        }).Aggregates<Explanation>("The entries that make a figure", ["figure!", "asOf", .. AskedConversion.Parameters])
            .WithMetadata(new CountsRestricted());

        network.Get("/proposals", http =>
        {
            Query.Only(http.Request, ["asOf", .. AskedConversion.Parameters]);
            return reads.AnswerAsync(http, (reading, reader) => reading.Proposals(reader), answer => answer.Stamp);
        }).Aggregates<ProposalList>("Proposals: not agreed, and in no progress", ["asOf", .. AskedConversion.Parameters]);

        network.Get("/oversight", http =>
        {
            Query.Only(http.Request, "what", "limit", "cursor");
            return reads.OversightAsync(http, Query.Named<OversightOf>(http.Request, "what") ?? throw Query.Missing("what"));
        }).Aggregates<Worklist>("What is unconfirmed, disputed or overdue in all that the reader sees, oldest first",
            "what!", "limit", "cursor");

        network.Get("/trade", http =>
        {
            Query.Only(http.Request, ["asOf", .. AskedConversion.Parameters]);
            return reads.AnswerAsync(http, (reading, reader) => reading.Trade(reader), answer => answer.Stamp);
        }).Aggregates<TradeReport>("The trade series to date, and month by month", ["asOf", .. AskedConversion.Parameters]);

        network.Get("/compare", http => reads.CompareAsync(http))
            .Aggregates<ListPage<ComparedItem>>(
                "What differs between two moments, and who changed it", "from!", "to!", "limit", "cursor").Refuses(404);
    }

    public static void MapWorklist(this RouteGroupBuilder v1, NetworkReads reads) =>
        v1.Get("/worklist", http =>
        {
            Query.Only(http.Request, "limit", "cursor");
            return reads.WorklistAsync(http);
        }).Aggregates<Worklist>("What the caller's agency has to do, by the roles of its users, oldest first", "limit", "cursor")
            .WithTags("Worklist");
}
