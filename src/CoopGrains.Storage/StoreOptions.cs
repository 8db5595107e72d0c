namespace CoopGrains.Storage;

/// <summary>How a process keeps its store.</summary>
public sealed class StoreOptions
{
    /// <summary>The SQLite file, beside which <c>.lock</c> and <c>.anchor</c> stand; on PostgreSQL only the anchor is there.</summary>
    public required string Path { get; init; }

    /// <summary>Most book commits in one transaction.</summary>
    public int MaxBooksPerCommit { get; init; } = 256;

    /// <summary>0: as many as wait; else at most so many book commits share a transaction. 1 is for benchmarks.</summary>
    public int CommandsPerCommit { get; init; }

    /// <summary>Most commits that may wait; beyond it they fail at once, with nothing written.</summary>
    public int MaxWaiting { get; init; } = 16_384;

    /// <summary>Connections for reading; more reads than this wait without holding a thread.</summary>
    public int ReadConnections { get; init; } = Math.Max(4, Environment.ProcessorCount);
}
