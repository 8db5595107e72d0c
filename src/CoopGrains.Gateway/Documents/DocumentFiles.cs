using System.Buffers;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting.Documents;
using CoopGrains.Network;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Documents;

/// <summary>What an upload answers.</summary>
internal sealed record DocumentReply
{
    /// <summary>The document.</summary>
    public required FoundDocument Document { get; init; }
}

/// <summary>Documents by the hash of their content.</summary>
/// <remarks>
/// Read by who may read a book that one belongs to, and by its uploader's agency until that has attached it; to others it is not there.
/// That others have attached the same content takes it from nobody: who has the file could else find out that a hidden book has it.
/// </remarks>
internal sealed class DocumentFiles(
    DocumentKeeper keeper, VisibleBooks visible, RestrictedReads restricted, INetworkView view, BookPatience patience) : IDisposable
{
    /// <summary>Largest content.</summary>
    public const int Most = 10 * 1024 * 1024;

    private const int AtOnce = 8;
    private const int LongestName = 200;

    // What is read into memory at once is bounded: the others wait.
    private readonly SemaphoreSlim _room = new(AtOnce);

    /// <summary>Takes an upload.</summary>
    public async Task KeepAsync(HttpContext http)
    {
        Query.Only(http.Request, "name");
        var visit = http.Visit();
        var actor = visit.Actor;
        NeededRole.Require(http, actor);
        var key = IdempotencyKey.Of(http.Request);
        var name = Query.Text(http.Request, "name", LongestName) ?? throw Query.Missing("name");
        await _room.WaitAsync(http.RequestAborted);
        try
        {
            var content = await ReadAsync(http);
            var type = MediaTypes.Of(http.Request.ContentType, content) ?? throw MediaTypes.NotTaken.Thrown();
            visit.AskedForChange = true;
            var operation = IdempotencyKey.OperationId(actor, key);
            var kept = await patience.WithinAsync(keeper.KeepAsync(operation, type, name, content, actor, http.RequestAborted))
                ?? throw new Problem(RefusalCodes.OperationIdReused).Thrown();
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = "/v1/documents/" + kept.Document.Hash;
            if (kept.Replayed)
                http.Response.Headers["Idempotency-Replayed"] = "true";
            await Json.WriteAsync(http, new DocumentReply { Document = kept.Document });
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Gives a document.</summary>
    public async Task GiveAsync(HttpContext http, string hash)
    {
        Query.Only(http.Request);
        await visible.CaughtUpAsync(http);
        var actor = http.Visit().Actor;
        var document = await FindAsync(hash, actor, http.RequestAborted) ?? throw new Problem(Codes.DocumentUnknown).Thrown();
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await _room.WaitAsync(http.RequestAborted);
        try
        {
            var content = await keeper.ContentAsync(hash, http.RequestAborted) ?? throw new Problem(Codes.StateUnreadable).Thrown();
            http.Response.ContentType = document.MediaType;
            http.Response.ContentLength = content.Length;
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(document.Name);
            http.Response.Headers.ContentDisposition = disposition.ToString();
            await http.Response.Body.WriteAsync(content, http.RequestAborted);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>A document that the reader may read; null when there is none.</summary>
    /// <remarks>Reading one that belongs to restricted books only is recorded with one of them.</remarks>
    public async Task<FoundDocument?> FindAsync(string hash, Actor reader, CancellationToken ct)
    {
        var (document, book) = await LookAsync(hash, reader, ct);
        if (book is not null)
            await restricted.RecordAsync(book, reader, "/v1/documents/" + hash, ct);
        return document;
    }

    /// <summary>True when there is a document that the caller may read. To know that, in order to cite it, is no read of it.</summary>
    public async Task<bool> MayCiteAsync(string hash, Actor caller, CancellationToken ct) =>
        (await LookAsync(hash, caller, ct)).Document is not null;

    public void Dispose() => _room.Dispose();

    // The document, and the book that it is read with; none for its uploader's agency until that has attached it.
    private async Task<(FoundDocument? Document, KnownBook? Book)> LookAsync(string hash, Actor reader, CancellationToken ct)
    {
        // Every way always: how long it takes says nothing.
        var document = await keeper.FindAsync(hash, reader.Agency, ct);
        var (book, isAttached) = (view.Now.BookOf(hash, reader), view.Now.HasAttachedOwn(hash, reader));
        if (document is null || (document.UploadedBy == reader.Agency && !isAttached))
            return (document, null);
        return book is null ? default : (document, book);
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        // Somewhat too much is read to its end, so that its sender hears why it is refused.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = 2 * Most;
        if (http.Request.ContentLength > Most)
            throw new Problem(Codes.BodyTooLarge).Thrown();
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await RequestBody.NextAsync(reader, http.RequestAborted);
            if (read.Buffer.Length > Most)
                throw new Problem(Codes.BodyTooLarge).Thrown();
            if (read.IsCompleted)
            {
                var content = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return content;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
