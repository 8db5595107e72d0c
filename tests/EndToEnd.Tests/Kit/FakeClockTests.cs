using TestKit;

namespace EndToEnd.Tests.Kit;

public sealed class FakeClockTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeClock _clock = new();

    [Fact]
    public void Time_moves_only_when_told_to()
    {
        var (now, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        Assert.Equal(now, _clock.GetUtcNow());
        _clock.Advance(Minute);
        Assert.Equal(now + Minute, _clock.GetUtcNow());
        Assert.Equal(Minute, _clock.GetElapsedTime(stamp));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.SetUtcNow(now));
    }

    [Fact]
    public void Timers_run_in_order_of_time_and_see_their_own_moment()
    {
        var start = _clock.GetUtcNow();
        List<(string Name, TimeSpan At)> ran = [];
        using var late = _clock.CreateTimer(_ => ran.Add(("late", _clock.GetUtcNow() - start)), null, 5 * Minute, Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(_ => ran.Add(("often", _clock.GetUtcNow() - start)), null, 2 * Minute, 2 * Minute);
        _clock.Advance(6 * Minute);
        Assert.Equal([("often", 2 * Minute), ("often", 4 * Minute), ("late", 5 * Minute), ("often", 6 * Minute)], ran);
        Assert.Equal(1, _clock.ArmedTimers);
    }

    [Fact]
    public void A_disposed_or_disarmed_timer_does_not_run()
    {
        var ran = 0;
        var disposed = _clock.CreateTimer(_ => ran++, null, Minute, Minute);
        using var disarmed = _clock.CreateTimer(_ => ran++, null, Minute, Minute);
        disposed.Dispose();
        disarmed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(3 * Minute);
        Assert.Equal(0, ran);
        Assert.False(disposed.Change(Minute, Minute));
    }

    [Fact]
    public async Task A_delay_of_the_framework_ends_when_the_clock_reaches_it()
    {
        var delay = Task.Delay(Minute, _clock);
        _clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }
}
