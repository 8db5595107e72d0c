using CoopGrains.Contracts;
using CoopGrains.Hosting.History;
using CoopGrains.Storage;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

/// <summary>Reads of restricted books are recorded before they are shown, several at a time.</summary>
public sealed class AccessLogTests : BookTest
{
    private static readonly BookKey Book = BookKey.Program("r-0123456789");

    [Fact]
    public async Task Reads_that_come_during_a_write_share_the_next_and_none_is_lost()
    {
        var batches = new List<int>();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Site.Store.BeforeAccess = entries =>
        {
            batches.Add(entries.Count);
            reached.TrySetResult();
            return go.Task;
        };
        var log = new AccessLog(Site.Store, Site.Clock);
        var first = log.RecordAsync([Read("0")], default);
        await reached.Task;
        var others = Enumerable.Range(1, 1_500).Select(i => log.RecordAsync([Read($"{i}")], default)).ToList();
        Assert.False(first.IsCompleted);
        go.SetResult();
        await Task.WhenAll(others.Append(first));
        Assert.Equal([1, 1_000, 500], batches);
        var kept = await Site.Store.ReadAccessAsync(Book.ToString(), 0, 2_000, default);
        Assert.Equal(Enumerable.Range(0, 1_501).Select(i => $"/v1/{i}"), kept.Select(read => read.Path));
        Assert.All(kept, read => Assert.Equal((An.User, An.Agency, "x-1"), (read.User, read.Agency, read.Grant)));
    }

    [Fact]
    public async Task A_read_that_cannot_be_recorded_fails_and_the_next_is_recorded_again()
    {
        var log = new AccessLog(Site.Store, Site.Clock);
        Site.Store.BeforeAccess = _ => throw new StoreUnavailableException("disk full", outcomeKnown: true);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.RecordAsync([Read("lost")], default));
        Site.Store.BeforeAccess = null;
        await log.RecordAsync([Read("kept")], default);
        Assert.Equal("/v1/kept", Assert.Single(await Site.Store.ReadAccessAsync(Book.ToString(), 0, 10, default)).Path);
    }

    [Fact]
    public async Task More_than_a_bound_do_not_wait()
    {
        var go = new TaskCompletionSource();
        Site.Store.BeforeAccess = _ => go.Task;
        var log = new AccessLog(Site.Store, Site.Clock);
        var waiting = Enumerable.Range(0, 10_000).Select(i => log.RecordAsync([Read($"{i}")], default)).ToList();
        var refused = 0;
        for (var i = 0; i < 1_100; i++)
            try
            {
                waiting.Add(log.RecordAsync([Read("more")], default));
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
        Assert.True(refused >= 100);
        go.SetResult();
        await Task.WhenAll(waiting);
    }

    private static ReadOfBook Read(string what) => new(Book, An, "", "/v1/" + what, "x-1");
}
