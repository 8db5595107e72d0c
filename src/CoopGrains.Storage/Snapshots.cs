using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage;

/// <summary>Renders snapshots for whoever keeps them.</summary>
/// <remarks>A snapshot is only a cache: one that cannot be rendered or kept is left out, and never stops what it goes along with.</remarks>
internal static partial class Snapshots
{
    /// <summary>The text; null when the snapshot has to be left out, which is logged.</summary>
    internal static string? Render(SnapshotToWrite snapshot, string bookKey, ILogger log)
    {
        try
        {
            var body = snapshot.Body();
            if (CommitCheck.Text("the snapshot", body, int.MaxValue) is not { } reason)
                return body;
            LogLeftOut(log, null, bookKey, snapshot.Version, reason);
        }
        catch (Exception e)
        {
            LogLeftOut(log, e, bookKey, snapshot.Version, e.Message);
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Error, "Snapshot of {BookKey} at version {Version} left out: {Reason}")]
    internal static partial void LogLeftOut(ILogger log, Exception? e, string bookKey, long version, string reason);
}
