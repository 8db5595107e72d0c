namespace CoopGrains.Grains;

/// <summary>Bounds of a book in memory and of its writes.</summary>
public sealed class BookOptions
{
    /// <summary>Commands that share one write at most; 1 is one commit per command, as benchmarks compare.</summary>
    public int CommandsPerWrite { get; set; } = 512;

    /// <summary>Operations remembered; older ones are looked up in the journal.</summary>
    public int OperationsRemembered { get; set; } = 10_000;

    /// <summary>Characters of events after which a snapshot may go along; it also has to be outweighed by them.</summary>
    /// <remarks>To read and fold so many takes an activation a few milliseconds; smaller books never need a snapshot.</remarks>
    public int SnapshotAfter { get; set; } = 256 * 1024;
}
