using System.Data.Common;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using CoopGrains.Storage.Sqlite;

namespace Storage.Tests;

public abstract class SiteItemTests(StoreUnderTest under) : StoreTest(under)
{
    private static readonly DateTimeOffset Gone = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public async Task An_item_is_kept_once_and_is_there_when_the_store_is_opened_again()
    {
        await using (var store = await OpenAsync())
        {
            await Of(store).AddItemAsync(Key("one", "a"), default);
            await Of(store).AddItemAsync(Key("two", "b"), default);
            await Of(store).AddItemAsync(Key("one", "c"), default);
            await Of(store).AddItemAsync(new("other", "one", "d", SiteItem.NoEnd), default);
        }
        await using var again = await OpenAsync();
        Assert.Equal([Key("one", "a"), Key("two", "b")], await Of(again).ItemsAsync("key", default));
        Assert.Single(await Of(again).ItemsAsync("other", default));
    }

    [Fact]
    public async Task The_stamp_is_another_one_whenever_an_item_comes_or_goes()
    {
        await using var store = await OpenAsync();
        var stamps = new List<string> { await Of(store).ItemsStampAsync(default) };
        foreach (var item in (SiteItem[])[Key("one", "a"), new("end", "x", "", Gone)])
        {
            await Of(store).AddItemAsync(item, default);
            stamps.Add(await Of(store).ItemsStampAsync(default));
        }
        await Of(store).ForgetItemsAsync(default);
        stamps.Add(await Of(store).ItemsStampAsync(default));
        Assert.All(stamps.Zip(stamps.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(stamps[^1], await Of(store).ItemsStampAsync(default));
    }

    [Fact]
    public async Task Items_leave_after_their_time_and_never_before()
    {
        await using var store = await OpenAsync();
        await Of(store).AddItemAsync(new("end", "x", "", Gone), default);
        await Of(store).AddItemAsync(Key("one", "a"), default);
        await Of(store).ForgetItemsAsync(default);
        Assert.Empty(await Of(store).ItemsAsync("end", default));
        await Assert.ThrowsAnyAsync<DbException>(() => Under.AskAsync("DELETE FROM site_item"));
        await Assert.ThrowsAnyAsync<DbException>(() => Under.AskAsync("UPDATE site_item SET body = 'b'"));
        Assert.Single(await Of(store).ItemsAsync("key", default));
    }

    [Fact]
    public async Task Another_process_reads_and_adds_while_books_are_written()
    {
        await using var store = await OpenAsync();
        await Of(store).AddItemAsync(Key("one", "a"), default);
        var (others, close) = await OpenItemsAsync();
        await others.AddItemAsync(Key("two", "b"), default);
        await FillAsync(store, Book, 1);
        Assert.Equal(2, (await Of(store).ItemsAsync("key", default)).Count);
        Assert.Equal(2, (await others.ItemsAsync("key", default)).Count);
        Assert.Equal(await others.ItemsStampAsync(default), await Of(store).ItemsStampAsync(default));
        await others.ForgetItemsAsync(default);
        await close();
    }

    protected abstract Task<(ISiteItems Items, Func<ValueTask> Close)> OpenItemsAsync();

    private static ISiteItems Of(IBookStore store) => (ISiteItems)store;

    private static SiteItem Key(string name, string body) => new("key", name, body, SiteItem.NoEnd);
}

public sealed class SqliteSiteItemTests() : SiteItemTests(new SqliteUnderTest())
{
    protected override Task<(ISiteItems Items, Func<ValueTask> Close)> OpenItemsAsync()
    {
        var items = SqliteItemsFile.Open(Under.Path);
        return Task.FromResult<(ISiteItems, Func<ValueTask>)>((items, CloseAsync));

        ValueTask CloseAsync()
        {
            items.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

public sealed class PostgresSiteItemTests() : SiteItemTests(new PostgresUnderTest())
{
    protected override Task<(ISiteItems Items, Func<ValueTask> Close)> OpenItemsAsync()
    {
        var items = PostgresItems.Open(((PostgresUnderTest)Under).Site.Application);
        return Task.FromResult<(ISiteItems, Func<ValueTask>)>((items, items.DisposeAsync));
    }
}
