using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage;

/// <summary>Writes the anchor after commits, but not after each: it costs a sync of its own. Used by the writer only.</summary>
internal sealed partial class AnchorKeeper(AnchorFile file, ILogger log)
{
    private const long IntervalMilliseconds = 100;

    private HeadAnchor? _unwritten;
    private long _writtenAt;
    private volatile bool _failing;

    /// <summary>True while the anchor cannot be written. May be asked by any thread.</summary>
    internal bool IsFailing => _failing;

    /// <summary>How long the writer may sleep.</summary>
    internal TimeSpan Patience =>
        _unwritten is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(IntervalMilliseconds);

    internal void Committed(JournalRow last) => _unwritten = new HeadAnchor(last.Epoch, last.Position, last.Hash);

    /// <summary>Writes if there is something new and the last time is long enough ago, or <paramref name="now"/>.</summary>
    internal void Write(bool now)
    {
        // Not the injected clock: this interval bounds real disk work.
        var ticks = Environment.TickCount64;
        if (_unwritten is not { } anchor || (!now && ticks - _writtenAt < IntervalMilliseconds))
            return;
        _writtenAt = ticks;
        try
        {
            file.Write(anchor);
            _unwritten = null;
            _failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The commit is durable without it; an old anchor only proves less. Said once, tried again.
            if (!_failing)
                LogAnchorNotWritten(log, e, file.Path);
            _failing = true;
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "The head anchor {Path} could not be written; commits go on, a lost tail would be noticed later")]
    private static partial void LogAnchorNotWritten(ILogger log, Exception e, string path);
}
