using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Grains;

/// <summary>What every book is given.</summary>
/// <param name="Journal">Asked when memory does not know.</param>
/// <param name="Clock">The only source of time.</param>
/// <param name="Options">Bounds.</param>
/// <param name="OwnsBooks">True when no other process writes: what an activation has committed is then all there is.</param>
/// <param name="Logger">For faults.</param>
public sealed record BookServices(IBookJournal Journal, TimeProvider Clock, BookOptions Options, bool OwnsBooks, ILogger<BookServices> Logger);

/// <summary>Traces of grains.</summary>
public static class GrainTelemetry
{
    /// <summary>The name to subscribe to.</summary>
    public const string SourceName = "CoopGrains.Grains";

    internal static readonly ActivitySource Source = new(SourceName);
}

internal static partial class GrainLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A write of {Book} failed, and its outcome is not known; the book is reloaded")]
    public static partial void BookBroken(ILogger logger, string book, Exception failure);
}
