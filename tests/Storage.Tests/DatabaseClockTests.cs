using CoopGrains.Storage.Postgres;
using TestKit;

namespace Storage.Tests;

/// <summary>Deadlines are this process's, and the database checks them by its own clock, which here is an hour ahead.</summary>
public sealed class DatabaseClockTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private readonly FakeClock _process = new();
    private readonly DatabaseClock _clock;

    public DatabaseClockTests() => _clock = new DatabaseClock(_process);

    [Fact]
    public void A_process_that_stood_still_in_mid_commit_does_not_take_fresh_commands_for_late_ones()
    {
        Ask(back: TimeSpan.FromMilliseconds(2));
        var old = _process.GetUtcNow() + TimeSpan.FromSeconds(15);

        Ask(back: TimeSpan.FromSeconds(30));
        Assert.True(_clock.IsDoubtful);
        Assert.True(IsLate(old), "the command from before the pause is late");
        Assert.False(IsLate(_process.GetUtcNow() + TimeSpan.FromSeconds(1)), "the one after it is not");

        Ask(back: TimeSpan.FromMilliseconds(2));
        Assert.False(_clock.IsDoubtful);
        Assert.False(IsLate(_process.GetUtcNow() + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_first_answer_that_took_long_is_asked_for_again_and_makes_deadlines_earlier_at_most()
    {
        Assert.True(_clock.IsDoubtful);
        Ask(back: TimeSpan.FromSeconds(30));
        Assert.True(_clock.IsDoubtful);
        Assert.True(IsLate(_process.GetUtcNow()));
        Ask(back: TimeSpan.Zero);
        Assert.False(_clock.IsDoubtful);
        Assert.False(IsLate(_process.GetUtcNow() + TimeSpan.FromMilliseconds(1)));
        Assert.True(IsLate(_process.GetUtcNow() - TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void A_deadline_that_never_comes_stays_so() => Assert.Equal(long.MaxValue, _clock.InDatabaseTime(DateTimeOffset.MaxValue));

    // The server looks at its clock at once; its answer takes as long as is said.
    private void Ask(TimeSpan back)
    {
        var (asked, seen) = (_clock.Now, InDatabase);
        _process.Advance(back);
        _clock.Answered(asked, seen);
    }

    private bool IsLate(DateTimeOffset deadline) => _clock.InDatabaseTime(deadline) < InDatabase;

    private long InDatabase => _clock.Now + (long)Ahead.TotalMicroseconds;
}
