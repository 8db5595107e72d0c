using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>A store restored up to a moment is what it was then, and goes on from there.</summary>
public abstract class RestorePointTests(StoreUnderTest under) : StoreTest(under)
{
    private static readonly string[] Books = ["program/a", "program/b", "program/c", "program/d"];

    [Fact]
    public async Task Restored_up_to_any_operation_every_book_and_row_is_as_it_was_behind_it()
    {
        const int seed = 20_261_123;
        var then = await WriteAsync(new(seed));
        // Once without a book, with snapshots that are too new and with some that are not.
        foreach (var (position, books) in then)
        {
            await using var restored = Under.Another();
            var leftOut = await Under.RestoreAsync(new(null, position), restored);
            Assert.Equal(then.Keys.Max() - position, leftOut!.Rows);
            Assert.Equal(leftOut.Rows == 0 ? [] : ["mic"], leftOut.Agencies);
            await AssertIsAsync(books, position, restored, $"seed {seed}, position {position}");
        }
    }

    [Fact]
    public async Task A_moment_is_the_end_of_all_that_was_recorded_up_to_it()
    {
        var began = Clock.Now;
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, "program/a", 2);
            Clock.Now = began.AddMinutes(1);
            await FillAsync(store, "program/b", 3);
        }

        // On PostgreSQL the database's clock may have told the times: ask the rows.
        var rows = await RowsAsync(Under);
        foreach (var at in (DateTimeOffset[])[rows[0].RecordedAt, rows[1].RecordedAt, rows[^1].RecordedAt, rows[^1].RecordedAt.AddDays(1)])
        {
            await using var restored = Under.Another();
            await Under.RestoreAsync(new(at, null), restored);
            Assert.Equal(rows.Where(row => row.RecordedAt <= at), await RowsAsync(restored));
        }
    }

    [Fact]
    public async Task A_moment_that_was_none_is_refused_with_those_beside_it()
    {
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, "program/b", 1);
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(0, Event("op-1"), Event("op-1", 1), Event("op-1", 2))));
        }

        foreach (var (point, says) in ((RestorePoint, string)[])[
            (new(null, 2), "give 1, or 4"), (new(null, 3), "give 1, or 4"), (new(null, 5), "ends at 4"),
            (new(null, 0), "nothing was recorded by position 0"),
            (new(new(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(7)), null), "by 2020-01-01T20:04:05Z")])
        {
            await using var restored = Under.Another();
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => Under.RestoreAsync(point, restored));
            Assert.Equal(StoreRefusal.NoSuchMoment, refused.Refusal);
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_damaged_behind_the_moment_is_no_hindrance_and_what_is_before_it_is()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 4);
        await Under.TamperAsync("UPDATE journal SET actor = 'x' WHERE position = 3");
        await using var before = Under.Another();
        await Under.RestoreAsync(new(null, 2), before);
        Assert.Equal(2, (await before.VerifyAsync()).Rows);
        await using var behind = Under.Another();
        var damaged = await Assert.ThrowsAsync<InvalidDataException>(() => Under.RestoreAsync(new(null, 3), behind));
        Assert.Contains("3", damaged.Message, StringComparison.Ordinal);
    }

    // What every book and the journal were behind each operation.
    private async Task<SortedDictionary<long, Dictionary<string, StoredBook?>>> WriteAsync(Random chance)
    {
        var then = new SortedDictionary<long, Dictionary<string, StoredBook?>>();
        var versions = Books.ToDictionary(book => book, _ => 0L);
        await using var store = await OpenAsync();
        for (var operation = 1; operation <= 15; operation++)
        {
            var book = Books[chance.Next(operation < 6 ? 2 : Books.Length)];
            var events = Enumerable.Range(0, chance.Next(1, 4)).Select(i => Event($"op-{operation}", i, $"\"{chance.Next()}\"")).ToArray();
            var (from, to) = (versions[book], versions[book] += events.Length);
            var snapshot = chance.Next(3) == 0 ? new SnapshotToWrite(to, () => $"\"{to}\"") : null;
            var committed = Assert.IsType<CommitResult.Committed>(
                await store.CommitAsync(Commit(book, from, events) with { Snapshot = snapshot }));
            Clock.Now += TimeSpan.FromSeconds(chance.Next(2));
            then[committed.FirstPosition + events.Length - 1] = await BooksAsync(store);
        }

        return then;
    }

    private static async Task<Dictionary<string, StoredBook?>> BooksAsync(IJournalReader store)
    {
        var books = new Dictionary<string, StoredBook?>();
        foreach (var book in Books)
            books[book] = await store.ReadAsync(book, default);
        return books;
    }

    private async Task AssertIsAsync(Dictionary<string, StoredBook?> books, long position, StoreUnderTest restored, string where)
    {
        Assert.Equal((await RowsAsync(Under)).Take((int)position), await RowsAsync(restored));
        Assert.Null((await restored.VerifyAsync()).FirstFault);
        await using var store = await restored.OpenAsync();
        foreach (var (key, was) in books)
        {
            var now = await store.ReadAsync(key, default);
            Assert.True(was?.Version == now?.Version, $"{key} was at {was?.Version} and is at {now?.Version}; {where}");
            Assert.True((now?.Snapshot?.Version ?? 0) <= (now?.Version ?? 0), where);
            Assert.Equal((was?.Kind, was?.Restricted), (now?.Kind, now?.Restricted));
            // It goes on from there, in an epoch of its own.
            var next = await store.CommitAsync(Commit(key, now?.Version ?? 0, Event("anew")));
            Assert.True(next is CommitResult.Committed, $"{key} was answered {next}; {where}");
        }

        Assert.All((await RowsAsync(restored)).Skip((int)position), row => Assert.Equal(2, row.Epoch));
    }

    private static async Task<IReadOnlyList<JournalRow>> RowsAsync(StoreUnderTest under)
    {
        await using var reader = under.OpenReader();
        return await reader.TailAsync(0, 1_000, default);
    }
}

public sealed class SqliteRestorePointTests() : RestorePointTests(new SqliteUnderTest());

public sealed class PostgresRestorePointTests() : RestorePointTests(new PostgresUnderTest());
