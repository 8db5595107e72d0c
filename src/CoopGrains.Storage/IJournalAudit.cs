namespace CoopGrains.Storage;

/// <summary>One consistent view of a whole store. Not safe for concurrent use; one enumeration at a time.</summary>
public interface IJournalAudit : IAsyncDisposable
{
    /// <summary>The last row when the view was opened.</summary>
    StoreHead Head { get; }

    /// <summary>The head kept outside the database, or null if there is none.</summary>
    HeadAnchor? Anchor { get; }

    /// <summary>All rows in position order.</summary>
    IAsyncEnumerable<JournalRow> RowsAsync(CancellationToken ct);

    /// <summary>All books by key, each with its snapshot if it has one.</summary>
    IAsyncEnumerable<BookHead> BooksAsync(CancellationToken ct);
}

/// <summary>What the store keeps about a book beside its journal.</summary>
public sealed record BookHead(string BookKey, long Version, string Hash, StoredSnapshot? Snapshot);

/// <summary>The head of the journal as kept outside the database, so that a silently truncated store is noticed.</summary>
public sealed record HeadAnchor(int Epoch, long Position, string Hash);
