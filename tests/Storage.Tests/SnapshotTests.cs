using System.Text;
using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class SnapshotTests(StoreUnderTest under) : StoreTest(under)
{
    [Fact]
    public async Task A_read_gives_the_newest_snapshot_and_the_events_after_it()
    {
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, Book, 2);
            await store.CommitAsync(Commit(2, Event("op-3")) with { Snapshot = new SnapshotToWrite(3, () => "at three") });
            await FillAsync(store, Book, 2, from: 3);
        }

        await using var reopened = await OpenAsync();
        var book = await reopened.ReadAsync(Book, default);
        Assert.Equal((3L, "at three"), (book!.Snapshot!.Version, book.Snapshot.Body));
        Assert.Equal([4L, 5L], book.Events.Select(row => row.Sequence));
        Assert.Equal(1, (await AssertSoundAsync()).Snapshots);
    }

    [Fact]
    public async Task A_snapshot_may_come_alone_and_of_an_earlier_version_but_never_replaces_a_newer_one()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 4);
        var alone = await store.CommitAsync(Commit(4) with { Snapshot = new SnapshotToWrite(3, () => "three") });
        Assert.Equal((4L, 0L), alone is CommitResult.Committed c ? (c.Version, c.FirstPosition) : default);
        await store.CommitAsync(Commit(4) with { Snapshot = new SnapshotToWrite(2, () => "two") });

        var book = await store.ReadAsync(Book, default);
        Assert.Equal("three", book!.Snapshot!.Body);
        Assert.Single(book.Events);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_rendered_does_not_cost_the_events()
    {
        await using var store = await OpenAsync();
        var failing = new SnapshotToWrite(1, () => throw new InvalidOperationException("not today"));
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(0, Event("op-1")) with { Snapshot = failing }));
        var poison = new SnapshotToWrite(2, () => "\uD800");
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(1, Event("op-2")) with { Snapshot = poison }));
        var book = await store.ReadAsync(Book, default);
        Assert.Null(book!.Snapshot);
        Assert.Equal(2, book.Events.Count);
    }

    [Fact]
    public async Task A_snapshot_that_takes_long_to_render_holds_up_neither_its_own_commit_nor_others()
    {
        await using var store = await OpenAsync();
        using var rendered = new ManualResetEventSlim();
        var slow = new SnapshotToWrite(1, () =>
        {
            rendered.Wait();
            return "at one";
        });
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(0, Event("op-1")) with { Snapshot = slow }));
        await FillAsync(store, "program/b", 3);
        rendered.Set();
        var alone = await store.CommitAsync(Commit(1) with { Snapshot = new SnapshotToWrite(1, () => "again") });
        Assert.IsType<CommitResult.Committed>(alone);
        Assert.Equal("at one", (await store.ReadAsync(Book, default))!.Snapshot!.Body);
    }

    [Fact]
    public async Task A_snapshot_of_a_refused_commit_is_not_rendered()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        var rendered = false;
        await store.CommitAsync(Commit(0, Event("op-2")) with { Snapshot = new SnapshotToWrite(1, () => (rendered = true).ToString()) });
        Assert.False(rendered);
    }

    [Fact]
    public async Task Checkpoints_and_the_access_journal_are_kept()
    {
        await using (var store = await OpenAsync())
        {
            Assert.Null(await store.ReadCheckpointAsync("view", default));
            await store.WriteCheckpointAsync("view", new ViewCheckpoint(1, 1, "one"u8.ToArray()), default);
            await store.WriteCheckpointAsync("view", new ViewCheckpoint(2, 1, "two"u8.ToArray()), default);
            await store.AppendAccessAsync(
                [new AccessEntry(0, Clock.Now, Book, "an", "mic", "", "/v1/programs/a", "x-1"),
                    new AccessEntry(0, Clock.Now, "program/b", "an", "mic", "")], default);
            await store.AppendAccessAsync([new AccessEntry(0, Clock.Now, Book, "bua", "mpi", "t")], default);
        }

        await using var reopened = await OpenAsync();
        var kept = await reopened.ReadCheckpointAsync("view", default);
        Assert.Equal((2, 1, "two"), (kept!.Position, kept.Epoch, Encoding.UTF8.GetString(kept.Body.Span)));
        Assert.Equal([new KeptCheckpoint("view", 2, 1)], await reopened.ListCheckpointsAsync(default));
        var entries = await reopened.ReadAccessAsync(Book, 0, 10, default);
        Assert.Equal([("an", 1L), ("bua", 3L)], entries.Select(entry => (entry.User, entry.Number)));
        Assert.Equal([new AccessEntry(3, Clock.Now, Book, "bua", "mpi", "t")], await reopened.ReadAccessAsync(Book, 1, 10, default));
    }
}

public sealed class SqliteSnapshotTests() : SnapshotTests(new SqliteUnderTest());

public sealed class PostgresSnapshotTests() : SnapshotTests(new PostgresUnderTest());
