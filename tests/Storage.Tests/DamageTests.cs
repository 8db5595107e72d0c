using System.Data.Common;
using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>Two books take turns: program/a has positions 1, 3, 5, 7, 9 and a snapshot at 2; program/b 2, 4, 6, 8, 10.</summary>
public abstract class DamageTests(StoreUnderTest under) : StoreTest(under)
{
    private const string SwapRows = """
        UPDATE journal SET position = -1 WHERE position = 5;
        UPDATE journal SET position = 5 WHERE position = 7;
        UPDATE journal SET position = 7 WHERE position = -1;
        """;

    public static TheoryData<string, long, string> Damages => new()
    {
        { "UPDATE journal SET event = replace(event, '1', '2') WHERE position = 7", 7, "hash" },
        { "UPDATE journal SET actor = 'x' WHERE position = 7", 7, "hash" },
        { "UPDATE journal SET recorded_at = 9223372036854775807 WHERE position = 7", 7, "hash" },
        { "UPDATE journal SET hash = 'x' WHERE position = 7", 7, "hash" },
        { "DELETE FROM journal WHERE position = 7", 7, "missing" },
        { "DELETE FROM journal WHERE position = 9", 9, "missing" },
        { SwapRows, 5, "sequence" },
        { "UPDATE journal SET sequence = 40 WHERE position = 7", 7, "sequence" },
        { "UPDATE journal SET event = 'x' WHERE position = 1", 1, "hash" },
        { "UPDATE book SET version = 6 WHERE book_key = 'program/a'", 0, "version 6" },
        { "UPDATE book SET hash = 'x' WHERE book_key = 'program/a'", 0, "hash" },
        { "UPDATE book_snapshot SET body = 'x'", 0, "snapshot was changed" },
        { "UPDATE book_snapshot SET version = 3", 0, "snapshot" },
        { "UPDATE book_snapshot SET version = 9", 0, "snapshot" },
        { "UPDATE book_snapshot SET row_hash = 'x'", 0, "snapshot" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_is_named_with_its_place_and_only_its_book_is_unreadable(string sql, long position, string what)
    {
        await FillAsync();
        await AssertSoundAsync();
        await Under.TamperAsync(sql);

        var fault = (await VerifyAsync()).FirstFault;
        Assert.NotNull(fault);
        Assert.Equal(position, fault.Position);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);

        await using var store = await OpenAsync();
        Assert.Equal(5, (await store.ReadAsync("program/b", default))!.Version);
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit("program/b", 5, Event("op-6"))));
        if (position == 1)
            return; // before the snapshot: only the verifier and the history look there
        var unreadable = await Assert.ThrowsAsync<BookUnreadableException>(() => store.ReadAsync("program/a", default));
        Assert.Equal("program/a", unreadable.BookKey);
        Assert.InRange(unreadable.Sequence, 2, 9);
    }

    [Fact]
    public async Task History_checks_what_lies_before_the_snapshot_too()
    {
        await FillAsync();
        await Under.TamperAsync("UPDATE journal SET event = 'x' WHERE position = 3");
        await using var store = await OpenAsync();
        Assert.Equal([1L], (await store.HistoryAsync("program/a", 1, 1, default)).Select(row => row.Sequence));
        var unreadable = await Assert.ThrowsAsync<BookUnreadableException>(() => store.HistoryAsync("program/a", 2, 10, default));
        Assert.Equal(2, unreadable.Sequence);
        Assert.Equal([3L, 4L], (await store.HistoryAsync("program/a", 3, 2, default)).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_truncated_journal_does_not_open_until_the_loss_is_accepted_in_a_new_epoch()
    {
        await FillAsync();
        // Consistent in itself: only the anchor knows better.
        await Under.TamperAsync("""
            DELETE FROM journal WHERE position > 8;
            UPDATE book SET version = 4, hash = (SELECT hash FROM journal j WHERE j.book_key = book.book_key AND sequence = 4);
            """);
        Assert.Equal(9, (await VerifyAsync()).FirstFault!.Position);
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync());
        Assert.Equal(StoreRefusal.JournalLost, refused.Refusal);
        Assert.Contains("position 10 of epoch 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("position 8", refused.Message, StringComparison.Ordinal);
        Assert.Contains("coop epoch", refused.Message, StringComparison.Ordinal);

        Assert.Equal(2, await Under.BeginEpochAsync("tail lost"));
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, "program/a", 1, from: 4);
            Assert.Equal((2, 9L), await store.HeadAsync(default) is var head ? (head.Epoch, head.Position) : default);
        }

        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_journal_rewritten_with_a_whole_new_chain_is_caught_by_the_anchor()
    {
        await FillAsync();
        var anchor = await File.ReadAllTextAsync(Under.Path + ".anchor");
        await Under.WipeAsync();
        File.Delete(Under.Path + ".anchor");
        Clock.Now = Clock.Now.AddMinutes(1);
        await FillAsync();
        await File.WriteAllTextAsync(Under.Path + ".anchor", anchor);

        var fault = (await VerifyAsync()).FirstFault;
        Assert.Equal(10, fault!.Position);
        Assert.Contains("rewritten", fault.What, StringComparison.Ordinal);
        Assert.Equal(StoreRefusal.JournalLost, (await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync())).Refusal);
    }

    [Fact]
    public async Task A_lost_or_garbled_anchor_is_made_anew()
    {
        await FillAsync();
        var anchor = await File.ReadAllTextAsync(Under.Path + ".anchor");
        Assert.StartsWith("1 10 ", anchor, StringComparison.Ordinal);
        foreach (var garbled in new[] { null, "", "1 x y" })
        {
            File.Delete(Under.Path + ".anchor");
            if (garbled is not null)
                await File.WriteAllTextAsync(Under.Path + ".anchor", garbled);
            await using (await OpenAsync())
            {
            }

            Assert.Equal(anchor, await File.ReadAllTextAsync(Under.Path + ".anchor"));
        }
    }

    [Fact]
    public async Task Journal_rows_cannot_be_changed_or_removed_through_the_database()
    {
        await FillAsync();
        foreach (var sql in new[] { "UPDATE journal SET event = 'x'", "DELETE FROM journal", "UPDATE journal SET hash = hash" })
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => Under.AskAsync(sql));
            Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        }
    }

    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        for (var version = 0; version < 5; version++)
        {
            var snapshot = version == 1 ? new SnapshotToWrite(2, () => "at two") : null;
            await store.CommitAsync(Commit("program/a", version, Event($"op-{version}")) with { Snapshot = snapshot });
            await FillAsync(store, "program/b", 1, from: version);
        }
    }
}

public sealed class SqliteDamageTests() : DamageTests(new SqliteUnderTest());

public sealed class PostgresDamageTests() : DamageTests(new PostgresUnderTest());
