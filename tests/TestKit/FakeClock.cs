namespace TestKit;

/// <summary>A clock that moves only when told to. Timers fall due inside <see cref="Advance"/>, on the caller's thread, in order of time.</summary>
/// <remarks>Thread-safe. Timestamps are ticks of 100 ns. Setting the clock back is refused: recorded time never runs backwards.</remarks>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<FakeTimer> _timers = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    /// <summary>A clock at midnight UTC of 21 November 2026, the day of the golden answers.</summary>
    public FakeClock() : this(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are waiting: lets a test see that the code under test has armed its timer.</summary>
    public int ArmedTimers { get { lock (_lock) return _timers.Count; } }

    public override DateTimeOffset GetUtcNow() { lock (_lock) return _now; }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and runs every timer that falls due on the way, each at its own moment.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        SetUtcNow(GetUtcNow() + by);
    }

    /// <summary>As <see cref="Advance"/>, to a given moment, which must not lie in the past.</summary>
    public void SetUtcNow(DateTimeOffset moment)
    {
        lock (_lock) ArgumentOutOfRangeException.ThrowIfLessThan(moment, _now);
        while (NextDue(moment) is { } due) due.Fire();
    }

    // The clock stands at the timer's own moment while it runs, so a callback that re-arms is due within the same advance.
    private FakeTimer? NextDue(DateTimeOffset moment)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= moment).MinBy(timer => timer.DueAt);
            var reached = next?.DueAt ?? moment;
            if (reached > _now) _now = reached.ToUniversalTime();
            if (next is not null && !next.Rearm()) _timers.Remove(next);
            return next;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed) return false;
                clock._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueAt = clock._now + dueTime;
                clock._timers.Add(this);
            }
            return true;
        }

        // As in the real timer, a period of zero or infinite means once.
        public bool Rearm()
        {
            if (_period <= TimeSpan.Zero) return false;
            DueAt += _period;
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
