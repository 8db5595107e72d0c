namespace CoopGrains.Hosting;

/// <summary>A clock that starts at a civil date's noon (UTC+7) and runs on with real time. For development and tests of dates.</summary>
public sealed class DevelopmentClock : TimeProvider
{
    private readonly TimeSpan _offset;

    /// <summary>Starts at a date.</summary>
    /// <param name="date">The date.</param>
    /// <param name="shared">True when other processes must have the same time: the true time of day is kept, on that date.</param>
    public DevelopmentClock(DateOnly date, bool shared = false)
    {
        _offset = new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.FromHours(7)) - System.GetUtcNow();
        if (shared)
            _offset = TimeSpan.FromDays(Math.Round(_offset.TotalDays));
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
}
