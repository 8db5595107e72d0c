using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

internal static partial class NetworkLog
{
    [LoggerMessage(1, LogLevel.Warning, "The journal cannot be read behind position {Position}; trying again")]
    public static partial void TailUnavailable(ILogger log, long position, Exception unavailable);

    [LoggerMessage(2, LogLevel.Warning, "The view kept at position {Position} cannot be used; the journal is folded anew")]
    public static partial void CheckpointUnreadable(ILogger log, long position, Exception unreadable);

    [LoggerMessage(3, LogLevel.Warning, "The state at position {Position} could not be kept; the next start takes longer")]
    public static partial void CheckpointNotKept(ILogger log, long position, Exception unavailable);

    [LoggerMessage(4, LogLevel.Critical, "The view stopped following the journal at position {Position}")]
    public static partial void FollowerStopped(ILogger log, long position, Exception fault);

    [LoggerMessage(5, LogLevel.Warning, "{Target} refused {Command} of {Source} at sequence {Sequence}: {Code}; passed over")]
    public static partial void NotDelivered(ILogger log, string target, string command, string source, long sequence, string code);

    [LoggerMessage(6, LogLevel.Warning, "{Command} could not be delivered to {Target}; trying again")]
    public static partial void DeliveryFailed(ILogger log, string target, string command, Exception fault);

    [LoggerMessage(7, LogLevel.Critical, "The courier stopped at position {Position}")]
    public static partial void CourierStopped(ILogger log, long position, Exception fault);

    [LoggerMessage(8, LogLevel.Information, "The courier runs in this process")]
    public static partial void CourierHere(ILogger log);

    [LoggerMessage(9, LogLevel.Warning, "The courier left this process at position {Position}: its session ended")]
    public static partial void CourierLost(ILogger log, long position);

    [LoggerMessage(10, LogLevel.Critical,
        "The view stands still at position {Position} though the journal goes on: not ready until it moves.")]
    public static partial void ViewStuck(ILogger log, long position);

    [LoggerMessage(11, LogLevel.Warning, "The view follows the journal again, from position {Position} on")]
    public static partial void ViewMoves(ILogger log, long position);

    [LoggerMessage(12, LogLevel.Warning, "The calendar left this process: its session ended")]
    public static partial void CalendarLost(ILogger log);

    [LoggerMessage(13, LogLevel.Information, "{Target} refused what was due ({Kind}): {Code}")]
    public static partial void NotDue(ILogger log, string target, string kind, string code);

    [LoggerMessage(14, LogLevel.Warning, "{Target} could not be told what is due ({Kind}); trying again")]
    public static partial void CalendarFailed(ILogger log, string target, string kind, Exception fault);

    [LoggerMessage(15, LogLevel.Error,
        "The courier leaves this process for good: the journal holds what a newer build wrote. {Reason} Start that build here.")]
    public static partial void CourierLeftToNewer(ILogger log, string reason);
}
