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
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message =
        "{Book} could not be written or reloaded, and what is in the journal is not known; it is activated anew")]
    public static partial void BookBroken(ILogger logger, string book, Exception failure);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Book} cannot be read")]
    public static partial void BookUnreadable(ILogger logger, string book, Exception failure);
}
