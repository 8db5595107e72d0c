using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage;

/// <summary>Those who are handed every committed row.</summary>
internal sealed partial class Followers(ILogger log)
{
    private readonly Lock _change = new();
    private volatile Action<IReadOnlyList<JournalRow>>[] _followers = [];

    internal IDisposable Add(Action<IReadOnlyList<JournalRow>> committed)
    {
        lock (_change)
            _followers = [.. _followers, committed];
        return new Subscription(this, committed);
    }

    internal void Tell(IReadOnlyList<JournalRow> rows)
    {
        if (rows.Count == 0)
            return;
        foreach (var follower in _followers)
        {
            try
            {
                follower(rows);
            }
            catch (Exception e)
            {
                LogFollowerFailed(log, e, rows[0].Position);
            }
        }
    }

    private void Remove(Action<IReadOnlyList<JournalRow>> committed)
    {
        lock (_change)
            _followers = [.. _followers.Where(follower => follower != committed)];
    }

    [LoggerMessage(3, LogLevel.Error, "A follower of the journal failed on the rows from position {Position} on")]
    private static partial void LogFollowerFailed(ILogger log, Exception e, long position);

    private sealed class Subscription(Followers followers, Action<IReadOnlyList<JournalRow>> committed) : IDisposable
    {
        public void Dispose() => followers.Remove(committed);
    }
}
