using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class CommitTests(StoreUnderTest under) : StoreTest(under)
{
    [Fact]
    public async Task A_committed_event_is_read_back_as_it_was_given()
    {
        await using var store = await OpenAsync();
        var result = await store.CommitAsync(Commit(
            0, Event("op-1", text: "{\"tên\":\"Sầm Nưa ຊຳເໜືອ 😀\"}", trace: "00-1-2-01"), Event("op-1", 1, "")));

        Assert.Equal(new CommitResult.Committed(2, 1, Clock.Now), result);
        var book = await store.ReadAsync(Book, default);
        Assert.Equal(("program", false, 2L), (book!.Kind, book.Restricted, book.Version));
        var row = book.Events[0];
        Assert.Equal((1L, 1, Book, 1L, "op-1", 0), (row.Position, row.Epoch, row.BookKey, row.Sequence, row.OperationId, row.Ordinal));
        Assert.Equal(("f1", "an@mic", "mic", "vn", "00-1-2-01"), (row.Fingerprint, row.Actor, row.Agency, row.Side, row.Trace));
        Assert.Equal(("FulfilmentReported", "{\"tên\":\"Sầm Nưa ຊຳເໜືອ 😀\"}"), (row.Kind, row.Text));
        Assert.Equal("", book.Events[1].Text);
        Assert.Equal(Clock.Now, row.RecordedAt);
        Assert.Equal(new StoreHead(1, 2, book.Events[1].Hash, Clock.Now), await store.HeadAsync(default));
    }

    [Fact]
    public async Task An_unknown_book_is_null_and_an_unknown_operation_has_no_rows()
    {
        await using var store = await OpenAsync();
        Assert.Null(await store.ReadAsync(Book, default));
        Assert.Equal(0, (await store.ProbeAsync(Book, "op-1", default)).Version);
        await FillAsync(store, Book, 2);
        Assert.Empty((await store.ProbeAsync(Book, "op-9", default)).Rows);
        var known = await store.ProbeAsync(Book, "op-2", default);
        Assert.Equal((2L, 2L), (known.Version, Assert.Single(known.Rows).Sequence));
    }

    [Fact]
    public async Task Of_64_first_commits_of_one_book_exactly_one_wins()
    {
        await using var store = await OpenAsync();
        using var together = new Barrier(8);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(() =>
        {
            together.SignalAndWait();
            return Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.CommitAsync(Commit(0, Event($"op-{thread}-{i}")))));
        }, TaskCreationOptions.LongRunning).Unwrap()));

        Assert.Single(results.SelectMany(r => r).OfType<CommitResult.Committed>());
        Assert.Equal(63, results.SelectMany(r => r).OfType<CommitResult.VersionConflict>().Count(c => c.ActualVersion == 1));
        Assert.Single((await store.ReadAsync(Book, default))!.Events);
    }

    [Fact]
    public async Task A_conflict_of_one_book_leaves_the_others_of_the_transaction_alone_and_no_hole()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        var batch = await Under.TogetherAsync(store,
        [
            Commit("program/b", 0, Event("op-1")),
            Commit(0, Event("op-2")),
            Commit(1, Event("op-3"), Event("op-1"), Event("op-4")),
            Commit("program/c", 0, Event("op-1")),
        ]);

        Assert.Equal(2, Assert.IsType<CommitResult.Committed>(batch[0]).FirstPosition);
        Assert.Equal(new CommitResult.VersionConflict(1), batch[1]);
        Assert.Equal(new CommitResult.OperationConflict("op-1"), batch[2]);
        Assert.Equal(3, Assert.IsType<CommitResult.Committed>(batch[3]).FirstPosition);
        Assert.Equal(3, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task Commits_of_one_book_in_one_transaction_build_on_each_other()
    {
        await using var store = await OpenAsync();
        var batch = await Under.TogetherAsync(
            store, [Commit(0, Event("op-1")), Commit(1, Event("op-2")), Commit(1, Event("op-3")), Commit(2, Event("op-4"))]);

        Assert.Equal([1L, 2L, 3L], batch.OfType<CommitResult.Committed>().Select(c => c.Version));
        Assert.Equal(new CommitResult.VersionConflict(2), batch[2]);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task An_operation_is_stored_once_per_book_also_after_a_restart()
    {
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, Book, 2);
            Assert.Equal(new CommitResult.OperationConflict("op-1"), await store.CommitAsync(Commit(2, Event("op-1"))));
        }

        await using var reopened = await OpenAsync();
        Assert.Equal(new CommitResult.OperationConflict("op-2"), await reopened.CommitAsync(Commit(2, Event("op-9"), Event("op-2"))));
        Assert.IsType<CommitResult.Committed>(await reopened.CommitAsync(Commit("program/b", 0, Event("op-1"))));
        Assert.Equal(2, (await reopened.ReadAsync(Book, default))!.Version);
    }

    [Fact]
    public async Task A_commit_after_its_deadline_writes_nothing()
    {
        await using var store = await OpenAsync();
        var late = Commit(0, Event("op-1")) with { Deadline = Clock.Now.AddTicks(-1) };
        Assert.IsType<CommitResult.DeadlinePassed>(await store.CommitAsync(late));
        Assert.Null(await store.ReadAsync(Book, default));
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(late with { Deadline = Clock.Now.AddMinutes(1) }));
    }

    [Fact]
    public async Task Recorded_time_follows_position_when_the_clock_steps_back()
    {
        var noon = Clock.Now;
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 1);
        Clock.Now = noon.AddHours(-1);
        await using var reopened = await OpenAsync();
        await FillAsync(reopened, Book, 1, from: 1);
        Clock.Now = noon.AddHours(1);
        await FillAsync(reopened, Book, 1, from: 2);

        var rows = await reopened.TailAsync(0, 10, default);
        Assert.Equal([noon, noon, noon.AddHours(1)], rows.Select(row => row.RecordedAt));
    }

    [Fact]
    public async Task Kind_and_restriction_of_a_book_never_change()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        Assert.IsType<CommitResult.Rejected>(await store.CommitAsync(Commit(1, Event("op-2")) with { Restricted = true }));
        Assert.IsType<CommitResult.Rejected>(await store.CommitAsync(Commit(1, Event("op-2")) with { Kind = "province" }));
    }

    [Fact]
    public async Task Followers_see_every_row_once_in_order_with_its_payload_before_it_is_acknowledged()
    {
        await using var store = await OpenAsync();
        var seen = new List<JournalRow>();
        using var broken = store.Follow(_ => throw new InvalidOperationException("a follower's own trouble"));
        var following = store.Follow(seen.AddRange);
        var payload = new object();
        await store.CommitAsync(Commit(0, Event("op-1", payload: payload)));
        Assert.Same(payload, Assert.Single(seen).Payload);

        await Under.TogetherAsync(store, [Commit(1, Event("op-2")), Commit(0, Event("op-3")), Commit("program/b", 0, Event("op-4"))]);
        Assert.Equal([1L, 2L, 3L], seen.Select(row => row.Position));
        Assert.Equal((await store.TailAsync(0, 10, default)).Select(row => row.Hash), seen.Select(row => row.Hash));

        following.Dispose();
        await store.CommitAsync(Commit("program/c", 0, Event("op-5")));
        Assert.Equal(3, seen.Count);
    }
}

public sealed class SqliteCommitTests() : CommitTests(new SqliteUnderTest());

public sealed class PostgresCommitTests() : CommitTests(new PostgresUnderTest());
