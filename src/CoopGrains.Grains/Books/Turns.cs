using System.Diagnostics;

namespace CoopGrains.Grains;

/// <summary>Shares a book among processes that write it at the same time.</summary>
/// <remarks>
/// Whoever was first could go on at once, while the others must reload: it would always be first, and they would never be. So a process
/// that has met another at the book lets its next write wait a moment after its last, about as long as others need to come; meanwhile
/// its commands gather, and share that write.
/// </remarks>
internal sealed class Turns
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(50);

    // Not on the injected clock: they bound real work.
    private long? _met;
    private long? _had;
    private TimeSpan _gap;

    /// <summary>How long the next write has to wait; null for not at all.</summary>
    public TimeSpan? Wait =>
        _met is { } met && _had is { } had && Stopwatch.GetElapsedTime(met) < Remembered && _gap - Stopwatch.GetElapsedTime(had) is var wait
            && wait > TimeSpan.Zero
            ? wait
            : null;

    /// <summary>A write of this process went through.</summary>
    public void Had() => _had = Stopwatch.GetTimestamp();

    /// <summary>Another process was first; to reload took so long.</summary>
    public void Lost(TimeSpan reloading)
    {
        (_met, _had) = (Stopwatch.GetTimestamp(), null);
        var gap = 3 * reloading;
        _gap = gap < Least ? Least : gap > Most ? Most : gap;
    }
}
