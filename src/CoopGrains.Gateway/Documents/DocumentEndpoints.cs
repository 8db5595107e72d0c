using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Documents;

/// <summary>Documents, and what they belong to.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this RouteGroupBuilder v1, DocumentFiles files)
    {
        var documents = v1.MapGroup("/documents").WithTags("Documents");

        documents.Post("", http => files.KeepAsync(http))
            .Uploads<DocumentReply>(NeededRole.Workers, "Keeps a scan or photograph under the hash of its content; at most 10 MiB", MediaTypes.All)
            .WithMetadata(new TakesQuery("name!"));

        documents.MapGet("/{hash}", (string hash, HttpContext http) => files.GiveAsync(http, hash))
            .Downloads("application/octet-stream", "A document, for who may read a book that it belongs to, or for its uploader's agency until that attaches it")
            .Refuses(404);
    }

    public static void MapAttachments(this RouteGroupBuilder book, BookKind kind, BookWrites writes, NetworkReads network, Paging paging)
    {
        book.MapPost("/{id}/attachments", (string id, HttpContext http) => Attach(http, kind, id, writes))
            .Changes<AttachDocument>(Roles.Recorder | Roles.Coordinator, "Attaches a document: who may read the book may read it from then on")
            .WithTags("Documents");

        book.MapGet("/{id}/attachments", async (string id, HttpContext http) =>
        {
            Query.Only(http.Request, "to", "limit", "cursor");
            var known = await network.OpenedAsync(http, kind, id);
            var asked = paging.Asked(http.Request);
            var to = Query.Text(http.Request, "to");
            var page = network.Latest.Attachments(known.Book, to, http.Visit().Actor, asked.AfterNumber, asked.Limit)
                ?? throw new Problem(RefusalCodes.Unknown).Thrown();
            await Json.WriteStampedAsync(http, paging.Linked(http, page), page.Stamp);
        }).Aggregates<ListPage<Attachment>>("Documents that belong to a book, or to something in it", "to", "limit", "cursor")
            .Refuses(404).WithTags("Documents");
    }

    private static Task Attach(HttpContext http, BookKind kind, string id, BookWrites writes) => kind switch
    {
        BookKind.Agreement => writes.ChangeAsync<IAgreementGrain, AttachDocument>(
            http, kind, id, (book, caller, command) => book.AttachAsync(caller, command)),
        BookKind.Program => writes.ChangeAsync<IProgramGrain, AttachDocument>(
            http, kind, id, (book, caller, command) => book.AttachAsync(caller, command)),
        _ => writes.ChangeAsync<IProvinceGrain, AttachDocument>(http, kind, id, (book, caller, command) => book.AttachAsync(caller, command)),
    };
}
