namespace CoopGrains.Storage;

/// <summary>Scans and evidence beside the books, by the SHA-256 of their content.</summary>
/// <remarks>Documents never change. Who may read one is not decided here. Faults are <see cref="StoreUnavailableException"/>.</remarks>
public interface IDocumentStore
{
    /// <summary>Keeps a document, once for its operation; the same content is kept once. Durable when the task completes.</summary>
    Task<DocumentKept> KeepAsync(DocumentUpload upload, CancellationToken ct);

    /// <summary>The first upload of a document by an agency, or else by anybody; null when there is no such document.</summary>
    Task<DocumentInfo?> FindAsync(string hash, string agency, CancellationToken ct);

    /// <summary>The content of a document; null when there is none, or it is not what its hash says.</summary>
    Task<byte[]?> ContentAsync(string hash, CancellationToken ct);
}

/// <summary>What became of an upload.</summary>
public enum DocumentKept
{
    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>The operation kept this very content before.</summary>
    Known,

    /// <summary>The operation kept another content before; nothing was written.</summary>
    OperationReused,
}

/// <summary>A document as it is uploaded.</summary>
/// <param name="OperationId">Once for ever.</param>
/// <param name="Info">What it is, and who uploads it.</param>
/// <param name="Content">Its bytes, of which the hash is taken.</param>
public sealed record DocumentUpload(string OperationId, DocumentInfo Info, ReadOnlyMemory<byte> Content);

/// <summary>What an upload says of a document.</summary>
/// <param name="Hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="User">Who uploaded it.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="At">When, UTC.</param>
public sealed record DocumentInfo(string Hash, string MediaType, string Name, long Size, string User, string Agency, DateTimeOffset At);
