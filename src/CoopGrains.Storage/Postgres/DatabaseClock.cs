namespace CoopGrains.Storage.Postgres;

/// <summary>How far the database's clock is ahead of this process's: deadlines are checked in the database's time. Used by one thread.</summary>
/// <remarks>
/// The server looks at its clock somewhere between question and answer, and is taken to have looked at the answer: what passes in
/// between makes deadlines earlier, never later. If much passed (this process stood still, or the commit waited for a lock), the answer
/// would make fresh commands late. It is no measure then: what is known stands, and the server is to be asked again.
/// </remarks>
internal sealed class DatabaseClock(TimeProvider clock)
{
    private static readonly TimeSpan Telling = TimeSpan.FromMilliseconds(250);

    private long? _ahead;

    /// <summary>True until an answer came soon enough to tell: ask for nothing but the time.</summary>
    internal bool IsDoubtful { get; private set; } = true;

    /// <summary>This process's clock, in microseconds.</summary>
    internal long Now => RecordedTime.ToMicroseconds(clock.GetUtcNow());

    /// <summary>An answer has come.</summary>
    /// <param name="asked"><see cref="Now"/> before the question.</param>
    /// <param name="databaseTime">What the server saw, in microseconds.</param>
    internal void Answered(long asked, long databaseTime)
    {
        var now = Now;
        IsDoubtful = now < asked || now - asked > Telling.TotalMicroseconds;
        if (!IsDoubtful || _ahead is null || databaseTime - now > _ahead)
            _ahead = databaseTime - now;
    }

    /// <summary>A deadline in the database's time, in microseconds.</summary>
    internal long InDatabaseTime(DateTimeOffset deadline) =>
        deadline == DateTimeOffset.MaxValue ? long.MaxValue : RecordedTime.ToMicroseconds(deadline) + _ahead.GetValueOrDefault();
}
