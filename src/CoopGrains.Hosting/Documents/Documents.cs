using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.Documents;

/// <summary>Documents as the gateway keeps and reads them. Whoever asks for one has checked that the reader may see it.</summary>
public sealed class DocumentKeeper(IDocumentStore store, TimeProvider clock)
{
    /// <summary>Keeps a document for its uploader and says what is kept; null when the operation kept another document before.</summary>
    public async Task<(FoundDocument Document, bool Replayed)?> KeepAsync(
        string operationId, string mediaType, string name, byte[] content, Actor by, CancellationToken ct)
    {
        var info = new DocumentInfo(DocumentHash.Of(content), mediaType, name, content.Length, by.User, by.Agency, clock.GetUtcNow());
        var kept = await store.KeepAsync(new(operationId, info, content), ct);
        if (kept == DocumentKept.OperationReused)
            return null;
        var found = await FindAsync(info.Hash, by.Agency, ct)
            ?? throw new InvalidOperationException($"Document {info.Hash} is kept and is not there.");
        return (found, kept == DocumentKept.Known);
    }

    /// <summary>A document as the reader's agency uploaded it, or else as anybody did; null when there is none of that hash.</summary>
    public async Task<FoundDocument?> FindAsync(string hash, string agency, CancellationToken ct) =>
        DocumentHash.IsOne(hash) && await store.FindAsync(hash, agency, ct) is { } info ? Found(info) : null;

    /// <summary>The content; null when it is not what its hash says.</summary>
    public Task<byte[]?> ContentAsync(string hash, CancellationToken ct) => store.ContentAsync(hash, ct);

    private static FoundDocument Found(DocumentInfo info) => new()
    {
        Hash = info.Hash,
        Name = info.Name,
        MediaType = info.MediaType,
        Size = info.Size,
        UploadedBy = info.Agency,
    };
}
