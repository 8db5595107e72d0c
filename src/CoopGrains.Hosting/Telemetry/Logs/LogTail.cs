using System.Diagnostics;
using CoopGrains.Hosting.Telemetry.Traces;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Hosting.Telemetry.Logs;

/// <summary>The last lines of the log, in bounded memory, for operators.</summary>
/// <remarks>
/// They are not cleared: a line that names a restricted book is not kept. Of an exception its type is; messages and stacks stand on the
/// console.
/// </remarks>
[ProviderAlias("Tail")]
public sealed class LogTail : ILoggerProvider
{
    private const int Most = 500;
    private const int LongestText = 500;

    private readonly Lock _change = new();
    private readonly Queue<LoggedLine> _lines = new();

    /// <summary>The newest lines of a level and worse, the newest first.</summary>
    public IReadOnlyList<LoggedLine> Newest(LogLevel least)
    {
        lock (_change)
            return [.. _lines.Where(line => line.Level >= least).Reverse()];
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Keep(LoggedLine line)
    {
        lock (_change)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most)
                _lines.Dequeue();
        }
    }

    private sealed class Logger(LogTail tail, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var text = formatter(state, null);
            if (RestrictedKeys.MayBeIn(text))
                return;
            tail.Keep(new(
                TimeProvider.System.GetUtcNow().UtcDateTime, logLevel, category, LineFormatter.Escaped(text, LongestText),
                exception?.GetType().FullName, Activity.Current?.TraceId.ToHexString()));
        }
    }
}

/// <summary>A line of the log.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Category">What said it.</param>
/// <param name="Text">What it said, in one line, cut off where it was very long.</param>
/// <param name="Exception">The type of the exception that came with it, or null.</param>
/// <param name="TraceId">The trace that it was said in, or null.</param>
public sealed record LoggedLine(DateTime At, LogLevel Level, string Category, string Text, string? Exception, string? TraceId);
