namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>The newest of something, bounded by number and by bytes.</summary>
internal sealed class TraceShelf(int most, int mostBytes)
{
    private readonly Lock _change = new();
    private readonly Queue<(KeptTrace Trace, int Size)> _kept = new();
    private int _bytes;

    /// <summary>Bytes that it holds, about.</summary>
    public int Bytes
    {
        get
        {
            lock (_change)
                return _bytes;
        }
    }

    /// <summary>Keeps one more, and lets go of the oldest where there would be too many.</summary>
    public void Add(KeptTrace trace)
    {
        var size = trace.Size;
        lock (_change)
        {
            _kept.Enqueue((trace, size));
            _bytes += size;
            while (_kept.Count > most || _bytes > mostBytes)
                _bytes -= _kept.Dequeue().Size;
        }
    }

    /// <summary>All that it holds, the newest first.</summary>
    public IEnumerable<KeptTrace> Newest()
    {
        lock (_change)
            return [.. _kept.Reverse().Select(kept => kept.Trace)];
    }
}
