using CoopGrains.Hosting.KeyRing;
using CoopGrains.Hosting.Sessions;
using Gateway.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Gateway.Tests;

/// <summary>Sessions that were ended, as several processes know them.</summary>
public sealed class EndedSessionTests
{
    private readonly OnlyItems _items = new();

    [Fact]
    public async Task A_session_that_one_process_ends_is_over_there_at_once_and_in_others_with_their_next_look()
    {
        var (here, lookHere) = Process();
        var (there, lookThere) = Process();
        await lookHere();
        await lookThere();
        await here.EndAsync("one", DateTimeOffset.MaxValue, default);
        Assert.True(here.Has("one"));
        Assert.False(there.Has("one"));
        await lookThere();
        Assert.True(there.Has("one"));
        await lookHere();
        Assert.True(here.Has("one"));
        Assert.False(here.Has("another"));
    }

    [Fact]
    public async Task A_process_that_has_just_started_looks_before_it_takes_a_session()
    {
        var (before, _) = Process();
        await before.EndAsync("one", DateTimeOffset.MaxValue, default);
        var (after, _) = Process();
        Assert.True(await after.HasAsync("one", default));
        Assert.False(await after.HasAsync("another", default));
    }

    [Fact]
    public async Task Who_follows_late_is_told_of_what_was_known_already()
    {
        var shared = new SharedItems(_items, new FakeClock(), NullLogger<SharedItems>.Instance);
        await Process().Ended.EndAsync("one", DateTimeOffset.MaxValue, default);
        await shared.LookAsync(default);
        var late = new EndedSessions(_items, shared);
        await shared.LookAsync(default);
        Assert.True(late.Has("one"));
    }

    private (EndedSessions Ended, Func<Task> Look) Process()
    {
        var shared = new SharedItems(_items, new FakeClock(), NullLogger<SharedItems>.Instance);
        return (new(_items, shared), () => shared.LookAsync(default));
    }
}
