using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class BookTailTests(StoreUnderTest under) : StoreTest(under)
{
    private const int Many = 100;

    [Fact]
    public async Task Behind_a_row_that_the_book_has_it_gives_what_came_since_and_the_weight_of_the_snapshot()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 2);
        await store.CommitAsync(Commit(2, Event("op-3")) with { Snapshot = new SnapshotToWrite(3, () => "ສາມ") });
        await FillAsync(store, Book, 2, from: 3);
        // Snapshots are written beside commits.
        await store.CommitAsync(Commit(5) with { Snapshot = new SnapshotToWrite(2, () => "two") });
        var rows = await store.HistoryAsync(Book, 1, Many, default);

        var tail = await store.ReadBehindAsync(Book, 2, rows[1].Hash, Many, default);

        Assert.Equal([3L, 4L, 5L], tail!.Events.Select(row => row.Sequence));
        Assert.Equal((false, 3L, 9), (tail.Restricted, tail.SnapshotVersion, tail.SnapshotLength));
        Assert.Empty((await store.ReadBehindAsync(Book, 5, rows[4].Hash, Many, default))!.Events);
    }

    [Fact]
    public async Task Behind_a_row_that_the_book_has_not_there_is_nothing_and_neither_is_what_is_too_much()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 4);
        var rows = await store.HistoryAsync(Book, 1, Many, default);

        Assert.Null(await store.ReadBehindAsync(Book, 2, rows[2].Hash, Many, default));
        Assert.Null(await store.ReadBehindAsync(Book, 5, rows[3].Hash, Many, default));
        Assert.Null(await store.ReadBehindAsync("program/b", 2, rows[1].Hash, Many, default));
        Assert.Null(await store.ReadBehindAsync(Book, 1, rows[0].Hash, 2, default));
        Assert.Equal(3, (await store.ReadBehindAsync(Book, 1, rows[0].Hash, 3, default))!.Events.Count);
    }

    [Theory]
    [InlineData("UPDATE journal SET actor = 'x' WHERE position = 3")]
    [InlineData("DELETE FROM journal WHERE position = 4")]
    public async Task A_damaged_row_behind_it_is_named(string damage)
    {
        string hash;
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, Book, 4);
            hash = (await store.HistoryAsync(Book, 1, 1, default))[0].Hash;
        }
        await Under.TamperAsync(damage);
        // The anchor knows of the last row.
        await using var reader = Under.OpenReader();
        var unreadable = await Assert.ThrowsAsync<BookUnreadableException>(() => reader.ReadBehindAsync(Book, 1, hash, Many, default));
        Assert.InRange(unreadable.Sequence, 3, 4);
    }
}

public sealed class SqliteBookTailTests() : BookTailTests(new SqliteUnderTest());

public sealed class PostgresBookTailTests() : BookTailTests(new PostgresUnderTest());
