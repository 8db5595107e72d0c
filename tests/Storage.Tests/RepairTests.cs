using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>A book is mended from its journal, and from nothing else.</summary>
public abstract class RepairTests(StoreUnderTest under) : StoreTest(under)
{
    private readonly List<BookRepair> _evidence = [];

    public static TheoryData<string, string, bool> Broken => new()
    {
        { "UPDATE book SET version = 6 WHERE book_key = 'program/a'", "version 6", false },
        { "UPDATE book SET version = 3 WHERE book_key = 'program/a'", "version 3", false },
        { "UPDATE book SET hash = 'x' WHERE book_key = 'program/a'", "another hash", false },
        { "UPDATE book SET kind = 'x' WHERE book_key = 'program/a'", "kind x", false },
        { "DELETE FROM book_snapshot WHERE book_key = 'program/a'; DELETE FROM book WHERE book_key = 'program/a'", "missing", false },
        { "UPDATE book_snapshot SET body = 'x'", "snapshot was changed", true },
        { "UPDATE book_snapshot SET version = 3", "snapshot was changed", true },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_kept_of_a_book_is_mended_by_its_journal_and_what_stood_there_is_kept(string sql, string wrong, bool drops)
    {
        await FillAsync();
        var rows = await RowsAsync();
        await Under.TamperAsync(sql);
        var repair = await RepairAsync();
        Assert.Contains(wrong, string.Join(", ", repair.Wrong), StringComparison.Ordinal);
        Assert.Equal((repair, drops), (Assert.Single(_evidence), repair.DropsSnapshot));
        Assert.Equal(5, repair.After.Version);
        await AssertSoundAsync();
        Assert.Equal(rows, await RowsAsync());
        await using (var store = await OpenAsync())
        {
            var book = await store.ReadAsync(Book, default);
            Assert.Equal((5L, "program", false), (book!.Version, book.Kind, book.Restricted));
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(5, Event("op-6"))));
        }

        await AssertSoundAsync();
        Assert.False((await RepairAsync()).IsNeeded);
        Assert.Single(_evidence);
    }

    public static TheoryData<string> Beyond =>
    [
        "UPDATE journal SET actor = 'x' WHERE position = 7",
        "DELETE FROM journal WHERE position = 7",
        "DELETE FROM journal WHERE position = 9",
        "DELETE FROM journal WHERE position = 10",
        "DELETE FROM journal WHERE position = 4; UPDATE book SET version = 6 WHERE book_key = 'program/a'",
        "DELETE FROM journal WHERE book_key = 'program/a'",
    ];

    [Theory]
    [MemberData(nameof(Beyond))]
    public async Task Where_the_journal_itself_is_damaged_nothing_is_changed(string sql)
    {
        await FillAsync();
        await Under.TamperAsync(sql);
        var before = await Under.AskAsync("SELECT version FROM book WHERE book_key = 'program/a'");
        var refused = await Assert.ThrowsAnyAsync<Exception>(RepairAsync);
        Assert.True(refused is BookUnreadableException or StoreRefusedException { Refusal: StoreRefusal.JournalLost }, refused.ToString());
        Assert.Equal(before, await Under.AskAsync("SELECT version FROM book WHERE book_key = 'program/a'"));
        Assert.Empty(_evidence);
    }

    [Fact]
    public async Task A_snapshot_is_dropped_when_that_is_asked_for_and_nothing_is_changed_without_evidence()
    {
        await FillAsync();
        Assert.False((await RepairAsync()).IsNeeded);
        await Assert.ThrowsAsync<NotSupportedException>(() => Under.RepairAsync(Request(drop: true, _ =>
            throw new NotSupportedException())));
        Assert.Equal(1L, await Under.AskAsync("SELECT count(*) FROM book_snapshot"));
        Assert.True((await Under.RepairAsync(Request(drop: true, _evidence.Add))).DropsSnapshot);
        Assert.NotNull(Assert.Single(_evidence).Snapshot);
        Assert.Equal(0L, await Under.AskAsync("SELECT count(*) FROM book_snapshot"));
        await AssertSoundAsync();
    }

    private Task<BookRepair> RepairAsync() => Under.RepairAsync(Request(drop: false, _evidence.Add));

    private static RepairRequest Request(bool drop, Action<BookRepair> keep) => new(Book, "program", false, drop, keep);

    private async Task<IReadOnlyList<JournalRow>> RowsAsync()
    {
        await using var reader = Under.OpenReader();
        return await reader.TailAsync(0, 100, default);
    }

    // Two books take turns, as in DamageTests; the first has a snapshot at 2.
    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        for (var version = 0; version < 5; version++)
        {
            var commit = Commit(version, Event($"op-{version + 1}"));
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(
                version == 1 ? commit with { Snapshot = new(2, () => "{\"two\":2}") } : commit));
            await FillAsync(store, "program/b", 1, from: version);
        }
    }
}

public sealed class SqliteRepairTests() : RepairTests(new SqliteUnderTest());

public sealed class PostgresRepairTests() : RepairTests(new PostgresUnderTest());
