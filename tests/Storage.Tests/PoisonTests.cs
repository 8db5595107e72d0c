using System.Text.RegularExpressions;
using CoopGrains.Storage;

namespace Storage.Tests;

public abstract class PoisonTests(StoreUnderTest under) : StoreTest(under)
{
    // Escaped: the test runner itself cannot carry a lone surrogate.
    public static TheoryData<string, string> Poison => new()
    {
        { @"a\u0000b", "NUL" },
        { @"a\uD800b", "surrogate" },
        { @"a\uDC00", "surrogate" },
        { @"\uD83D", "surrogate" },
        { new string('x', (1 << 20) + 1), "longer" },
        { new string('ກ', (1 << 20) / 3 + 1), "longer" },
    };

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task A_value_that_no_database_keeps_fails_its_book_only(string escaped, string reason)
    {
        var text = Regex.Unescape(escaped);
        await using var store = await OpenAsync();
        var results = await Task.WhenAll(
            store.CommitAsync(Commit("program/b", 0, Event("op-1"))),
            store.CommitAsync(Commit(0, Event("op-1"), Event("op-2", text: text))),
            store.CommitAsync(Commit("program/c", 0, Event("op-1"))));

        Assert.Contains(reason, Assert.IsType<CommitResult.Rejected>(results[1]).Reason, StringComparison.Ordinal);
        Assert.Equal(2, results.OfType<CommitResult.Committed>().Count());
        Assert.Null(await store.ReadAsync(Book, default));
        Assert.Equal(2, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task The_largest_event_is_kept()
    {
        await using var store = await OpenAsync();
        var text = new string('x', 1 << 20);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(0, Event("op-1", text: text))));
        Assert.Equal(text, (await store.ReadAsync(Book, default))!.Events[0].Text);
    }

    [Fact]
    public async Task A_row_that_only_the_database_refuses_is_undone_alone_and_its_positions_are_used_again()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 1);
        // Damage that no check beforehand can see: the book's row has fallen behind its journal.
        await Under.TamperAsync("UPDATE book SET version = 0");
        await using var reopened = await OpenAsync();
        var results = await Under.TogetherAsync(reopened,
            [Commit("program/b", 0, Event("op-1")), Commit(0, Event("op-7"), Event("op-8")), Commit("program/c", 0, Event("op-1"))]);

        Assert.IsType<CommitResult.Rejected>(results[1]);
        Assert.Equal([2L, 3L], results.OfType<CommitResult.Committed>().Select(c => c.FirstPosition));
    }

    [Fact]
    public async Task Commits_that_cannot_be_meant_are_rejected()
    {
        await using var store = await OpenAsync();
        await FillAsync(store, Book, 1);
        foreach (var commit in new[]
        {
            Commit(1),
            Commit(-1, Event("op-2")),
            Commit(1, Event("")),
            Commit("", 0, Event("op-2")),
            Commit(1, Event("op-2", 1)),
            Commit(1, Event("op-2"), Event("op-2")),
            Commit(1, Event(new string('k', 1025))),
            Commit(1, Event("op-2")) with { Snapshot = new SnapshotToWrite(3, () => "ahead") },
        })
        {
            Assert.IsType<CommitResult.Rejected>(await store.CommitAsync(commit));
        }

        Assert.Equal(1, (await AssertSoundAsync()).Rows);
    }
}

public sealed class SqlitePoisonTests() : PoisonTests(new SqliteUnderTest());

public sealed class PostgresPoisonTests() : PoisonTests(new PostgresUnderTest());
