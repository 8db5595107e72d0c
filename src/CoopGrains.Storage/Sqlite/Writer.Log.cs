using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Sqlite;

internal sealed partial class Writer
{
    [LoggerMessage(5, LogLevel.Error, "A commit to {Path} failed with {Waiting} writes in it")]
    private static partial void LogCommitFailed(ILogger log, Exception e, string path, int waiting);

    [LoggerMessage(6, LogLevel.Error, "Whether the last commit to {Path} was written could not be found out yet")]
    private static partial void LogOutcomeUnknown(ILogger log, Exception e, string path);

    [LoggerMessage(7, LogLevel.Information, "{Path} is open for writing again")]
    private static partial void LogReopened(ILogger log, string path);
}
