using System.Diagnostics.Metrics;
using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>The view is compared with the journal's end each second, on a clock that moves when it is told to.</summary>
public sealed class ViewWatchTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ListedStore _store = new(0);
    private readonly NetworkView _view;
    private readonly ViewWatch _watch;
    private long? _end = 0;
    private int _looks;

    public ViewWatchTests()
    {
        _store.Head = () =>
        {
            Interlocked.Increment(ref _looks);
            return new(1, _end ?? throw new StoreUnavailableException("not now", outcomeKnown: true), "", DateTimeOffset.UnixEpoch);
        };
        var marks = new PastMarks();
        _view = new(_store, new(_store, marks, NullLogger<ViewCheckpoints>.Instance), marks, _clock, new(_services.GetRequiredService<IMeterFactory>()));
        _watch = new(_store, _view, _clock, NullLogger<ViewWatch>.Instance);
    }

    public async Task InitializeAsync()
    {
        _view.ReadyAt(0);
        await _watch.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _watch.StopAsync(default);
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_view_at_the_end_of_the_journal_follows_however_long_nothing_comes()
    {
        await LookAsync(times: 20);
        Assert.True(_view.IsFollowing);
    }

    [Fact]
    public async Task A_view_that_stands_still_before_the_end_is_told_of_within_five_seconds_and_follows_again_when_it_moves()
    {
        await LookAsync(times: 1);
        _end = 2;
        await LookAsync(times: 3);
        Assert.True(_view.IsFollowing, "it may be on its way");
        await LookAsync(times: 2);
        Assert.False(_view.IsFollowing);

        _view.Apply([SmallRow(1)]);
        await LookAsync(times: 1);
        Assert.True(_view.IsFollowing, "it moves, though it is not at the end");
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_is_no_view_that_stands_still()
    {
        await LookAsync(times: 1);
        _end = null;
        await LookAsync(times: 20);
        Assert.True(_view.IsFollowing);
    }

    // A look is over when the watch waits for the next one.
    private async Task LookAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            while (_clock.ArmedTimers == 0)
                await Task.Yield();
            var looks = Volatile.Read(ref _looks);
            _clock.Advance(ViewWatch.BetweenLooks);
            while (_clock.ArmedTimers == 0 || (Volatile.Read(ref _looks) == looks && _view.Position == 0))
                await Task.Yield();
        }
    }

    private static JournalRow SmallRow(long position) => new(
        position, 1, "nothing", 1, "op", 0, "", DateTimeOffset.UnixEpoch, "", "", "", "", "", "{}", new('0', 64), null);
}
