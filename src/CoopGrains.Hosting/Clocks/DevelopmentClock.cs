namespace CoopGrains.Hosting;

/// <summary>A clock that starts at a civil date's noon (UTC+7) and runs on with real time. For development and tests of dates.</summary>
public sealed class DevelopmentClock : TimeProvider
{
    private readonly TimeSpan _offset;

    /// <summary>Starts at a date.</summary>
    public DevelopmentClock(DateOnly date) =>
        _offset = new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.FromHours(7)) - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
}
